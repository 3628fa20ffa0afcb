package io.github.layerbook.exercise;

import java.util.List;

/**
 * A mistake and the answer that it gives.
 *
 * @param phrase what is done wrong: {@code leaves out the biases}
 * @param answer the number, or the extents of a shape
 */
public record Mistake(String phrase, List<Long> answer) {
  /** Copies the numbers. */
  public Mistake {
    answer = List.copyOf(answer);
  }

  /** Returns the explanation for the reader. */
  public String sentence() {
    return "this comes out if one " + phrase;
  }

  /** Returns the explanation as a remark of its own. */
  public String remark() {
    return "T" + sentence().substring(1) + ".";
  }
}
