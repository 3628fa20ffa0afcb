package io.github.layerbook.notebook.command.look;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Exercises;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Given;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.exercise.ExerciseSet;
import io.github.layerbook.view.exercise.NamedExercise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sets exercises on drawn networks. */
@Magic(
    name = "exercise",
    purpose = Magic.Purpose.CHECK,
    line =
        "Asks for one figure of a drawn network, or of yours with --of;"
            + " %%check judges the answer.",
    more =
        "The topics are parameters, shape, macs, memory, receptive and cache. The same seed draws"
            + " the same exercise. Of a wrong answer, %%check exercise1 --hint says which mistake"
            + " gives just this number; --hide keeps even the calculation back. An exported page"
            + " takes the answer in a form, and needs no kernel.",
    example = {
      "%exercise parameters --seed 7",
      "%exercise macs --of lenet.conv1_1 --as work --answer"
    })
public record ExerciseCommand(
    @Takes("TOPIC: what to ask for; each topic in turn if left out") Optional<Topic> topic,
    Drawing drawing,
    @Takes(
            "--of NAME.LAYER: a network of the notebook, or one of its layers, to"
                + " ask about instead of a drawn one")
        @Offers(NameOffers.Parts.class)
        Optional<String> of,
    @Takes("--as NAME: the exercise's name for %%check; exercise1 and so on if left out")
        Optional<String> as,
    @Takes("--answer: show the answer below, folded, for pages that run no scripts") boolean answer)
    implements Command {
  private static final int MOST = 50;
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  @Override
  public Object run(Session session) {
    as.ifPresent(name -> requireName(session, name));
    return new ExerciseSet(
        of.isPresent() ? List.of(about(session, of.get())) : drawn(session), answer);
  }

  private void requireName(Session session, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new CellError(
          "--as %s: a name has letters, digits and underscores, such as --as work."
              .formatted(name));
    } else if (session.networks().containsKey(name)) {
      throw new CellError(
          "--as %s: a network has this name: give the exercise another one.".formatted(name));
    } else if (drawing.count().orElse(1L) > 1) {
      throw new CellError("--as names one exercise: leave --count out.");
    }
  }

  /** Asks about a network of the notebook. */
  private NamedExercise about(Session session, String address) {
    if (topic.isEmpty()) {
      throw new CellError(
          "Name what is asked for, such as %%exercise parameters --of %s.".formatted(address));
    } else if (Given.first(drawing).isPresent()) {
      throw new CellError("--seed, --level and --count draw networks: leave out --of, or them.");
    }
    NetworkReference place = NetworkReference.of(address);
    Entry entry = session.entry(place.name()).renamed(place.name());
    Optional<Row> layer =
        place.rest().isEmpty() ? Optional.empty() : Optional.of(place.layer(entry.report()));
    Exercise exercise =
        new Exercise(
            topic.get(),
            entry.network(),
            layer.map(row -> row.node().path()).orElse(""),
            entry.settings().type());
    String subject = layer.map(row -> row.name() + " of ").orElse("") + place.name();
    Exercises exercises = session.exercises();
    return exercises.set(
        new NamedExercise(
            as.orElseGet(() -> exercises.setAgain(exercise).name()), exercise, subject));
  }

  private List<NamedExercise> drawn(Session session) {
    long many = drawing.count().orElse(1L);
    if (many > MOST) {
      throw new CellError("--count %d is more than %d: set fewer at once.".formatted(many, MOST));
    }
    Topic[] topics = Topic.values();
    List<NamedExercise> set = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int number = drawing.seed().isPresent() ? i : session.exercises().size();
      Topic asked = topic.orElse(topics[number % topics.length]);
      long each = drawing.seed().map(Long::longValue).orElse((long) number + 1) + i;
      Exercise drawn = drawn(asked, each);
      Exercises exercises = session.exercises();
      set.add(
          as.map(name -> exercises.set(new NamedExercise(name, drawn)))
              .orElseGet(
                  () ->
                      drawing.seed().isPresent()
                          ? exercises.setAgain(drawn)
                          : exercises.set(drawn)));
    }
    return set;
  }

  private Exercise drawn(Topic asked, long number) {
    try {
      return Exercise.drawn(asked, Math.toIntExact(drawing.level().orElse(1L)), number);
    } catch (ArithmeticException e) {
      throw new CellError(
          "--level %d is none: levels are 1, 2 and 3.".formatted(drawing.level().orElse(1L)));
    }
  }
}
