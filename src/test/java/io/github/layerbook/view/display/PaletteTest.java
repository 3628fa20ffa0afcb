package io.github.layerbook.view.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Letters can be read and colours told apart. */
class PaletteTest {
  private static final double READABLE = 4.5;

  /** The contrast of two colours by the Web Content Accessibility Guidelines 2.1. */
  private static double contrast(String one, String other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(String color) {
    double[] levels =
        IntStream.of(1, 3, 5)
            .mapToDouble(at -> Integer.parseInt(color.substring(at, at + 2), 16) / 255.0)
            .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
            .toArray();
    return 0.2126 * levels[0] + 0.7152 * levels[1] + 0.0722 * levels[2];
  }

  @Test
  void lettersAreReadable() {
    assertTrue(contrast(Palette.TEXT, "#ffffff") >= READABLE);
    assertTrue(contrast(Palette.TEXT, "#111111") >= 4);
    for (String color : Palette.COLORS) {
      assertTrue(contrast(Palette.TEXT_ON_COLORS, color) >= READABLE, color);
    }
  }

  @Test
  void coloursDifferAndStandOutFromThePage() {
    assertEquals(Palette.COLORS.size(), new HashSet<>(Palette.COLORS).size());
    for (String color : Palette.COLORS) {
      assertTrue(contrast(color, "#ffffff") >= 2 && contrast(color, "#111111") >= 2, color);
    }
  }
}
