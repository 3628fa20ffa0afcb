package io.github.layerbook.exchange.onnx.model;

import java.util.List;
import java.util.Optional;

/**
 * What a file says of a value.
 *
 * @param name its name
 * @param extents its extents, if its number of axes is stated
 * @param type the type of its values; empty if it is not stated, or no tensor
 */
public record ModelValue(String name, Optional<List<Extent>> extents, String type) {
  /**
   * One extent.
   *
   * @param size its size; -1 if it is open
   * @param symbol its name, if it is open and has one: {@code batch}
   */
  public record Extent(long size, String symbol) {
    /** Returns whether it is a number. */
    public boolean isKnown() {
      return size >= 0;
    }

    @Override
    public String toString() {
      return isKnown() ? String.valueOf(size) : symbol.isEmpty() ? "?" : symbol;
    }
  }
}
