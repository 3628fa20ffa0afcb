package io.github.layerbook.layer.pooling;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
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
 * Max pooling: {@code maxpool 2x2}, the largest value of each window, channel by channel.
 *
 * <p>No parameters. Each output value takes {@code K_h*K_w - 1} comparisons. Agrees with PyTorch's
 * {@code MaxPool1d} to {@code MaxPool3d}: the stride is the kernel size unless stated, padding at
 * most half the kernel. With {@code padding=same} it is Keras's {@code MaxPooling2D}.
 *
 * @param kernel window size per axis
 * @param stride steps between windows; the kernel size if none is given
 * @param padding values around the input that never win
 * @param dilation steps between the values that a window sees
 * @param ceil whether a last, incomplete window counts
 */
@Word(value = "maxpool pool maxpooling maxpool2d", title = "max pool")
public record MaxPool(
    Extents kernel,
    @Default("") @Nullable Extents stride,
    @Default("0") Padding padding,
    @Default("1") Extents dilation,
    @Default("false") boolean ceil)
    implements Strided<MaxPool> {

  /** Makes pooling over adjacent squares. */
  public static MaxPool of(long kernel) {
    return Options.make(MaxPool.class, Extents.square(kernel));
  }

  /** Returns this with or without a last, incomplete window. */
  public MaxPool ceil(boolean counts) {
    return Options.with(this, MaxPool::ceil, counts);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Windows windows = Windows.ofPool(kernel, stride).padding(padding).dilation(dilation).ceil(ceil);
    Pooling pooling = Pooling.of(windows, inputs, "max pooling");
    return pooling
        .declaration(Work.Kind.COMPARISONS, pooling.others())
        .keeping(
            SavedTensor.inputs(),
            SavedTensor.always("indices", pooling.outputs(), Tensor.Element.INDEX));
  }
}
