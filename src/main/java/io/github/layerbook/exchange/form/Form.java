package io.github.layerbook.exchange.form;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A form that is made of two functions: whether a text is of it, and what networks such a text
 * describes.
 *
 * @param word the word that {@code --from} takes
 * @param title what it is in words that follow “read as”
 * @param longest the letters of the longest text that is read
 * @param sign whether a text looks like it
 * @param reader reads the networks that a text describes side by side
 */
public record Form(
    String word,
    String title,
    int longest,
    Predicate<String> sign,
    BiFunction<String, ReadingOptions, List<ReadNetwork>> reader)
    implements TextForm {
  /** So many letters tell what a short text is. */
  private static final int SAMPLE = 12_000;

  private static final int SHORT = 100_000;

  /** Makes a form of texts that describe one network. */
  public static Form single(
      String word,
      String title,
      int longest,
      Predicate<String> sign,
      BiFunction<String, ReadingOptions, ReadNetwork> reader) {
    return new Form(word, title, longest, sign, (text, o) -> List.of(reader.apply(text, o)));
  }

  /** Makes a form of texts of at most 100,000 letters, whose beginning tells what they are. */
  public static Form ofShort(
      String word,
      String title,
      Predicate<String> sign,
      BiFunction<String, ReadingOptions, List<ReadNetwork>> reader) {
    return new Form(
        word,
        title,
        SHORT,
        text ->
            text.length() <= SHORT && sign.test(text.substring(0, Math.min(SAMPLE, text.length()))),
        reader);
  }

  /** Makes a form of short texts that describe one network. */
  public static Form singleShort(
      String word,
      String title,
      Predicate<String> sign,
      BiFunction<String, ReadingOptions, ReadNetwork> reader) {
    return ofShort(word, title, sign, (text, o) -> List.of(reader.apply(text, o)));
  }

  @Override
  public boolean recognises(String text) {
    return sign.test(text);
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return ReadNetwork.first(readAll(text, options));
  }

  @Override
  public List<ReadNetwork> readAll(String text, ReadingOptions options) {
    return text.length() > longest
        ? List.of(ReadNetwork.failed("the text has more than %,d letters".formatted(longest)))
        : reader.apply(text, options);
  }

  @Override
  public String toString() {
    return word;
  }
}
