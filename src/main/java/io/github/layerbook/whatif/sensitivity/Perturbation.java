package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.SizeException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The fold that evaluates a size as it is and after each of many steps at once: what automatic
 * differentiation does for slopes, done for exact differences.
 *
 * @param symbols what the symbols are, by their names
 * @param count how many steps there are
 */
record Perturbation(Map<String, Perturbed> symbols, int count) implements Fold<Perturbed> {
  @Override
  public Perturbed constant(long value) {
    return Perturbed.constant(value);
  }

  @Override
  public Perturbed unknown(String name) {
    Perturbed symbol = symbols.get(name);
    if (symbol == null) {
      throw new SizeException(name + " has no value: it is not known yet");
    }
    return symbol;
  }

  @Override
  public Perturbed named(String symbol, Perturbed size) {
    return size;
  }

  @Override
  public Perturbed apply(Op op, List<Perturbed> operands) {
    if (op == Op.ADD && operands.size() > 2) {
      return sum(operands);
    }
    Perturbed result = operands.get(0);
    for (Perturbed operand : operands.subList(1, operands.size())) {
      result = pair(op, result, operand);
    }
    return result;
  }

  private static Perturbed pair(Op op, Perturbed left, Perturbed right) {
    long now = exact(op, left.now(), right.now());
    int most = left.count() + right.count();
    if (most == 0) {
      return Perturbed.constant(now);
    }
    int[] steps = new int[most];
    long[] values = new long[most];
    int i = 0;
    int j = 0;
    int size = 0;
    while (i < left.count() || j < right.count()) {
      int first = i < left.count() ? left.step(i) : Integer.MAX_VALUE;
      int second = j < right.count() ? right.step(j) : Integer.MAX_VALUE;
      long a = first <= second ? left.value(i++) : left.now();
      long b = second <= first ? right.value(j++) : right.now();
      steps[size] = Math.min(first, second);
      values[size++] = exact(op, a, b);
    }
    return new Perturbed(now, Arrays.copyOf(steps, size), Arrays.copyOf(values, size));
  }

  /** Adds many terms, each of which few steps change. */
  private Perturbed sum(List<Perturbed> terms) {
    long now = 0;
    for (Perturbed term : terms) {
      now = exact(Op.ADD, now, term.now());
    }
    BitSet touched = new BitSet();
    BitSet none = new BitSet();
    long[] sums = new long[count];
    Arrays.fill(sums, now);
    for (Perturbed term : terms) {
      for (int i = 0; i < term.count(); i++) {
        int step = term.step(i);
        touched.set(step);
        // the terms so far may lie beyond 64 bits until the others are counted: that wraps back
        sums[step] += term.value(i) - term.now();
        if (term.value(i) < 0) {
          none.set(step);
        }
      }
    }
    int[] steps = touched.stream().toArray();
    long[] values = new long[steps.length];
    for (int i = 0; i < steps.length; i++) {
      values[i] = none.get(steps[i]) || now < 0 ? Perturbed.NONE : Math.max(-1, sums[steps[i]]);
    }
    return new Perturbed(now, steps, values);
  }

  private static long exact(Op op, long left, long right) {
    if (left < 0 || right < 0) {
      return Perturbed.NONE;
    }
    try {
      return op.apply(left, right);
    } catch (ArithmeticException e) {
      return Perturbed.NONE;
    }
  }
}
