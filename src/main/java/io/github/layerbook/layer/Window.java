package io.github.layerbook.layer;

import io.github.layerbook.size.Size;

/**
 * What an output's position sees of its input along one spatial axis: position {@code p} sees the
 * input positions {@code p*step - before + i*dilation} for {@code i} below {@code taps}.
 *
 * @param taps how many input positions it sees, the kernel's extent
 * @param dilation the distance between them
 * @param step the distance between the first ones of neighbouring outputs, the stride
 * @param before how far before the input the first output's window begins, the padding
 */
public record Window(Size taps, Size dilation, Size step, Size before) {
  /** Makes the window of a convolution or pooling without dilation. */
  public static Window of(long taps, long step, long before) {
    return new Window(Size.of(taps), Size.of(1), Size.of(step), Size.of(before));
  }
}
