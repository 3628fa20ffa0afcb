package io.github.layerbook.notebook.command;

import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a component with {@link EachQuantity} as picocli parses them, and back. */
record QuantityOptions(EachQuantity declared) {
  private static final Pattern AMOUNT = Pattern.compile("[0-9][0-9_,.]*(?:e[0-9]+)? ?[A-Za-z]*");
  private static final String HYPHENS = "--";
  private static final String AMOUNT_LABEL = "MOST";

  /** How all of them are written in a usage. */
  String usage() {
    return label() + " " + (declared.optional() ? "[" + AMOUNT_LABEL + "]" : AMOUNT_LABEL);
  }

  /** The placeholder for any of their names. */
  String label() {
    return HYPHENS + "QUANTITY";
  }

  /** What they mean. */
  String meaning() {
    return declared.description()
        + " "
        + Quantities.words(PeakMemory.quantities().ofNetworks(), ", ")
        + ", or of what the notebook declares";
  }

  /** Adds the options to those of a command, under the names that are free. */
  void addTo(CommandSpec words, Quantities quantities) {
    for (Quantity quantity : quantities.ofNetworks()) {
      String[] names =
          names(quantity).stream()
              .filter(name -> !words.optionsMap().containsKey(name))
              .toArray(String[]::new);
      if (names.length > 0) {
        words.addOption(option(quantity, names));
      }
    }
  }

  private OptionSpec option(Quantity quantity, String... names) {
    OptionSpec.Builder builder =
        OptionSpec.builder(names)
            .userObject(quantity)
            .type(String.class)
            .arity("1")
            .paramLabel(AMOUNT_LABEL)
            .description(
                "%s %s: %s"
                    .formatted(declared.description(), quantity.title(), quantity.meaning()));
    return declared.optional()
        ? builder.preprocessor(QuantityOptions::withAmount).build()
        : builder.build();
  }

  /** Puts the empty text before a word that is no amount, such as 50M, but the command's own. */
  private static boolean withAmount(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> place) {
    if (words.isEmpty() || !AMOUNT.matcher(words.peek()).matches()) {
      words.push("");
    }
    return false;
  }

  /** Whether an option that was given is a quantity's, not the command's own of that name. */
  private static boolean isOf(Quantity quantity, @Nullable OptionSpec given) {
    return given != null && quantity.equals(given.userObject());
  }

  private static List<String> names(Quantity quantity) {
    return quantity.words().stream().map(word -> HYPHENS + word).toList();
  }

  /** What the options were given. */
  Map<Quantity, String> values(ParseResult parsed, Quantities quantities) {
    Map<Quantity, String> values = new LinkedHashMap<>();
    for (Quantity quantity : quantities.ofNetworks()) {
      names(quantity).stream()
          .filter(name -> isOf(quantity, parsed.matchedOption(name)))
          .findFirst()
          .ifPresent(name -> values.put(quantity, parsed.<String>matchedOptionValue(name, "")));
    }
    return values;
  }
}
