package io.github.layerbook.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures as people write them, in prose and alone. */
class WrittenFigureTest {
  @ParameterizedTest
  @CsvSource({
    "150K, 150528, true", "150K, 156000, false", "800K, 802816, true", "3.2M, 3211264, true",
    "3.20M, 3211264, false", "138M, 138357544, true", "138M, 138344128, true",
        "24M, 15237608, false",
    "'1,728', 1728, true", "'1,728', 1729, false", "~1700, 1728, true", "1700, 1728, false",
    "133 million, 132863336, true", "1.5e7, 15237608, true", "0, 0, true", "0, 1, false",
    "15.5G, 15470264320, true", "0.2K, 150, true",
  })
  void aFigureIsMeantAtThePrecisionThatItIsWrittenWith(String figure, long number, boolean agrees) {
    WrittenFigure text = Objects.requireNonNull(WrittenFigure.at(figure, 0, figure.length()));
    assertEquals(agrees, text.range(false, false).contains(BigDecimal.valueOf(number)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1728 | 1728",
        "1,728 | 1728",
        "1 728 | 1728",
        "1_728 | 1728",
        "138.4 million | 138400000",
        "15.5G | 15500000000",
        "7B | 7000000000",
        "7b | 7000000000",
        "4k | 4000",
        "1e6 | 1000000",
        "2.5E+3 | 2500",
        ".5K | 500",
        "8GiB | 8589934592",
        "8gib | 8589934592",
        "93 MB | 93000000",
        "1.5 PB | 1500000000000000",
        "12 bytes | 12",
      })
  void aTextThatIsAFigureHasItsValue(String text, BigDecimal value) {
    assertEquals(
        0, WrittenFigure.of(text).orElseThrow().value().compareTo(value), () -> "value of " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-5", "~5", "fp32", "1x1", "3d", "5 apples", "1.2.3", "12,34", "K", "1e999"})
  void anyOtherTextIsNone(String text) {
    assertEquals(Optional.empty(), WrittenFigure.of(text));
  }

  @Test
  void whatNumbersWritesIsReadAtItsPrecision() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      long number = random.nextLong() >>> random.nextInt(1, 63);
      String exact = Numbers.count(number);
      assertEquals(Optional.of(number), WrittenFigure.whole(exact), exact);
      for (String rounded :
          new String[] {
            Numbers.rounded(number), Numbers.roundedBytes(number), Numbers.decimalBytes(number)
          }) {
        if (!rounded.endsWith("E") && !rounded.contains("EB") && !rounded.contains("EiB")) {
          Range range = WrittenFigure.of(rounded).orElseThrow().range(false, false);
          assertEquals(true, range.contains(BigDecimal.valueOf(number)), number + " " + rounded);
        }
      }
    }
  }
}
