package io.github.layerbook.layer.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grouped and latent attention against the plain one, and against each other. */
class GroupedAttentionTest {
  private static Report report(String input, String layer) {
    return Report.of(Notation.standard().parse("input " + input + "\n" + layer).network());
  }

  private static long total(String layer, Quantity quantity) {
    return report("20x64", layer).total(quantity).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gqa 8|attention 8 headsize=8 bias=false",
        "gqa 8 bias=all|attention 8 headsize=8",
        "gqa 8 bias=inputs|attention 8 headsize=8 outbias=false",
        "gqa 8 keyheads=2 bias=all|attention 8 keyheads=2",
        "gqa 8 keyheads=2 headsize=16 bias=all|attention 8 keyheads=2 headsize=16",
        "gqa 8 window=5 bias=all|attention 8 headsize=8 window=5",
        "gqa 8 bias=all names=qkv+o|attention 8 headsize=8",
        "gqa 8 bias=all transposed=true|attention 8 headsize=8",
      })
  void isAttentionWithAProjectionEach(String grouped, String plain) {
    for (Quantity quantity : new Quantity[] {Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS}) {
      assertEquals(total(plain, quantity), total(grouped, quantity), quantity.title());
    }
  }

  /** Norms, sinks and biases by distance hold so many parameters more, and no product. */
  @ParameterizedTest
  @CsvSource({
    "norm=rms, 16",
    "norm=layer, 32",
    "norm=all, 80",
    "norm=unit, 0",
    "sinks=true, 8",
    "buckets=32, 256",
    "rotary=8, 0",
  })
  void whatIsBesideTheProductsIsCounted(String option, long more) {
    String plain = "gqa 8 keyheads=2";
    String with = plain + " " + option;
    assertEquals(total(plain, Quantity.PARAMETERS) + more, total(with, Quantity.PARAMETERS));
    assertEquals(total(plain, Quantity.MULTIPLY_ADDS), total(with, Quantity.MULTIPLY_ADDS));
    assertTrue(total(plain, Quantity.FLOPS) < total(with, Quantity.FLOPS));
  }

  @Test
  void aGateTakesAsManyProductsAsTheQueries() {
    assertEquals(
        total("gqa 8", Quantity.PARAMETERS) + 64 * 64,
        total("gqa 8 gated=true", Quantity.PARAMETERS));
  }

  /** Projections of 64 to 24 and 24 to 8 * 12; to 16 + 4; 16 to 8 * (8 + 6); 8 * 6 to 64. */
  @Test
  void latentAttentionProjectsTwice() {
    String layer = "mla 8 latent=16 querylatent=24 headsize=8 rotary=4 valuesize=6";
    long matrices = 64 * 24 + 24 * 96 + 64 * 20 + 16 * 112 + 48 * 64;
    assertEquals(matrices + 24 + 16, total(layer, Quantity.PARAMETERS));
    assertEquals(20 * matrices + 20 * 20 * 8 * (12 + 6), total(layer, Quantity.MULTIPLY_ADDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gqa 7", "gqa 8 keyheads=3", "gqa 8 names=a+b+c+d+e", "gqa 8 window=0"})
  void whatDoesNotFitIsRefused(String layer) {
    assertThrows(RuntimeException.class, () -> report("20x64", layer));
  }

  @Test
  void aVectorIsNoSequence() {
    String message =
        String.valueOf(
            assertThrows(RuntimeException.class, () -> report("64", "gqa 8")).getMessage());
    assertTrue(message.contains("sequence"), message);
  }
}
