package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Extents of an output, some of which may be left open and written {@code ?}: {@code 7x?}. What an
 * open one becomes, the layer says: PyTorch's {@code None} and {@code -1}.
 *
 * @param sizes the extents, empty where left open
 */
public record OpenExtents(List<Optional<Size>> sizes) {
  /** Copies the extents. */
  public OpenExtents {
    sizes = List.copyOf(sizes);
  }

  /** Makes extents of numbers, none left open. */
  public static OpenExtents of(long... sizes) {
    return new OpenExtents(
        java.util.Arrays.stream(sizes).mapToObj(size -> Optional.of(Size.of(size))).toList());
  }

  /**
   * Returns the extent along one of several axes; a single extent applies to all of them.
   *
   * @throws LayerException if the extents are neither one nor one per axis
   */
  public Optional<Size> along(int axis, int axes) {
    if (sizes.size() != 1 && sizes.size() != axes) {
      throw new LayerException(
          "%s has %d extents, the input %d spatial axes: write one number, or one per axis"
              .formatted(this, sizes.size(), axes));
    }
    return sizes.get(sizes.size() == 1 ? 0 : axis);
  }

  /**
   * Returns the extents with the open one as what is left of a number of values.
   *
   * @throws LayerException if more than one is left open
   */
  public List<Size> of(Size values) {
    if (sizes.stream().filter(Optional::isEmpty).count() > 1) {
      throw new LayerException(
          this + " leaves more than one extent open: state all of them but one");
    }
    return sizes.stream().map(size -> size.orElseGet(() -> values.dividedBy(stated()))).toList();
  }

  /** What must hold for a number of values to have these extents. */
  public Requirement fit(String subject, Size values) {
    boolean open = sizes.contains(Optional.<Size>empty());
    return Requirement.that(subject, values)
        .is(
            open ? Relation.MULTIPLE_OF : Relation.EQUAL,
            "the product of " + this + ",",
            stated(),
            "use extents whose product is the number of values");
  }

  private Size stated() {
    return Size.product(sizes.stream().flatMap(Optional::stream).toList());
  }

  @Override
  public String toString() {
    return sizes.stream()
        .map(size -> size.map(Size::toString).orElse("?"))
        .collect(Collectors.joining("x"));
  }
}
