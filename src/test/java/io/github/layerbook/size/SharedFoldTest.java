package io.github.layerbook.size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Folding over shared parts, and arithmetic on arrays, agree with the plain forms. */
class SharedFoldTest {
  /** Evaluates without checks, and counts how often it is asked. */
  private static final class Counting implements Fold<Long> {
    private int calls;

    @Override
    public Long constant(long value) {
      calls++;
      return value;
    }

    @Override
    public Long unknown(String name) {
      throw new AssertionError("nothing is unknown here");
    }

    @Override
    public Long named(String symbol, Long size) {
      return size;
    }

    @Override
    public Long apply(Op op, List<Long> operands) {
      calls++;
      return operands.stream().reduce(op::wrapped).orElseThrow();
    }
  }

  @Test
  void sharedPartsAreInterpretedOnceAndDeepOnesNeedNoStack() {
    Size size = Size.of(1);
    for (int i = 0; i < 100_000; i++) {
      size = size.plus(size).settled().named("H", "out").dividedBy(size);
    }
    Counting fold = new Counting();
    assertEquals(2L, new SharedFold<>(fold).of(size));
    assertEquals(200_001, fold.calls);
  }

  @Test
  void theFoldGivesWhatTheSizeGives() {
    Size width = Size.of(7).named("W");
    Size size = width.times(width).plus(width.minus(3).settled()).atLeast(Size.of(9));
    assertEquals(size.value(), new SharedFold<>(new Counting()).of(size));
  }

  @Test
  void operationsOnArraysGiveWhatThoseOnNumbersGive() {
    SplittableRandom random = new SplittableRandom(11);
    long[] left = random.longs(100, 1_000, 1L << 30).toArray();
    long[] right = random.longs(100, 1, 1_000).toArray();
    long[] out = new long[100];
    for (Op op : Op.values()) {
      op.apply(left, right, out, 100);
      for (int i = 0; i < 100; i++) {
        assertEquals(op.apply(left[i], right[i]), out[i], op.name());
      }
      op.apply(left, 17, out, 100);
      for (int i = 0; i < 100; i++) {
        assertEquals(op.apply(left[i], 17), out[i], op.name());
      }
    }
    long[] sum = right.clone();
    Op.addProduct(sum, left, 3, 100);
    assertEquals(right[5] + 3 * left[5], sum[5]);
    assertThrows(ArithmeticException.class, () -> Op.DIVIDE.apply(1, 0));
    assertEquals(0, Op.DIVIDE.wrapped(1, 0));
  }
}
