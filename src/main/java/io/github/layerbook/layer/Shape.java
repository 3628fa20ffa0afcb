package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The named extents of one value that flows between layers, without the batch.
 *
 * <p>Axes are held channels first; {@code 224x224x3} and {@code 3x224x224} are two prints of one
 * shape, see {@link AxisOrder}.
 *
 * @param axes the axes, channels before spatial ones
 */
public record Shape(List<Axis> axes) {
  /** Copies the axes. */
  public Shape {
    axes = List.copyOf(axes);
  }

  /** Makes the shape of a vector of features. */
  public static Shape features(Size size) {
    return new Shape(List.of(Axis.features(size)));
  }

  /** Makes the shape of feature maps: channels over the given spatial extents, rows first. */
  public static Shape maps(Size channels, List<Size> spatial) {
    List<Axis> axes = new ArrayList<>();
    axes.add(Axis.channels(channels));
    switch (spatial.size()) {
      case 1 -> axes.add(Axis.length(spatial.get(0)));
      case 2 -> {
        axes.add(Axis.height(spatial.get(0)));
        axes.add(Axis.width(spatial.get(1)));
      }
      case 3 -> {
        axes.add(Axis.depth(spatial.get(0)));
        axes.add(Axis.height(spatial.get(1)));
        axes.add(Axis.width(spatial.get(2)));
      }
      default ->
          throw new LayerException("feature maps have 1 to 3 spatial axes, not " + spatial.size());
    }
    return new Shape(axes);
  }

  /** Makes the shape of an image's feature maps. */
  public static Shape image(long height, long width, long channels) {
    return maps(Size.of(channels), List.of(Size.of(height), Size.of(width)));
  }

  /**
   * Makes a shape of plain extents in an order: one is a vector, two to four are feature maps of 1
   * to 3 spatial axes.
   *
   * @throws LayerException if there are none or more than four
   */
  public static Shape of(List<Size> extents, AxisOrder order) {
    int rank = extents.size();
    if (rank == 0 || rank > 4) {
      throw new LayerException("a shape has 1 to 4 extents, not " + rank);
    } else if (rank == 1) {
      return features(extents.get(0));
    }
    return order == AxisOrder.HWC
        ? maps(extents.get(rank - 1), extents.subList(0, rank - 1))
        : maps(extents.get(0), extents.subList(1, rank));
  }

  /** Returns the axes as they are written in the given order. */
  public List<Axis> axes(AxisOrder order) {
    if (order == AxisOrder.CHW || !hasChannels()) {
      return axes;
    }
    List<Axis> last = new ArrayList<>(axes.size());
    for (Axis axis : axes) {
      if (axis.isSpatial()) {
        last.add(axis);
      }
    }
    for (Axis axis : axes) {
      if (!axis.isSpatial()) {
        last.add(axis);
      }
    }
    return last;
  }

  /** Returns the axes along which windows slide. */
  public List<Axis> spatial() {
    List<Axis> spatial = new ArrayList<>(axes.size());
    for (Axis axis : axes) {
      if (axis.isSpatial()) {
        spatial.add(axis);
      }
    }
    return spatial;
  }

  /** Returns whether the shape has an axis of feature maps. */
  public boolean hasChannels() {
    for (Axis axis : axes) {
      if (axis.name().equals("channels")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the axis of feature maps, or of features where there is none. */
  public Axis channels() {
    return axes.get(0);
  }

  /** Returns the number of values, as a product in the lecture's order: {@code 224*224*64}. */
  public Size values() {
    return Size.product(each(AxisOrder.HWC, Axis::size));
  }

  /**
   * Returns the number of values as a product of symbols with a subscript: {@code H_in*W_in*C_in}.
   */
  public Size values(String subscript) {
    return Size.product(each(AxisOrder.HWC, axis -> axis.as(subscript)));
  }

  /** Returns the shape with every extent an intermediate result. */
  public Shape settled() {
    return new Shape(each(AxisOrder.CHW, Axis::settled));
  }

  /** Returns the shape with every extent evaluated where it is known. */
  public Shape evaluated() {
    return new Shape(each(AxisOrder.CHW, axis -> axis.sized(axis.size().evaluated())));
  }

  private <T> List<T> each(AxisOrder order, Function<Axis, T> function) {
    List<T> results = new ArrayList<>(axes.size());
    for (Axis axis : axes(order)) {
      results.add(function.apply(axis));
    }
    return results;
  }

  /** Returns the extents joined by {@code x} in the given order. */
  public String toString(AxisOrder order) {
    return String.join("x", each(order, axis -> axis.size().settled().toString()));
  }

  /** Returns the extents joined by {@code x}, channels last: {@code 224x224x64}. */
  @Override
  public String toString() {
    return toString(AxisOrder.HWC);
  }
}
