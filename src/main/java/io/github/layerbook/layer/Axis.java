package io.github.layerbook.layer;

import io.github.layerbook.size.Size;

/**
 * A named extent of a shape or tensor.
 *
 * @param name what it counts, such as {@code channels} or {@code height}
 * @param symbol the field's symbol, such as {@code C} or {@code H}
 * @param size how many there are
 */
public record Axis(String name, String symbol, Size size) {
  private static final String EXPERTS = "experts";
  private static final String KEYS = "keys";

  /** Makes the axis of feature maps, {@code C}. */
  public static Axis channels(Size size) {
    return new Axis("channels", "C", size);
  }

  /** Makes the axis of an image's rows, {@code H}. */
  public static Axis height(Size size) {
    return new Axis("height", "H", size);
  }

  /** Makes the axis of an image's columns, {@code W}. */
  public static Axis width(Size size) {
    return new Axis("width", "W", size);
  }

  /** Makes the axis of a volume's slices, {@code D}. */
  public static Axis depth(Size size) {
    return new Axis("depth", "D", size);
  }

  /** Makes the axis of a sequence's positions, {@code L}. */
  public static Axis length(Size size) {
    return new Axis("length", "L", size);
  }

  /** Makes the axis of a vector's entries, {@code N}. */
  public static Axis features(Size size) {
    return new Axis("features", "N", size);
  }

  /** Makes an axis that has no name of its own, {@code A1} for number 1. */
  public static Axis numbered(int number, Size size) {
    return new Axis("axis " + number, "A" + number, size);
  }

  /** Makes the axis of experts, {@code E}. */
  public static Axis experts(Size size) {
    return new Axis(EXPERTS, "E", size);
  }

  /** Returns whether the axis counts experts. */
  public boolean isExperts() {
    return name.equals(EXPERTS);
  }

  /** Makes the axis of the keys that queries are compared with, {@code S}. */
  public static Axis keys(Size size) {
    return new Axis(KEYS, "S", size);
  }

  /** Returns whether the axis counts keys, so that its shape is one of attention's scores. */
  public boolean isKeys() {
    return name.equals(KEYS);
  }

  /** Returns whether the axis is one of a kernel, {@code K}. */
  public boolean isKernel() {
    return symbol.equals("K");
  }

  /** Returns the same axis with another size. */
  public Axis sized(Size newSize) {
    return new Axis(name, symbol, newSize);
  }

  /** Returns the axis's size under its symbol with a subscript: {@code C_in} for {@code in}. */
  public Size as(String subscript) {
    return size.named(symbol, subscript);
  }

  /** Returns the same axis with its extent an intermediate result. */
  public Axis settled() {
    return sized(size.settled());
  }
}
