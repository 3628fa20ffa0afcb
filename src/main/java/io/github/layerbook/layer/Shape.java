package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The named extents of one value that flows between layers, without the batch.
 *
 * <p>Axes are held channels first; {@code 224x224x3} and {@code 3x224x224} are two prints of one
 * shape, see {@link AxisOrder}. All axes but the first are positions at which a vector of channels
 * stands: an image's rows and columns, a sequence's places. One axis alone is a vector, none a
 * single value.
 *
 * @param axes the axes, channels before positions
 */
public record Shape(List<Axis> axes) {
  /** The most axes that a shape has, PyTorch's limit, and NumPy's since 2.0. */
  public static final int MOST_AXES = 64;

  /**
   * Copies the axes.
   *
   * @throws LayerException if there are more than 64, as no framework's tensors have
   */
  public Shape {
    if (axes.size() > MOST_AXES) {
      throw new LayerException(
          "a shape of %,d axes: at most %d are possible".formatted(axes.size(), MOST_AXES));
    }
    axes = List.copyOf(axes);
  }

  /** Makes the shape of a vector of features. */
  public static Shape features(Size size) {
    return new Shape(List.of(Axis.features(size)));
  }

  /**
   * Makes the shape of feature maps: channels over the given spatial extents, rows first. One
   * extent is a length, two are height and width, three also depth; more are numbered.
   */
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
      default -> {
        for (int i = 0; i < spatial.size(); i++) {
          axes.add(Axis.numbered(i + 1, spatial.get(i)));
        }
      }
    }
    return new Shape(axes);
  }

  /** Makes the shape of an image's feature maps. */
  public static Shape image(long height, long width, long channels) {
    return maps(Size.of(channels), List.of(Size.of(height), Size.of(width)));
  }

  /** Makes a shape of plain extents in an order: none is a single value, one is a vector. */
  public static Shape of(List<Size> extents, AxisOrder order) {
    int rank = extents.size();
    if (rank == 0) {
      return new Shape(List.of());
    } else if (rank == 1) {
      return features(extents.get(0));
    }
    return order == AxisOrder.HWC
        ? maps(extents.get(rank - 1), extents.subList(0, rank - 1))
        : maps(extents.get(0), extents.subList(1, rank));
  }

  /** Returns the axes as they are written in the given order. */
  public List<Axis> axes(AxisOrder order) {
    if (order == AxisOrder.CHW || axes.size() < 2) {
      return axes;
    }
    List<Axis> last = new ArrayList<>(axes.size());
    last.addAll(spatial());
    last.add(channels());
    return last;
  }

  /** Returns the axes of positions, along which windows slide: all but the first. */
  public List<Axis> spatial() {
    return axes.isEmpty() ? axes : axes.subList(1, axes.size());
  }

  /**
   * Returns the number of positions as a product of symbols with a subscript: {@code H_in*W_in}.
   */
  public Size positions(String subscript) {
    Size[] sizes = new Size[Math.max(0, axes.size() - 1)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = axes.get(i + 1).as(subscript);
    }
    return Size.product(List.of(sizes));
  }

  /** Returns whether the shape has an axis of feature maps. */
  public boolean hasChannels() {
    return axes.size() > 1;
  }

  /** Returns the axis of feature maps, or of a vector's features. */
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
    return isEvaluated()
        ? this
        : new Shape(each(AxisOrder.CHW, axis -> axis.sized(axis.size().evaluated())));
  }

  /** Returns whether every extent is a plain number. */
  public boolean isEvaluated() {
    for (int i = 0; i < axes.size(); i++) {
      if (!(axes.get(i).size() instanceof Size.Constant)) {
        return false;
      }
    }
    return true;
  }

  private <T> List<T> each(AxisOrder order, Function<Axis, T> function) {
    int rank = axes.size();
    int first = order == AxisOrder.CHW || rank < 2 ? 0 : 1;
    List<T> results = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      results.add(function.apply(axes.get((i + first) % rank)));
    }
    return results;
  }

  /** Returns the same positions with other channels. */
  public Shape channels(Size size) {
    List<Axis> changed = new ArrayList<>(axes);
    changed.set(0, channels().sized(size));
    return new Shape(changed);
  }

  /**
   * Returns the index of a dimension in channels-first order: 1 is the channels, as in PyTorch,
   * where 0 is the batch; negative ones count from the end.
   *
   * @throws LayerException if the shape has no such dimension
   */
  public int index(int dimension) {
    int rank = axes.size();
    int index = dimension < 0 ? rank + dimension : dimension - 1;
    if (index < 0 || index >= rank) {
      throw new LayerException(
          "dimension %d is not one of %s, which has dimensions 1 to %d (0 is the batch)"
              .formatted(dimension, toString(AxisOrder.CHW), rank));
    }
    return index;
  }

  /** Returns the shape with another size of the axis at an index. */
  public Shape sized(int index, Size size) {
    List<Axis> changed = new ArrayList<>(axes);
    changed.set(index, axes.get(index).sized(size));
    return new Shape(changed);
  }

  /** Returns the extents in an order. */
  public List<Size> sizes(AxisOrder order) {
    return each(order, Axis::size);
  }

  /** Returns the extents joined by {@code x} in the given order; 1 for a single value. */
  public String toString(AxisOrder order) {
    return axes.isEmpty()
        ? "1"
        : String.join("x", each(order, axis -> axis.size().settled().toString()));
  }

  /** Returns the extents joined by {@code x}, channels last: {@code 224x224x64}. */
  @Override
  public String toString() {
    return toString(AxisOrder.HWC);
  }
}
