package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.Palette;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Colours of pictures: from the words of style sheets, and few enough for a small file. */
final class PictureColors {

  private static final Pattern RGB =
      Pattern.compile(
          "rgba?\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*(?:,\\s*([0-9.]+)\\s*)?\\)");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("black", "#000000"),
          Map.entry("white", "#ffffff"),
          Map.entry("red", "#ff0000"),
          Map.entry("green", "#008000"),
          Map.entry("blue", "#0000ff"),
          Map.entry("orange", "#ffa500"),
          Map.entry("yellow", "#ffff00"),
          Map.entry("purple", "#800080"),
          Map.entry("gray", "#808080"),
          Map.entry("grey", "#808080"),
          Map.entry("brown", "#a52a2a"),
          Map.entry("pink", "#ffc0cb"),
          Map.entry("cyan", "#00ffff"),
          Map.entry("magenta", "#ff00ff"),
          Map.entry("teal", "#008080"),
          Map.entry("navy", "#000080"));

  /** Bits of opacity, red, green and blue that tell colours apart, ever fewer. */
  private static final int[] COARSER = {0xfffcfcfc, 0xf0f0f0f0, 0xf0e0e0e0, 0xe0c0c0c0};

  private PictureColors() {}

  /** The colour of a trace by its number. */
  static Color ofTrace(int index) {
    return Color.decode(Palette.color(index));
  }

  /** The colour that a style sheet would take for a text, or another if it would take none. */
  static Color of(@Nullable Object text, Color otherwise) {
    String color = String.valueOf(text).strip().toLowerCase(Locale.ROOT);
    color = NAMES.getOrDefault(color, color);
    Matcher rgb = RGB.matcher(color);
    if (rgb.matches()) {
      double alpha = rgb.group(4) == null ? 1 : Double.parseDouble(rgb.group(4));
      return new Color(
          level(rgb, 1), level(rgb, 2), level(rgb, 3), (int) (255 * Math.min(1, alpha)));
    }
    if (color.matches("#[0-9a-f]{6}")) {
      return Color.decode(color);
    }
    if (color.matches("#[0-9a-f]{3}")) {
      return Color.decode(color.replaceAll("([0-9a-f])", "$1$1"));
    }
    return otherwise;
  }

  private static int level(Matcher rgb, int group) {
    return Math.min(255, Integer.parseInt(rgb.group(group)));
  }

  /** The same colour, less opaque. */
  static Color faded(Color color, double opacity) {
    return new Color(
        color.getRed(),
        color.getGreen(),
        color.getBlue(),
        (int) Math.round(color.getAlpha() * opacity));
  }

  /**
   * The same picture, of opacity, red, green and blue in one number each, with a table of at most
   * 256 colours, a quarter of the file. Colours that lie close to each other become one, the first
   * of them; the picture is coarsened no more than it needs, and stays as it is if that would be
   * too much.
   */
  static BufferedImage indexed(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = (int[]) image.getRaster().getDataElements(0, 0, width, height, null);
    byte[] numbers = new byte[pixels.length];
    for (int mask : COARSER) {
      int[] colors = new int[256];
      int size = number(pixels, mask, numbers, colors);
      if (size <= colors.length) {
        IndexColorModel model =
            new IndexColorModel(8, size, colors, 0, true, -1, DataBuffer.TYPE_BYTE);
        BufferedImage small =
            new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        small.getRaster().setDataElements(0, 0, width, height, numbers);
        return small;
      }
    }
    return image;
  }

  /** Numbers the colours of pixels; returns how many there are, one too many if the table ends. */
  private static int number(int[] pixels, int mask, byte[] numbers, int[] colors) {
    Map<Integer, Integer> table = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      if (i > 0 && pixels[i] == pixels[i - 1]) {
        numbers[i] = numbers[i - 1];
        continue;
      }
      int coarse = pixels[i] >>> 24 == 0 ? 0 : pixels[i] & mask;
      Integer known = table.get(coarse);
      if (known == null) {
        known = table.size();
        if (known == colors.length) {
          return known + 1;
        }
        colors[known] = coarse == 0 ? 0 : pixels[i];
        table.put(coarse, known);
      }
      numbers[i] = known.byteValue();
    }
    return table.size();
  }
}
