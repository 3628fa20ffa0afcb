package io.github.layerbook.claim;

import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import java.util.List;

/** The fold that gives the numbers that a product multiplies; none for what is not a product. */
enum Factors implements Fold<List<Long>> {
  /** The fold. */
  FOLD;

  @Override
  public List<Long> constant(long value) {
    return List.of(value);
  }

  @Override
  public List<Long> unknown(String name) {
    return List.of();
  }

  @Override
  public List<Long> named(String symbol, List<Long> size) {
    return size;
  }

  @Override
  public List<Long> settled(Size size) {
    return size.isKnown() ? List.of(size.value()) : List.of();
  }

  @Override
  public List<Long> apply(Op op, List<List<Long>> operands) {
    return op != Op.MULTIPLY || operands.contains(List.<Long>of())
        ? List.of()
        : operands.stream().flatMap(List::stream).toList();
  }
}
