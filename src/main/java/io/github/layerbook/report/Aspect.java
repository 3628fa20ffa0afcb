package io.github.layerbook.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What about a layer or a network is to be explained. */
public enum Aspect {
  /** The extents of the output. */
  SHAPE("shape"),
  /** The trained parameters. */
  PARAMETERS("parameters"),
  /** The operations: multiply-adds, and the other kinds by themselves. */
  MULTIPLY_ADDS("macs"),
  /** The bytes of outputs and parameters. */
  MEMORY("memory");

  private final String word;

  Aspect(String word) {
    this.word = word;
  }

  /** Returns the word for it in commands: {@code macs}. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }

  /**
   * Returns the aspect of a word in any case.
   *
   * @throws IllegalArgumentException listing the valid words
   */
  public static Aspect of(String word) {
    return Arrays.stream(values())
        .filter(aspect -> aspect.word.equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" cannot be explained; there are %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(Aspect::word)
                                .collect(Collectors.joining(", ")))));
  }
}
