package io.github.layerbook.size;

import java.util.List;

/**
 * One interpretation of a {@link Size}, built from the leaves up: its value, its digits, its
 * mathematics, its instructions on a tape.
 *
 * @param <R> what the interpretation makes of a size
 */
public interface Fold<R> {
  /** Interprets a number. */
  R constant(long value);

  /** Interprets a size that is not known yet, such as a hyper-parameter of a sweep. */
  R unknown(String name);

  /**
   * Interprets a size that has a symbol of the field, such as {@code C_in}.
   *
   * @param symbol the symbol, with {@code _} before its subscript
   * @param size the interpretation of what the symbol stands for
   */
  R named(String symbol, R size);

  /** Interprets an intermediate result; unless overridden, as the expression that gave it. */
  default R settled(Size size) {
    return size.fold(this);
  }

  /** Interprets an operation on at least one operand, left to right. */
  R apply(Op op, List<R> operands);
}
