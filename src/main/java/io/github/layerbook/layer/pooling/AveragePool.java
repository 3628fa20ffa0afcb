package io.github.layerbook.layer.pooling;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Strided;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.Windows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Average pooling: {@code avgpool 2x2}, the mean of each window, channel by channel.
 *
 * <p>No parameters. Each output value takes {@code K_h*K_w - 1} additions and one division. Agrees
 * with PyTorch's {@code AvgPool1d} to {@code AvgPool3d}: the stride is the kernel size unless
 * stated, padding at most half the kernel. With {@code padding=same} it is Keras's {@code
 * AveragePooling2D}.
 *
 * @param kernel window size per axis
 * @param stride steps between windows; the kernel size if none is given
 * @param padding zeros around the input
 * @param ceil whether a last, incomplete window counts
 * @param countpad whether padding counts in the mean (PyTorch's {@code count_include_pad}); it
 *     changes the divisor, not the number of operations
 */
@Word(value = "avgpool averagepool averagepooling avgpool2d", title = "average pool")
public record AveragePool(
    Extents kernel,
    @Default("") @Nullable Extents stride,
    @Default("0") Padding padding,
    @Default("false") boolean ceil,
    @Default("true") boolean countpad)
    implements Strided<AveragePool> {
  /** Makes pooling over adjacent squares. */
  public static AveragePool of(long kernel) {
    return Options.make(AveragePool.class, Extents.square(kernel));
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Windows windows = Windows.ofPool(kernel, stride).padding(padding).ceil(ceil);
    Pooling pooling = Pooling.of(windows, inputs, "average pooling");
    return pooling
        .declaration(Work.Kind.ADDITIONS, pooling.others())
        .with(Work.Kind.DIVISIONS, pooling.outputs());
  }
}
