package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.SlidingWindows;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Folding: {@code fold 4x4-7x7}, the vectors of a sequence added up as windows of feature maps
 * (PyTorch's {@code Fold}, also known as col2im; the counterpart of {@link Unfold}).
 *
 * <p>Input {@code C*K_h*K_w} channels over as many positions as there are windows, output C feature
 * maps of the given size. No parameters; one addition per input value.
 *
 * @param kernel window size per axis
 * @param size the output's extents
 * @param dilation steps between the values of a window
 * @param padding zeros around the output that are taken off
 * @param stride steps between windows
 */
@Word("fold col2im")
public record FoldLayer(
    Extents kernel,
    Extents size,
    @Default("1") Extents dilation,
    @Default("0") Padding padding,
    @Default("1") Extents stride)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "fold", 1);
    Shape target = Shape.maps(input.channels().as("in"), size.sizes());
    SlidingWindows windows =
        new Windows(kernel, stride, padding, dilation, false).over(List.of(target), "fold");
    Size values = windows.values();
    return Declaration.of(target.channels(input.channels().as("in").dividedBy(values)))
        .with(Backward.OF_NOTHING)
        .with(Work.Kind.ADDITIONS, input.values("in"))
        .with(windows.requirements())
        .with(
            Requirement.that("input channels", input.channels().size())
                .multipleOf(
                    "the kernel's values,",
                    values,
                    "use a kernel whose values divide the channels"))
        .with(
            Requirement.that("input length", input.spatial().get(0).size())
                .equalTo(
                    "the number of windows,",
                    Size.product(windows.lengths()),
                    "use the size, kernel and stride that the input was unfolded with"));
  }
}
