package io.github.layerbook.view.plotly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Numbers as one line of bars. */
class SparklineTest {
  @Test
  void theGreatestNumberHasTheHighestBarAndNoneHasNone() {
    assertEquals("▁▂▄█  ", Sparkline.of(List.of(0.5, 2.0, 4.0, 8.0, 0.0, Double.NaN)));
    assertEquals("", Sparkline.of(List.of()));
    assertEquals("   ", Sparkline.of(List.of(0.0, 0.0, 0.0)));
  }

  @Test
  void aPeakIsSeenHoweverManyNumbersThereAre() {
    List<Double> numbers = new java.util.ArrayList<>(Collections.nCopies(10_000, 1.0));
    numbers.set(5_000, 100.0);
    String line = Sparkline.of(numbers);
    assertEquals(60, line.length());
    assertEquals(30, line.indexOf('█'));
    assertEquals(59, line.chars().filter(c -> c == '▁').count());
  }

  @Test
  void rowsGrowWithTheNumbers() {
    assertEquals(
        "▁▂▃▄▅▆▇█", Sparkline.of(DoubleStream.iterate(1, n -> n + 1).limit(8).boxed().toList()));
  }
}
