package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Position embedding: {@code positions}, a learned vector added to each vector of a sequence, one
 * for each position (Gehring et al. 2017; Dosovitskiy et al. 2021, equation 1).
 *
 * <p>Input and output: a sequence of L vectors of E features. {@code L*E} parameters; one addition
 * per value. With {@code length=1024} the table has as many positions, and longer sequences are
 * refused. torchvision's {@code pos_embedding}, of shape {@code 1×L×E}.
 *
 * @param length for how many positions there is a vector; the input's length if none is given
 * @param name the tensor's name; empty for the layer's
 * @param leading whether the tensor has an axis of extent 1 before the others
 */
@Word(value = "positions positionembedding", title = "position embedding")
public record PositionEmbedding(
    @Default("") @Nullable Size length,
    @Default("pos_embedding") String name,
    @Default("true") boolean leading)
    implements Layer {
  /** Makes an embedding under torchvision's name. */
  public PositionEmbedding(@Nullable Size length) {
    this(length, "pos_embedding", true);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.sequence(inputs, "a position embedding");
    Axis sequence = input.spatial().get(0);
    Axis table = length == null ? sequence : sequence.sized(length);
    Declaration declaration =
        Declaration.of(input)
            .with(
                Tensor.scale(
                    name,
                    leading
                        ? List.of(new Axis("one", "", Size.of(1)), table, input.channels())
                        : List.of(table, input.channels())))
            .with(Backward.OF_SUM)
            .with(Work.Kind.ADDITIONS, input.values("in"));
    return length == null
        ? declaration
        : declaration.with(
            Requirement.that("the sequence's length", sequence.size())
                .atMost("length=", length, "use a shorter sequence or more positions"));
  }
}
