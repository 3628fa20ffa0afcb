package io.github.layerbook.notebook.offer;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Words that may stand in the place of what is begun.
 *
 * @param from where that begins: an index in what is written, up to whose end it is replaced
 * @param words the words, in the order in which they are shown
 */
public record Offer(int from, List<String> words) {
  /** Nothing. */
  public static final Offer NOTHING = new Offer(0, List.of());

  /** A list is for choosing, and front ends search it letter by letter. */
  private static final int MOST = 1000;

  /** Copies the list. */
  public Offer {
    words = List.copyOf(words);
  }

  /** Offers those of some words that begin as what is written, in any case. */
  public static Offer of(String begun, Collection<String> words) {
    String lower = begun.toLowerCase(Locale.ROOT);
    return new Offer(
        0,
        words.stream()
            .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(lower))
            .distinct()
            .limit(MOST)
            .toList());
  }

  /** Offers words for the last one of a list: after its last comma, and after a hyphen there. */
  public static Offer inList(String begun, Collection<String> words) {
    int start = lastInList(begun);
    return of(begun.substring(start), words).movedBy(start);
  }

  /** Returns where the last word of a list begins, see {@link #inList}. */
  static int lastInList(String begun) {
    int start = begun.lastIndexOf(',') + 1;
    return begun.startsWith("-", start) ? start + 1 : start;
  }

  /** Returns the same words for what stands further behind. */
  public Offer movedBy(int characters) {
    return new Offer(from + characters, words);
  }
}
