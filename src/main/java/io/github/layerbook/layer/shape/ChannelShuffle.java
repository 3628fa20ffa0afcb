package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Channel shuffle: {@code channelshuffle 2}, channels dealt out of their groups in turn (Zhang et
 * al. 2018, "ShuffleNet", section 3.1; PyTorch's {@code ChannelShuffle}).
 *
 * <p>The output's shape is the input's. No parameters, no work.
 *
 * @param groups how many groups
 */
@Word(value = "channelshuffle", title = "channel shuffle")
public record ChannelShuffle(Size groups) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "channel shuffle");
    return Declaration.of(input)
        .with(FieldOfView.OWN_PLACE)
        .with(Backward.OF_NOTHING)
        .with(Requirement.positive("groups", groups))
        .with(
            Requirement.that("input channels", input.channels().size())
                .multipleOf("groups", groups, "use a number of groups that divides the channels"));
  }
}
