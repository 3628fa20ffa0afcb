package io.github.layerbook.layer;

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
@Word(
    value = {"channelshuffle"},
    title = "channel shuffle")
public record ChannelShuffle(Size groups) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "channel shuffle");
    return Declaration.of(input)
        .with(Sight.OWN_PLACE)
        .with(Backward.OF_NOTHING)
        .with(Requirement.positive("groups", groups))
        .with(
            new Requirement(
                "input channels",
                input.channels().size(),
                Requirement.Relation.MULTIPLE_OF,
                "groups",
                groups,
                "use a number of groups that divides the channels"));
  }
}
