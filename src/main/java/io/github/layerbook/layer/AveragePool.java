package io.github.layerbook.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Average pooling: {@code avgpool 2x2}, the mean of each window, channel by channel.
 *
 * <p>No parameters. Each output value takes {@code K_h*K_w - 1} additions and one division. Agrees
 * with PyTorch's {@code AvgPool2d}: the stride is the kernel size unless stated, padding at most
 * half the kernel.
 *
 * @param kernel window size per axis
 * @param stride steps between windows; the kernel size if none is given
 * @param padding zeros around the input
 */
@Word(
    value = {"avgpool", "averagepool", "avgpool2d"},
    title = "average pool")
public record AveragePool(
    Extents kernel, @Default("") @Nullable Extents stride, @Default("0") Padding padding)
    implements Layer {

  /** Makes pooling over adjacent squares. */
  public static AveragePool of(long kernel) {
    return new AveragePool(Extents.square(kernel), null, Padding.of(0));
  }

  /** Returns this with another stride, for all axes or one per axis. */
  public AveragePool stride(long... steps) {
    return new AveragePool(kernel, Extents.of(steps), padding);
  }

  /** Returns this with padding on both sides of each axis. */
  public AveragePool padding(long... zeros) {
    return new AveragePool(kernel, stride, Padding.of(zeros));
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Windows windows = new Windows(kernel, stride == null ? kernel : stride, padding, Extents.of(1));
    Pooling pooling = Pooling.of(windows, Inputs.one(inputs, "average pooling"), "average pooling");
    return pooling
        .declaration(Work.Kind.ADDITIONS, pooling.others())
        .with(Work.Kind.DIVISIONS, pooling.outputs());
  }
}
