package io.github.layerbook.layer;

import java.util.List;
import java.util.Optional;

/** The order in which a shape's axes are written. The batch is never among them. */
public enum AxisOrder {
  /** Height, width, channels: the order of the lecture, of TensorFlow and Keras. */
  HWC,
  /** Channels, height, width: the order of PyTorch. */
  CHW;

  /** A picture has no more colours; an axis of positions has more. */
  private static final long COLOURS = 4;

  /**
   * Returns the order that the three extents of a picture are surely meant in, as colours are few:
   * channels first of 3x32x32, last of 32x32x3; nothing of 64x64x64 and other numbers of extents.
   */
  public static Optional<AxisOrder> likely(List<Long> extents) {
    if (extents.size() != 3) {
      return Optional.empty();
    }
    boolean first = extents.get(0) <= COLOURS;
    boolean last = extents.get(2) <= COLOURS;
    return first == last ? Optional.empty() : Optional.of(first ? CHW : HWC);
  }
}
