package io.github.layerbook.layer.normalization;

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
 * Batch normalisation: {@code batchnorm}, each channel less its mean, divided by its standard
 * deviation, then scaled and shifted (Ioffe and Szegedy 2015, algorithm 1).
 *
 * <p>Two parameters per channel, {@code weight} and {@code bias} (γ and β; Keras's {@code gamma}
 * and {@code beta}), which are trained, and two buffers, the running mean and variance, which are
 * not; Keras counts these as non-trainable parameters. PyTorch's {@code BatchNorm1d} to {@code
 * BatchNorm3d} also keep one counter of batches, Keras does not. Work is that of inference.
 *
 * @param scale whether each channel has a learned scale
 * @param shift whether each channel has a learned shift (Keras's {@code center})
 * @param statistics whether mean and variance are kept; if not, they are found from each batch
 * @param counter whether the number of batches is kept beside them: PyTorch yes, Keras no
 * @param in number of input channels, if it is stated (PyTorch's {@code num_features})
 * @param axes number of spatial axes, if it is stated: PyTorch's {@code BatchNorm2d} takes 2 and no
 *     other; Layerbook accepts any unless it is stated
 */
@Word(value = "batchnorm bn batchnormalization", title = "batch norm")
public record BatchNormalization(
    @Default("true") boolean scale,
    @Default("true") boolean shift,
    @Default("true") boolean statistics,
    @Default("true") boolean counter,
    @Default("") @Nullable Size in,
    @Default("") @Nullable Size axes)
    implements Layer {
  /** Makes batch normalisation as PyTorch does by default. */
  public static BatchNormalization of() {
    return new BatchNormalization(true, true, true, true, null, null);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input =
        Inputs.vectors(
            inputs,
            in == null ? "batch normalisation" : "batch normalisation of " + in + " channels");
    Inputs.checkSpatial(input, axes, "batch normalisation");
    Normalization channels = Normalization.ofChannels(input);
    Declaration declaration = statistics ? channels.remembering(counter) : channels.measured();
    Size moments = Size.product(Size.of(2), channels.sets());
    return channels
        .withAffine(declaration, scale, shift)
        .with(FieldOfView.OWN_PLACE)
        .keeping(
            SavedTensor.inputs(),
            statistics
                ? SavedTensor.statistics("mean and deviation", moments)
                : SavedTensor.always("mean and deviation", moments, Tensor.Element.STATISTIC)
                    .shared())
        .with(Requirement.stated("in", in, "input channels", input.channels().size()));
  }
}
