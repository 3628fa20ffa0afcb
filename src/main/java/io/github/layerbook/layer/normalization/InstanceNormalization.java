package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instance normalisation: {@code instancenorm}, each channel of each example brought to mean 0 and
 * variance 1 over its positions (Ulyanov et al. 2016, equation 6).
 *
 * <p>No parameters unless scaled and shifted, no buffers unless statistics are kept: PyTorch's
 * {@code InstanceNorm1d} to {@code InstanceNorm3d}.
 *
 * @param scale whether each channel has a learned scale
 * @param shift whether each channel has a learned shift
 * @param statistics whether a running mean and variance are kept and used
 * @param in number of input channels, if it is stated (PyTorch's {@code num_features})
 * @param axes number of spatial axes, if it is stated: PyTorch's {@code InstanceNorm2d} takes 2 and
 *     no other; Layerbook accepts any unless it is stated
 */
@Word(value = "instancenorm instancenormalization", title = "instance norm")
public record InstanceNormalization(
    @Default("false") boolean scale,
    @Default("false") boolean shift,
    @Default("false") boolean statistics,
    @Default("") @Nullable Size in,
    @Default("") @Nullable Size axes)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "instance normalisation");
    Inputs.checkSpatial(input, axes, "instance normalisation");
    Normalization channels = Normalization.ofChannels(input);
    Declaration declaration = statistics ? channels.remembering(true) : channels.measured();
    return channels
        .withAffine(declaration, scale, shift)
        .with(statistics ? FieldOfView.OWN_PLACE : FieldOfView.WHOLE)
        .with(backward(channels.sets()))
        .with(Requirement.stated("in", in, "input channels", input.channels().size()));
  }

  /**
   * The inputs, and for each example a mean and deviation and copies of the running ones and of the
   * scales.
   */
  private Backward backward(Size channels) {
    long vectors = 2L + (statistics ? 2 : 0) + (scale ? 1 : 0);
    return Backward.keeping(
        SavedTensor.inputs(),
        SavedTensor.always(
            "mean, deviation and copies",
            Size.product(Size.of(vectors), channels),
            Tensor.Element.STATISTIC),
        SavedTensor.beside("copies of the shifts", shift ? channels : Size.of(0)));
  }
}
