package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.LayerException;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A size for each spatial axis, or one for all of them: {@code 3x3}, {@code 2}.
 *
 * @param sizes one size, or one per axis from depth or height on
 */
public record Extents(List<Size> sizes) {
  /** Copies the sizes. */
  public Extents {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.size() > 3) {
      throw new LayerException("1 to 3 extents are expected, not " + sizes.size());
    }
  }

  /** Makes extents of numbers. */
  public static Extents of(long... sizes) {
    Size[] extents = new Size[sizes.length];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = Size.of(sizes[i]);
    }
    return new Extents(List.of(extents));
  }

  /** Makes the extents of a square: {@code 3x3} of 3. */
  public static Extents square(long size) {
    return of(size, size);
  }

  /**
   * Returns the size along one of several axes.
   *
   * @throws LayerException if the extents are neither one nor one per axis
   */
  public Size along(int axis, int axes) {
    if (sizes.size() == 1) {
      return sizes.get(0);
    } else if (sizes.size() != axes) {
      throw new LayerException(
          "%s has %d extents, the input %d spatial axes: write one number, or one per axis"
              .formatted(this, sizes.size(), axes));
    }
    return sizes.get(axis);
  }

  @Override
  public String toString() {
    return sizes.stream().map(Size::toString).collect(Collectors.joining("x"));
  }
}
