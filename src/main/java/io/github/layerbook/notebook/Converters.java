package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.unit.WrittenFigure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that arguments take, and says of others what they should be. */
final class Converters {
  private Converters() {}

  static <E extends Enum<E>> ITypeConverter<E> choice(Class<E> type, Function<E, String> word) {
    return choice(List.of(type.getEnumConstants()), word);
  }

  /** Reads one of some values by its word. */
  static <T> ITypeConverter<T> choice(List<T> values, Function<T, String> word) {
    return given ->
        values.stream()
            .filter(value -> word.apply(value).equalsIgnoreCase(given))
            .findFirst()
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        refusal(given, values.stream().map(word).toList())));
  }

  /** Says that a word is none of some, and which of them is nearest. */
  static String refusal(String given, List<String> valid) {
    List<String> near = NearestWords.to(given, valid);
    return "“%s” is none of %s.%s"
        .formatted(
            given,
            String.join(", ", valid),
            near.isEmpty() ? "" : " Did you mean " + near.get(0) + "?");
  }

  static int stage(String word) {
    if (word.matches("[1-3]")) {
      return Integer.parseInt(word);
    }
    throw new TypeConversionException("“" + word + "” is none of ZeRO's stages 1, 2 and 3.");
  }

  static long positive(String word) {
    return WrittenFigure.whole(word)
        .filter(number -> number >= 1)
        .orElseThrow(
            () -> new TypeConversionException("“" + word + "” is no whole number from 1 on."));
  }

  static <E extends Enum<E>> String words(
      Class<E> type, Function<E, String> word, String separator) {
    return String.join(separator, words(type, word));
  }

  static <E extends Enum<E>> List<String> words(Class<E> type, Function<E, String> word) {
    return Arrays.stream(type.getEnumConstants()).map(word).toList();
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
