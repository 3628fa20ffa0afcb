package io.github.layerbook.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as readers see them. */
class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0",
        "-1; -1",
        "999; 999",
        "-999; -999",
        "1000; 1,000",
        "-1000; -1,000",
        "138357544; 138,357,544",
        "-138357544; -138,357,544",
        "9223372036854775807; 9,223,372,036,854,775,807",
        "-9223372036854775808; -9,223,372,036,854,775,808"
      })
  void countsHaveASeparatorForEachThousand(long number, String text) {
    assertEquals(text, Numbers.count(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0",
        "9999; 9,999",
        "10000; 10.0 K",
        "99949; 99.9 K",
        "999499; 999 K",
        "999500; 1.00 M",
        "86704128; 86.7 M",
        "924844032; 925 M",
        "15470264320; 15.5 G",
        "9223372036854775807; 9.22 E"
      })
  void roundedCountsHaveThreeDigits(long number, String text) {
    assertEquals(text, Numbers.rounded(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0 bytes; 0 bytes; 0 bytes",
        "1; 1 byte; 1 byte; 1 byte",
        "1023; 1,023 bytes; 1,023 bytes; 1.02 kB",
        "1024; 1.00 KiB; 1.00 KiB; 1.02 kB",
        "12845056; 12.25 MiB; 12.3 MiB; 12.8 MB",
        "60950432; 58.13 MiB; 58.1 MiB; 61.0 MB",
        "1048575; 1.00 MiB; 1.00 MiB; 1.05 MB",
        "553430176; 527.79 MiB; 528 MiB; 553 MB"
      })
  void memoryIsInExactlyNamedUnits(long bytes, String binary, String rounded, String decimal) {
    assertEquals(binary, Numbers.bytes(bytes));
    assertEquals(rounded, Numbers.roundedBytes(bytes));
    assertEquals(decimal, Numbers.decimalBytes(bytes));
  }

  @Test
  void changesHaveTheirSign() {
    assertEquals("+1,792", Numbers.change(0, 1792));
    assertEquals("−64", Numbers.change(64, 0));
    assertEquals("0", Numbers.change(7, 7));
  }

  @Test
  void otherNumbersAreReadable() {
    assertEquals("1,234.50", Numbers.decimal(1234.5, 2));
    assertEquals("1.000e-09", Numbers.decimal(1e-9, 4));
    assertEquals("–", Numbers.decimal(Double.NaN, 2));
    assertEquals("74.3 %", Numbers.percent(102_764_544, 138_357_544));
  }

  @Test
  void ratiosHaveThreeDigits() {
    assertEquals("1.00 ×", Numbers.ratio(7, 7));
    assertEquals("0.0921 ×", Numbers.ratio(10_000, 921));
    assertEquals("1,230 ×", Numbers.ratio(1, 1_230));
    assertEquals("–", Numbers.ratio(0, 5));
  }
}
