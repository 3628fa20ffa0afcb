package io.github.layerbook.notebook.command;

import io.github.layerbook.layer.form.NearestWords;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that arguments take, by their type, and says of others what they should be. */
final class Converters {
  private Converters() {}

  /** How a word becomes a value of a type that needs no converter of its own. */
  static ITypeConverter<?> of(Class<?> type) {
    if (type.isEnum()) {
      return word -> constant(type, word);
    } else if (type == Long.class) {
      return Converters::positive;
    } else if (type == String.class) {
      return word -> word;
    } else if (type == QuantityName.class) {
      return QuantityName::new;
    }
    throw new IllegalArgumentException("words cannot become " + type + ": declare a converter");
  }

  /** The words that a type takes, if they can be listed. */
  static List<String> words(Class<?> type) {
    return type == QuantityName.class
        ? QuantityName.words()
        : type.isEnum()
            ? Arrays.stream(type.getEnumConstants()).map(Converters::word).toList()
            : List.of();
  }

  private static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object constant(Class<?> type, String given) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equalsIgnoreCase(given))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(refusal(given, words(type))));
  }

  /** Says that a word is none of some, and which of them is nearest. */
  private static String refusal(String given, List<String> valid) {
    return "“%s” is none of %s.%s"
        .formatted(given, String.join(", ", valid), NearestWords.question(given, valid));
  }

  private static long positive(String word) {
    try {
      long number = Long.parseLong(word);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // refused below, with what it should be
    }
    throw new TypeConversionException("“" + word + "” is no whole number from 1 on.");
  }
}
