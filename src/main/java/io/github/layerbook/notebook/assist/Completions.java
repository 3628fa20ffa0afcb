package io.github.layerbook.notebook.assist;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.magic.Magics;
import io.github.layerbook.notebook.offer.Candidates;
import io.github.layerbook.notebook.offer.Offer;
import io.github.layerbook.notebook.offer.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may go on from the cursor of a cell, where that stands in a command.
 *
 * @param magics the commands
 * @param others the names of the kernel's own magics
 */
public record Completions(Magics magics, Map<Kind, Set<String>> others) {
  /**
   * Returns what may stand at the cursor, and from where in the cell on; nothing where no command
   * of Layerbook is, so that the kernel may know better.
   *
   * @param cell the cell's text
   * @param cursor a place in it
   */
  public Optional<Offer> at(String cell, int cursor) {
    try {
      return Place.of(cell, cursor)
          .flatMap(place -> offer(place).map(offer -> offer.movedBy(place.from())));
    } catch (CellError unfinished) {
      return Optional.empty();
    }
  }

  private Optional<Offer> offer(Place place) {
    if (place.inName()) {
      Offer names = Offer.of(place.begun(), names(place));
      return Optional.of(names).filter(offer -> !offer.words().isEmpty());
    }
    return magics.forms().stream()
        .filter(form -> form.name().equals(place.name()) && form.kinds().contains(place.kind()))
        .findFirst()
        .map(form -> place.inText() ? inText(form, place) : onLine(form, place));
  }

  private List<String> names(Place place) {
    Kind kind = place.kind();
    Stream<String> ours =
        magics.forms().stream().filter(form -> form.kinds().contains(kind)).map(CommandForm::name);
    return Stream.concat(ours, others.getOrDefault(kind, Set.of()).stream())
        .map(name -> kind.sign() + name)
        .distinct()
        .sorted()
        .toList();
  }

  private Offer inText(CommandForm form, Place place) {
    List<String> words =
        Use.of(form.words(magics.session().quantities()), place.words()).positional();
    return form.textLines().of(magics.session(), new Written(words, place.lines(), place.begun()));
  }

  private Offer onLine(CommandForm form, Place place) {
    CommandSpec spec = form.words(magics.session().quantities());
    Use use = Use.of(spec, place.words());
    String begun = place.begun();
    Written written = new Written(use.positional(), List.of(), begun);
    int equals = begun.startsWith("--") ? begun.indexOf('=') : -1;
    if (use.value()) {
      return of(use.argument(), written);
    } else if (equals > 0) {
      return of(
              Optional.ofNullable(spec.findOption(begun.substring(0, equals))),
              written.from(equals + 1))
          .movedBy(equals + 1);
    }
    Offer words = of(use.argument(), written);
    boolean hyphen = begun.startsWith("-");
    return begun.isEmpty() || (hyphen && words.words().isEmpty())
        ? both(words, Offer.of(begun, options(spec, use)))
        : words;
  }

  private static Offer both(Offer first, Offer second) {
    List<String> words = new ArrayList<>(first.words());
    words.addAll(second.words());
    return new Offer(second.from(), words);
  }

  /** The options that were not given yet, by their longest names. */
  private static List<String> options(CommandSpec spec, Use use) {
    return spec.options().stream()
        .filter(option -> !use.given().contains(option))
        .map(OptionSpec::longestName)
        .toList();
  }

  private Offer of(Optional<? extends ArgSpec> argument, Written written) {
    int last =
        argument.filter(a -> a.splitRegex().equals(",")).isPresent()
            ? written.begun().lastIndexOf(',') + 1
            : 0;
    return argument.map(ArgSpec::userObject).stream()
        .flatMap(found -> found instanceof Candidates c ? Stream.of(c) : Stream.empty())
        .findFirst()
        .map(candidates -> candidates.of(magics.session(), written.from(last)).movedBy(last))
        .orElse(Offer.NOTHING);
  }
}
