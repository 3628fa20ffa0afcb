package io.github.layerbook.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a quantity is called.
 *
 * @param heading the name at the head of a column
 * @param meaning what it is in a few words
 * @param words all words for it in commands, the heading's first
 */
record QuantityName(String heading, String meaning, List<String> words) {
  /** Checks the heading and copies the words. */
  QuantityName {
    if (!heading.matches("[\\p{L}][\\p{L}\\p{N} _-]*")) {
      throw new IllegalArgumentException(
          "\"%s\" cannot name a quantity: use words such as Parameters or Training memory"
              .formatted(heading));
    }
    words = List.copyOf(words);
  }

  static QuantityName of(String heading) {
    return new QuantityName(heading, title(heading), List.of(word(heading)));
  }

  /** This with another meaning. */
  QuantityName meaning(String newMeaning) {
    return new QuantityName(heading, newMeaning, words);
  }

  /** This with further words. */
  QuantityName words(String... more) {
    Stream<String> all =
        Stream.concat(words.stream(), Stream.of(more).map(QuantityName::word)).distinct();
    return new QuantityName(heading, meaning, all.toList());
  }

  /** The name in the middle of a sentence: {@code multiply-adds}, {@code FLOPs}. */
  String title() {
    return title(heading);
  }

  private static String title(String heading) {
    boolean capitals = heading.length() > 1 && Character.isUpperCase(heading.charAt(1));
    return capitals || heading.isEmpty()
        ? heading
        : heading.substring(0, 1).toLowerCase(Locale.ROOT) + heading.substring(1);
  }

  /** A word in the form in which words are compared. */
  static String word(String written) {
    return written.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
  }
}
