package io.github.layerbook.exchange.container;

import java.util.Collection;

/** Names of a file for a message, of which there may be any number. */
public final class FirstNames {
  private static final int NAMED = 5;

  private FirstNames() {}

  /** Returns the first names, and how many more there are: {@code a, b, c, d, e and 3 more}. */
  public static String of(Collection<String> names) {
    String first = String.join(", ", names.stream().limit(NAMED).toList());
    int others = names.size() - NAMED;
    return others > 0 ? first + " and %,d more".formatted(others) : first;
  }
}
