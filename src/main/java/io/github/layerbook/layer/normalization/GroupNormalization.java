package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Group normalisation: {@code groupnorm 32}, channels in groups, each group of each example brought
 * to mean 0 and variance 1 over its channels and positions (Wu and He 2018, section 3.1).
 *
 * <p>One scale and one shift per channel. PyTorch's {@code GroupNorm}, Keras's {@code
 * GroupNormalization} (whose {@code groups=-1} is one group per channel).
 *
 * @param groups into how many groups the channels are divided
 * @param scale whether each channel has a learned scale
 * @param shift whether each channel has a learned shift
 * @param in number of input channels, if it is stated (PyTorch's {@code num_channels})
 */
@Word(value = "groupnorm groupnormalization", title = "group norm")
public record GroupNormalization(
    Size groups,
    @Default("true") boolean scale,
    @Default("true") boolean shift,
    @Default("") @Nullable Size in)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "group normalisation");
    Normalization normalization = Normalization.ofGroups(input, groups);
    Size channels = input.channels().size();
    return normalization
        .withAffine(normalization.measured(), scale, shift)
        .with(FieldOfView.WHOLE)
        .with(Requirement.positive("groups", groups))
        .with(
            Requirement.that("input channels", channels)
                .multipleOf(
                    "groups", groups, "use a number of groups that divides the input channels"))
        .with(Requirement.stated("in", in, "input channels", channels));
  }
}
