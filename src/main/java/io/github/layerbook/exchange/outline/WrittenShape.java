package io.github.layerbook.exchange.outline;

import io.github.layerbook.layer.AxisOrder;
import java.util.ArrayList;
import java.util.List;

/** Extents as texts write them, and in our order, channels first. */
public final class WrittenShape {
  private WrittenShape() {}

  /** Returns extents with the channels, which stand last, first; a vector may end with 1. */
  public static List<Long> first(List<Long> channelsLast) {
    List<Long> extents = new ArrayList<>(channelsLast);
    if (extents.size() == 2 && extents.get(1) == 1) {
      return List.of(extents.get(0));
    } else if (extents.size() > 1) {
      extents.add(0, extents.remove(extents.size() - 1));
    }
    return List.copyOf(extents);
  }

  /** Returns extents with the channels, which stand first, last. */
  public static List<Long> last(List<Long> channelsFirst) {
    List<Long> extents = new ArrayList<>(channelsFirst);
    if (extents.size() > 1) {
      extents.add(extents.remove(0));
    }
    return List.copyOf(extents);
  }

  /**
   * Returns an image's extents channels first, whichever way they are written: colours are few.
   *
   * @param last whether channels stand last where the numbers do not say
   */
  public static List<Long> image(List<Long> written, boolean last) {
    if (written.size() != 3) {
      return written.size() == 2 ? List.of(1L, written.get(0), written.get(1)) : written;
    }
    AxisOrder order = AxisOrder.likely(written).orElse(last ? AxisOrder.HWC : AxisOrder.CHW);
    return order == AxisOrder.CHW ? List.copyOf(written) : first(written);
  }
}
