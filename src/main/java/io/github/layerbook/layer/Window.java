package io.github.layerbook.layer;

import io.github.layerbook.size.Size;

/**
 * What an output's position sees of its input along one spatial axis.
 *
 * <p>Lay the input's positions {@code spread} apart, with nothing between them. Position {@code p}
 * of the output then sees those that lie at {@code p*step + skip - before + k*dilation} for a
 * {@code k} below {@code taps}. With a spread of 1 this is a convolution or a pool; a transposed
 * convolution spreads its input by its stride (Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", section 4), and so does every interpolation.
 *
 * @param taps how many places it looks at, the kernel's extent
 * @param dilation the distance between them
 * @param step the distance between the first ones of neighbouring outputs, the stride
 * @param before how far before the input the first output's window begins, the padding
 * @param skip how far it is moved on from there, as by cropping
 * @param spread the distance between neighbouring positions of the input
 */
public record Window(Size taps, Size dilation, Size step, Size before, Size skip, Size spread) {
  /** Makes the window of a convolution or pool. */
  public Window(Size taps, Size dilation, Size step, Size before) {
    this(taps, dilation, step, before, Size.of(0), Size.of(1));
  }

  /** Makes the window of a convolution or pool without dilation. */
  public static Window of(long taps, long step, long before) {
    return new Window(Size.of(taps), Size.of(1), Size.of(step), Size.of(before));
  }

  /** Returns this moved on by a distance. */
  public Window skip(Size distance) {
    return new Window(taps, dilation, step, before, distance, spread);
  }

  /** Returns this over an input whose positions are a distance apart. */
  public Window spread(Size distance) {
    return new Window(taps, dilation, step, before, skip, distance);
  }
}
