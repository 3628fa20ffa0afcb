package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.whatif.sensitivity.Growth.Term;
import io.github.layerbook.whatif.sensitivity.NextStep.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The fold that takes the difference of an expression at two values of its symbols: sums term by
 * term, products by the factors that differ, and what is rounded or chosen by its values.
 */
final class SymbolicDifference implements Fold<SymbolicDifference.Part> {
  private static final Size NONE = Size.of(0);
  private static final Size ONE = Size.of(1);

  private final Map<String, Move> symbols = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final IdentityHashMap<Size, Part> settled = new IdentityHashMap<>();

  /**
   * A part of the expression.
   *
   * @param before it before the step
   * @param after it after the step
   * @param more what the step adds to it
   * @param less what the step takes away from it
   */
  record Part(Size before, Size after, Size more, Size less) {
    private static Part constant(Size size) {
      return new Part(size, size, NONE, NONE);
    }

    private static Part of(Size before, Size after) {
      Term values = Term.of("", before.value(), after.value());
      return new Part(before, after, values.more(), values.less());
    }

    boolean isChanged() {
      return !more.is(0) || !less.is(0);
    }

    private Part named(String letter, String subscript) {
      return new Part(before.named(letter, subscript), after.named(letter, subscript), more, less);
    }
  }

  SymbolicDifference(List<Opening> options, List<Move> moves) {
    for (int i = 0; i < options.size(); i++) {
      for (long size : options.get(i).sizes()) {
        symbols.put(options.get(i).symbol(size), moves.get(i));
        sizes.put(options.get(i).symbol(size), size);
      }
    }
  }

  @Override
  public Part constant(long value) {
    return Part.constant(Size.of(value));
  }

  @Override
  public Part unknown(String name) {
    Move move = symbols.get(name);
    if (move == null) {
      throw new SizeException(name + " has no value: it is not known yet");
    }
    long size = sizes.getOrDefault(name, 0L);
    return Part.of(Size.of(size), Size.of(size + move.by()));
  }

  /** What changes has no symbol: it would stand for two numbers. */
  @Override
  public Part named(String symbol, Part size) {
    if (size.isChanged()) {
      return size;
    }
    int at = symbol.indexOf('_');
    return at < 0
        ? size.named(symbol, "")
        : size.named(symbol.substring(0, at), symbol.substring(at + 1));
  }

  @Override
  public Part settled(Size size) {
    if (size.isKnown()) {
      return Part.constant(size.evaluated());
    }
    Part known = settled.get(size);
    if (known == null) {
      Part inner = size.fold(this);
      known = Part.of(inner.before().evaluated(), inner.after().evaluated());
      settled.put(size, known);
    }
    return known;
  }

  @Override
  public Part apply(Op op, List<Part> operands) {
    Size before = Size.of(op, operands.stream().map(Part::before).toList());
    if (operands.stream().noneMatch(Part::isChanged)) {
      return Part.constant(before);
    }
    Size after = Size.of(op, operands.stream().map(Part::after).toList());
    return switch (op) {
      case ADD -> new Part(before, after, sum(operands, Part::more), sum(operands, Part::less));
      case SUBTRACT -> {
        List<Part> taken = operands.subList(1, operands.size());
        yield new Part(
            before,
            after,
            plus(operands.get(0).more(), sum(taken, Part::less)),
            plus(operands.get(0).less(), sum(taken, Part::more)));
      }
      case MULTIPLY -> product(before, after, operands);
      case DIVIDE, DIVIDE_UP, MAXIMUM, MINIMUM -> {
        Part values = Part.of(Size.of(before.value()), Size.of(after.value()));
        yield new Part(before, after, values.more(), values.less());
      }
    };
  }

  /** The factors that stay, times the difference of those that change. */
  private static Part product(Size before, Size after, List<Part> factors) {
    List<Part> changed = factors.stream().filter(Part::isChanged).toList();
    Part difference = changed.get(0);
    if (changed.size() > 1) {
      Size first = Size.product(changed.stream().map(Part::before).toList());
      Size then = Size.product(changed.stream().map(Part::after).toList());
      boolean grows = then.value() >= first.value();
      difference =
          new Part(first, then, grows ? then.minus(first) : NONE, grows ? NONE : first.minus(then));
    }
    return new Part(
        before, after, product(factors, difference.more()), product(factors, difference.less()));
  }

  private static Size product(List<Part> factors, Size difference) {
    if (difference.is(0)) {
      return NONE;
    }
    List<Size> product = new ArrayList<>();
    boolean isPlaced = false;
    for (Part factor : factors) {
      if (!factor.isChanged()) {
        product.add(factor.before());
      } else if (!isPlaced) {
        product.add(difference);
        isPlaced = true;
      }
    }
    if (product.stream().anyMatch(factor -> factor.is(0))) {
      return NONE;
    }
    product.removeIf(factor -> factor instanceof Size.Constant && factor.is(1));
    return product.isEmpty() ? ONE : Size.product(product);
  }

  private static Size sum(List<Part> terms, Function<Part, Size> of) {
    return Size.sum(terms.stream().map(of).filter(size -> !size.is(0)).toList());
  }

  private static Size plus(Size one, Size other) {
    return one.is(0) ? other : other.is(0) ? one : one.plus(other);
  }
}
