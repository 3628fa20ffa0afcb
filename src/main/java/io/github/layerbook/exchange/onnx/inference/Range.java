package io.github.layerbook.exchange.onnx.inference;

/**
 * Part of an axis.
 *
 * @param first the first index
 * @param count how many there are
 * @param step steps between them; below 0 they go backwards
 */
public record Range(long first, long count, long step) {
  /**
   * Returns the part that {@code Slice} takes: indices below 0 count from the end, and those beyond
   * the end mean it.
   */
  public static Range of(long extent, long start, long end, long step) {
    if (step == 0) {
      throw new UnknownShapeException("steps of 0");
    }
    long from = start < 0 ? start + extent : start;
    long to = end < 0 ? (end < -extent ? -1 - extent : end) + extent : end;
    long lowest = step > 0 ? 0 : -1;
    long highest = step > 0 ? extent : extent - 1;
    from = Math.max(step > 0 ? 0 : Math.min(0, extent - 1), Math.min(from, highest));
    to = Math.max(lowest, Math.min(to, highest));
    long distance = step > 0 ? to - from : from - to;
    long each = Math.abs(step);
    return new Range(from, distance <= 0 ? 0 : (distance - 1) / each + 1, step);
  }
}
