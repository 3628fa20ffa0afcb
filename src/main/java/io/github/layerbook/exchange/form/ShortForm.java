package io.github.layerbook.exchange.form;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A form of short texts, made of two functions: whether a text is of it, and what networks such a
 * text describes. Longer texts than 100,000 letters are of no such form.
 *
 * @param word the word that {@code --from} takes
 * @param title what it is in words that follow “read as”
 * @param sign whether the beginning of a text looks like it
 * @param reader reads the networks that a text describes side by side
 */
public record ShortForm(
    String word,
    String title,
    Predicate<String> sign,
    BiFunction<String, ReadingOptions, List<ReadNetwork>> reader)
    implements TextForm {
  private static final int LONGEST = 100_000;

  /** So many letters tell what a text is. */
  private static final int SAMPLE = 12_000;

  /** Makes a form of texts that describe one network. */
  public static ShortForm single(
      String word,
      String title,
      Predicate<String> sign,
      BiFunction<String, ReadingOptions, ReadNetwork> reader) {
    return new ShortForm(
        word, title, sign, (text, options) -> List.of(reader.apply(text, options)));
  }

  @Override
  public boolean recognises(String text) {
    return text.length() <= LONGEST
        && sign.test(text.substring(0, Math.min(SAMPLE, text.length())));
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return ReadNetwork.first(readAll(text, options));
  }

  @Override
  public List<ReadNetwork> readAll(String text, ReadingOptions options) {
    return text.length() > LONGEST
        ? List.of(
            ReadNetwork.failed(
                List.of(),
                List.of(new Problem(0, "the text has more than %,d letters".formatted(LONGEST)))))
        : reader.apply(text, options);
  }

  @Override
  public String toString() {
    return word;
  }
}
