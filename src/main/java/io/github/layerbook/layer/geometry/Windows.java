package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows that slide over the spatial axes of feature maps: the options that convolutions, pools
 * and unfolding share. {@link #over} places them on an input, which gives shapes, requirements and
 * what an output sees.
 *
 * <pre>{@code
 * Windows windows = Windows.of(Extents.square(3)).stride(Extents.of(2)).padding(Padding.of(1));
 * SlidingWindows placed = windows.over(List.of(Shape.image(224, 224, 3)), "a blur");
 * placed.declare(placed.channels()).output()   // 112x112x3
 * }</pre>
 *
 * @param kernel extents of the window, one for each spatial axis of the input
 * @param stride steps between windows, one for each axis or one for all
 * @param padding zeros around the input
 * @param dilation steps between the values that a window sees, one for each axis or one for all
 * @param ceil whether a last, incomplete window counts (PyTorch's {@code ceil_mode})
 */
public record Windows(
    Extents kernel, Extents stride, Padding padding, Extents dilation, boolean ceil) {
  private static final Extents ONE = Extents.of(1);
  private static final Padding NONE = Padding.of(0);

  /** Makes windows at each position, without padding: a convolution's defaults. */
  public static Windows of(Extents kernel) {
    return new Windows(kernel, ONE, NONE, ONE, false);
  }

  /** Makes windows of a pool: side by side unless a stride is stated, without padding. */
  public static Windows ofPool(Extents kernel, @Nullable Extents stride) {
    return new Windows(kernel, stride == null ? kernel : stride, NONE, ONE, false);
  }

  /** Returns these with other steps between windows. */
  public Windows stride(Extents steps) {
    return new Windows(kernel, steps, padding, dilation, ceil);
  }

  /** Returns these with other padding. */
  public Windows padding(Padding zeros) {
    return new Windows(kernel, stride, zeros, dilation, ceil);
  }

  /** Returns these with other steps between the values that a window sees. */
  public Windows dilation(Extents steps) {
    return new Windows(kernel, stride, padding, steps, ceil);
  }

  /** Returns these with or without a last, incomplete window. */
  public Windows ceil(boolean counts) {
    return new Windows(kernel, stride, padding, dilation, counts);
  }

  /**
   * Places the windows on the only input of a layer.
   *
   * @param inputs the layer's inputs
   * @param what the layer in messages, such as {@code a convolution}
   * @throws LayerException if it is not one input of feature maps over as many axes as the kernel
   *     has, or if other options have another number of extents
   */
  public SlidingWindows over(List<Shape> inputs, String what) {
    Shape input = Inputs.maps(inputs, what);
    List<Axis> axes = input.spatial();
    if (kernel.sizes().size() != axes.size()) {
      throw new LayerException(
          "kernel %s has %d extents, its input %s has %d beside the channels, which come last: write one extent for each, or use the layer's word with %dd, such as conv%dd"
              .formatted(
                  kernel, kernel.sizes().size(), input, axes.size(), axes.size(), axes.size()));
    } else if (padding.mode() == Padding.Mode.CAUSAL && axes.size() > 1) {
      throw new LayerException(
          "causal padding is for sequences, its input %s has %d spatial axes: use padding=same"
              .formatted(input, axes.size()));
    }
    List<WindowAxis> placed = new ArrayList<>(axes.size());
    for (int i = 0; i < axes.size(); i++) {
      placed.add(WindowAxis.of(this, axes.get(i), i, axes.size()));
    }
    return new SlidingWindows(input, placed);
  }

  /**
   * Checks options as Keras checks its own: strides and dilation do not both exceed 1, along
   * whichever axes, as far as they are known. PyTorch allows it.
   *
   * @throws LayerException if both do
   */
  public static void checkStrideOrDilation(Extents stride, Extents dilation) {
    if (exceedsOne(stride) && exceedsOne(dilation)) {
      throw new LayerException(
          "stride %s and dilation %s both exceed 1, which Keras refuses: let one of them be 1"
              .formatted(stride, dilation));
    }
  }

  private static boolean exceedsOne(Extents extents) {
    return extents.sizes().stream().anyMatch(size -> size.isKnown() && size.value() > 1);
  }
}
