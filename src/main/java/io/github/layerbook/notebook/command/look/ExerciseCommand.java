package io.github.layerbook.notebook.command.look;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Exercises;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.view.exercise.ExerciseSet;
import io.github.layerbook.view.exercise.NamedExercise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets exercises on drawn networks. */
@Magic(
    name = "exercise",
    purpose = Purpose.CHECK,
    line = "Draws a network and asks for one figure of it; %%check judges the answer.",
    more =
        "The topics are parameters, shape, macs, memory, receptive and cache. The same seed draws"
            + " the same exercise. A wrong answer in %%check exercise1 --hint is told which mistake"
            + " gives just this number; --hide keeps even the calculation back.",
    example = "%exercise parameters --seed 7")
public record ExerciseCommand(
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TOPIC",
            description = "what is asked for; one topic after the other without it")
        Optional<Topic> topic,
    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                "a number that draws the same again; its place among the exercises without it")
        Optional<Long> seed,
    @Option(
            names = "--level",
            paramLabel = "N",
            description =
                "1 for plain chains (without it), 2 with strides and groups, 3 with dilation as well")
        Optional<Long> level,
    @Option(names = "--count", paramLabel = "N", description = "how many exercises; one without it")
        Optional<Long> count)
    implements Command {
  private static final int MOST = 50;

  @Override
  public Object run(Session session) {
    long many = count.orElse(1L);
    if (many > MOST) {
      throw new CellError("--count %d is more than %d: set fewer at once.".formatted(many, MOST));
    }
    Topic[] topics = Topic.values();
    List<NamedExercise> set = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int number = seed.isPresent() ? i : session.exercises().size();
      Topic asked = topic.orElse(topics[number % topics.length]);
      long each = seed.map(Long::longValue).orElse((long) number + 1) + i;
      Exercise drawn = drawn(asked, each);
      Exercises exercises = session.exercises();
      set.add(seed.isPresent() ? exercises.setAgain(drawn) : exercises.set(drawn));
    }
    return set.size() == 1 ? set.get(0) : new ExerciseSet(set);
  }

  private Exercise drawn(Topic asked, long number) {
    try {
      return Exercise.drawn(asked, Math.toIntExact(level.orElse(1L)), number);
    } catch (ArithmeticException e) {
      throw new CellError("--level %d is none: levels are 1, 2 and 3.".formatted(level.orElse(1L)));
    }
  }
}
