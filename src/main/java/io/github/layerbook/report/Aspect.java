package io.github.layerbook.report;

import java.util.List;
import java.util.Optional;

/**
 * What about a layer or a network is to be explained: the extents of the output, or any quantity.
 *
 * @param title what it is at the head of an explanation
 * @param quantity the quantity; none for the extents
 */
public record Aspect(String title, Optional<Quantity> quantity) {
  /** The extents of the output. */
  public static final Aspect SHAPE = new Aspect("output shape", Optional.empty());

  /** The trained parameters. */
  public static final Aspect PARAMETERS = of(Quantity.PARAMETERS);

  /** The operations: multiply-adds, and the other kinds by themselves. */
  public static final Aspect MULTIPLY_ADDS =
      new Aspect("operations", Optional.of(Quantity.MULTIPLY_ADDS));

  /** The bytes of outputs and parameters. */
  public static final Aspect MEMORY = of(Quantity.BYTES);

  /** What is explained where nothing is asked for. */
  public static final List<Aspect> USUAL = List.of(SHAPE, PARAMETERS, MULTIPLY_ADDS, MEMORY);

  /** The word for the extents in commands. */
  private static final String SHAPE_WORD = "shape";

  /** Makes the aspect of a quantity. */
  public static Aspect of(Quantity quantity) {
    return quantity == Quantity.MULTIPLY_ADDS
        ? MULTIPLY_ADDS
        : new Aspect(quantity.title(), Optional.of(quantity));
  }

  @Override
  public String toString() {
    return word();
  }

  /**
   * Returns the aspect of a word: {@code shape}, or any word for a quantity that comes with the
   * library.
   *
   * @throws io.github.layerbook.layer.form.OptionException listing the valid words
   */
  public static Aspect of(String word) {
    return of(word, Quantities.standard());
  }

  /** Returns the aspect of a word, of some quantities; see {@link #of(String)}. */
  public static Aspect of(String word, Quantities quantities) {
    return Quantity.word(word).equals(SHAPE_WORD)
        ? SHAPE
        : of(quantities.of(word, List.of(SHAPE_WORD)));
  }

  /** Returns the word for it in commands: {@code parameters}. */
  public String word() {
    return quantity.map(Quantity::word).orElse(SHAPE_WORD);
  }
}
