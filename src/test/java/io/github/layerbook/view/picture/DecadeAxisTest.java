package io.github.layerbook.view.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DecadeAxisTest {
  private static double[] ticks(double least, double greatest) {
    return DecadeAxis.ticks(least, greatest).toArray();
  }

  @Test
  void overManyDecadesTicksArePowersOfTen() {
    assertArrayEquals(new double[] {1e3, 1e4, 1e5, 1e6, 1e7, 1e8}, ticks(1e3, 5e8), 1e-6);
  }

  @Test
  void overFewDecadesTicksAreAlsoTwiceAndFiveTimesThese() {
    assertArrayEquals(new double[] {2e7, 5e7, 1e8, 2e8}, ticks(1.1e7, 2.9e8), 1e-6);
  }

  @Test
  void overLessThanOneDecadeTicksAreEqualSteps() {
    assertArrayEquals(new double[] {15e6, 20e6, 25e6}, ticks(11e6, 26e6), 1e-6);
  }

  @Test
  void everyRangeHasAFewTicksInside() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double least = Math.pow(10, 20 * random.nextDouble() - 6);
      double greatest = least * Math.pow(10, 0.05 + 9 * random.nextDouble());
      double[] ticks = ticks(least, greatest);
      String range = least + " to " + greatest;
      assertTrue(ticks.length >= 2 && ticks.length <= 10, ticks.length + " ticks: " + range);
      for (double tick : ticks) {
        assertTrue(tick >= least * 0.999999 && tick <= greatest * 1.000001, tick + ": " + range);
      }
    }
  }
}
