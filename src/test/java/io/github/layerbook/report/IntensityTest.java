package io.github.layerbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations per byte, against quotients done by hand. */
class IntensityTest {
  private static final Report LENET = Report.of(Zoo.network("lenet5"));

  private static Measure intensity(String layer) {
    return LENET.row(layer).orElseThrow().measure(Quantity.INTENSITY);
  }

  @ParameterizedTest
  @CsvSource({
    "c1, 239_904, 23_536", // 2 * 117,600 + 4,704 biases
    "c3, 481_600, 20_768", // 2 * 240,000 + 1,600
    "c5, 96_120, 194_560", // 2 * 48,000 + 120
    "f6, 20_244, 41_472", // 2 * 10,080 + 84
    "output, 1_690, 3_776" // 2 * 840 + 10
  })
  void aLayersIsItsOperationsOverItsBytes(String layer, String operations, String bytes) {
    long flops = Long.parseLong(operations.replace("_", ""));
    long moved = Long.parseLong(bytes.replace("_", ""));
    assertEquals((double) flops / moved, intensity(layer).number());
    assertEquals(flops, intensity(layer).size().value(), "both parts are exact");
    assertEquals(moved, intensity(layer).per().value());
  }

  @Test
  void aNetworksIsThatOfItsTotalsAndNoSum() {
    Measure total = LENET.total(Quantity.INTENSITY);
    assertEquals(LENET.total(Quantity.FLOPS).value(), total.size().value());
    assertEquals(LENET.total(Quantity.TRAFFIC).value(), total.per().value());
    double sum =
        LENET.rows().stream()
            .mapToDouble(row -> row.measure(Quantity.INTENSITY).number().doubleValue())
            .filter(number -> !Double.isNaN(number))
            .sum();
    assertTrue(total.number().doubleValue() < sum / 2, total + " and " + sum);
  }

  @Test
  void whereNothingMovesThereIsNoNumber() {
    assertEquals(Double.NaN, intensity("input").number());
  }

  @Test
  void itIsNoWholeNumberAndSaysWhatToAskFor() {
    String message =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> intensity("c1").value()).getMessage());
    assertTrue(message.contains("number()"), message);
    Row row = LENET.row("c1").orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> row.size(Quantity.INTENSITY));
  }

  @Test
  void aRatioOfRatiosIsExactToo() {
    Quantity tenth = Quantity.FLOPS.dividedBy(10);
    Quantity each = Quantity.ratio("Each", "", tenth, Quantity.INTENSITY);
    Measure measure = LENET.total(each);
    assertEquals(
        LENET.total(Quantity.TRAFFIC).value() / 10.0, measure.number().doubleValue(), 1e-9);
    assertEquals(Size.of(10), tenth.of(LENET).per());
  }
}
