package io.github.layerbook.exercise;

import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.Size.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an expression from its leaves up; what becomes of nothing is left out of the product or
 * sum that it stands in.
 *
 * @param leaf what becomes of a symbol or number in an expression
 * @param op the operation that takes the place of another
 */
record Rewriting(Leaf leaf, UnaryOperator<Op> op) {
  /** What becomes of a leaf. */
  interface Leaf {
    /**
     * Returns what stands in the place of a leaf; null to leave it out.
     *
     * @param in the expression that it is an operand of; null if it is all there is
     */
    @Nullable Size of(Size leaf, @Nullable Expression in);
  }

  /** Rewrites leaves alone. */
  static Rewriting leaves(Leaf leaf) {
    return new Rewriting(leaf, op -> op);
  }

  /** Rewrites symbols alone. */
  static Rewriting symbol(String symbol, @Nullable Size other) {
    return leaves(
        (leaf, in) -> leaf instanceof Named named && named.symbol().equals(symbol) ? other : leaf);
  }

  /** Returns the rewritten expression; null if nothing of it is left. */
  @Nullable Size of(Size size) {
    if (!(size instanceof Expression expression)) {
      return leaf.of(size, null);
    }
    List<Size> left = new ArrayList<>();
    for (Size operand : expression.operands()) {
      Size rewritten = operand instanceof Expression ? of(operand) : leaf.of(operand, expression);
      if (rewritten != null) {
        left.add(rewritten);
      }
    }
    return left.isEmpty() ? null : combined(op.apply(expression.op()), left);
  }

  private static Size combined(Op op, List<Size> operands) {
    return switch (op) {
      case ADD -> Size.sum(operands);
      case MULTIPLY -> Size.product(operands);
      case SUBTRACT -> chained(operands, Size::minus);
      case DIVIDE -> chained(operands, Size::dividedBy);
      case DIVIDE_UP -> chained(operands, Size::dividedUpBy);
      case MAXIMUM -> chained(operands, Size::atLeast);
      case MINIMUM -> chained(operands, Size::atMost);
    };
  }

  private static Size chained(List<Size> operands, BinaryOperator<Size> op) {
    return operands.stream().reduce(op).orElseThrow();
  }
}
