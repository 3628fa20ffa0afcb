package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Sliding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads shapes as Keras prints them: {@code (None, 36, 36, 28)}, {@code [(None, 10), (None, 2)]}.
 */
final class Shapes {
  private static final Pattern ONE = Pattern.compile("\\(([^()]*)\\)?");
  private static final Pattern EXTENT = Pattern.compile("None|\\?|-?[0-9]{1,12}");

  private Shapes() {}

  /** Returns the extents of each output without the batch. */
  static List<List<Long>> of(String written) {
    List<List<Long>> shapes = new ArrayList<>();
    Matcher one = ONE.matcher(written);
    while (one.find()) {
      List<Long> extents = new ArrayList<>();
      Matcher extent = EXTENT.matcher(one.group(1));
      while (extent.find()) {
        boolean open = !Character.isDigit(extent.group().charAt(0));
        extents.add(open ? Sliding.OPEN : Long.valueOf(extent.group()));
      }
      if (!extents.isEmpty()) {
        shapes.add(extents.subList(1, extents.size()));
      }
    }
    return shapes;
  }
}
