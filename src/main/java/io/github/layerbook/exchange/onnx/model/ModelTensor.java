package io.github.layerbook.exchange.onnx.model;

import java.util.List;
import java.util.Optional;

/**
 * A tensor of a file, mostly without its values.
 *
 * @param name its name; empty for none
 * @param type the type of its values, as ONNX calls it: {@code FLOAT}
 * @param extents its extents
 * @param values its values where there are few: {@code Long} or {@code Double}
 * @param location the file of its values as it is stated, which is not opened; empty for this one
 */
public record ModelTensor(
    String name, String type, List<Long> extents, Optional<List<Number>> values, String location) {
  /** Copies the extents. */
  public ModelTensor {
    extents = List.copyOf(extents);
  }

  /** Returns whether its values are no whole numbers, texts or flags: such as are trained. */
  public boolean isReal() {
    return switch (type) {
      case "INT8",
          "UINT8",
          "INT16",
          "UINT16",
          "INT32",
          "UINT32",
          "INT64",
          "UINT64",
          "BOOL",
          "STRING" ->
          false;
      default -> true;
    };
  }

  /** Returns whether its values are small whole numbers, as weights have that were quantised. */
  public boolean isQuantized() {
    return switch (type) {
      case "INT4", "UINT4", "INT8", "UINT8" -> true;
      default -> false;
    };
  }

  /** Returns how many values it has. */
  public long size() {
    return extents.stream().reduce(1L, Math::multiplyExact);
  }
}
