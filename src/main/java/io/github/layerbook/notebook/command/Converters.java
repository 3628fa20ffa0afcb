package io.github.layerbook.notebook.command;

import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Recomputation;
import io.github.layerbook.report.WeightFormat;
import io.github.layerbook.unit.WrittenFigure;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that arguments take, by their type, and says of others what they should be. */
final class Converters {
  private Converters() {}

  /** Converts words to values of types that commands take. */
  static ITypeConverter<?> of(Class<?> type) {
    if (!values(type).isEmpty()) {
      return word -> constant(type, word);
    } else if (type == Long.class) {
      return Converters::positive;
    } else if (type == String.class) {
      return word -> word;
    } else if (type == QuantityName.class) {
      return QuantityName::new;
    } else if (type == OptimizerName.class) {
      return OptimizerName::new;
    }
    throw new IllegalArgumentException(
        "words cannot become " + type + ": name its values in Converters");
  }

  /** The words that a type takes, if they can be listed. */
  static List<String> words(Class<?> type) {
    if (type == OptimizerName.class) {
      return Optimizer.names();
    }
    return type == QuantityName.class
        ? QuantityName.words()
        : values(type).stream().map(Converters::word).toList();
  }

  /** The values of a type that has some, each of which prints as its word. */
  private static List<?> values(Class<?> type) {
    if (type == TextForm.class) {
      return PastedText.forms();
    }
    if (type == WeightFormat.class) {
      return WeightFormat.all();
    }
    if (type == Recomputation.class) {
      return List.of(Recomputation.SELECTIVE, Recomputation.FULL);
    }
    return type.isEnum() ? List.of(type.getEnumConstants()) : List.of();
  }

  private static String word(Object constant) {
    String word = constant.toString().toLowerCase(Locale.ROOT);
    return constant instanceof Enum<?> ? word.replace('_', '-') : word;
  }

  private static Object constant(Class<?> type, String given) {
    return values(type).stream()
        .filter(constant -> word(constant).equalsIgnoreCase(given))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(refusal(type, given)));
  }

  private static String refusal(Class<?> type, String given) {
    boolean budget = type == WeightFormat.class && given.matches("[0-9].*");
    return budget
        ? "“%1$s” is not a format of weights, such as q4_k_m; for a budget write --weight %1$s."
            .formatted(given)
        : refusal(given, words(type));
  }

  /** Says that a word is none of some, and which of them is nearest. */
  static String refusal(String given, List<String> valid) {
    return "“%s” is none of %s.%s"
        .formatted(given, String.join(", ", valid), NearestWords.question(given, valid));
  }

  private static long positive(String word) {
    return WrittenFigure.whole(word)
        .filter(number -> number >= 1)
        .orElseThrow(
            () ->
                new TypeConversionException("“" + word + "” is not a whole number of 1 or more."));
  }
}
