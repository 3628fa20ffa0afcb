package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.SlidingWindows;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Unfolding: {@code unfold 3x3 padding=1}, each window's values as one vector of a sequence
 * (PyTorch's {@code Unfold}, also known as im2col).
 *
 * <p>Input C feature maps, output {@code C*K_h*K_w} channels over as many positions as there are
 * windows. No parameters, no work.
 *
 * @param kernel window size per axis
 * @param dilation steps between the values that a window sees
 * @param padding zeros around the input
 * @param stride steps between windows
 */
@Word("unfold im2col")
public record Unfold(
    Extents kernel,
    @Default("1") Extents dilation,
    @Default("0") Padding padding,
    @Default("1") Extents stride)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    SlidingWindows windows =
        new Windows(kernel, stride, padding, dilation, false).over(inputs, "unfold");
    Size values = Size.product(windows.channels(), windows.values());
    return Declaration.of(Shape.maps(values, List.of(Size.product(windows.lengths()))))
        .with(Backward.OF_NOTHING)
        .with(windows.requirements());
  }
}
