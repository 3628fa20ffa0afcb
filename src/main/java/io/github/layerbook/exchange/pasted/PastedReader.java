package io.github.layerbook.exchange.pasted;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.notation.Definition;
import io.github.layerbook.notation.ForeignReader;
import java.util.List;
import java.util.Optional;

/** The forms in which people paste networks, for {@link io.github.layerbook.notation.Notation}. */
public final class PastedReader implements ForeignReader {
  private static final String ELSEWHERE =
      "PastedText.read(text, options) gives what it says, and takes an input and a call";

  /** A line or two of a lecture could be the notation's, with a mistake. */
  private static final int FEWEST = 3;

  /** Makes the reader, as a service. */
  public PastedReader() {}

  @Override
  public Optional<Reading> read(String text) {
    return PastedText.structure(text)
        .or(
            () ->
                text.lines().filter(line -> !line.isBlank()).count() < FEWEST
                    ? Optional.empty()
                    : PastedText.form(text))
        .map(form -> reading(form, text));
  }

  private static Reading reading(TextForm form, String text) {
    List<ReadNetwork> all = form.readAll(text, ReadingOptions.NONE);
    Optional<Problem> problem = all.stream().flatMap(read -> read.problems().stream()).findFirst();
    List<Definition> definitions =
        all.stream()
            .flatMap(read -> read.network().stream())
            .map(network -> new Definition(network, List.of()))
            .toList();
    if (problem.isPresent()) {
      return refused(form, problem.get().line(), problem.get().message());
    }
    return definitions.isEmpty()
        ? refused(form, 0, "it lists layers and does not say how they are wired")
        : new Reading(form.title(), definitions, 0, "", "");
  }

  private static Reading refused(TextForm form, int line, String problem) {
    return new Reading(form.title(), List.of(), line, problem, ELSEWHERE);
  }
}
