package io.github.layerbook.exchange.known;

import java.util.List;

/**
 * What a framework's name means.
 *
 * @param dialect the framework
 * @param usage the name with its arguments, as the framework has it
 * @param words the notation's words for it; none if there is no such layer
 * @param limits what of it is not expressible, and why
 */
public record Meaning(String dialect, String usage, List<String> words, List<String> limits) {
  /** Copies the lists. */
  public Meaning {
    words = List.copyOf(words);
    limits = List.copyOf(limits);
  }
}
