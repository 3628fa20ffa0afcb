package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
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
 * A slice along one dimension: {@code slice from=0 to=32}, PyTorch's {@code x[:, from:to:step]}.
 *
 * <p>The dimension's extent becomes {@code ceil((to - from) / step)}. No parameters, no work, no
 * memory of its own.
 *
 * @param dim which dimension, counted channels first from 1; negative ones from the end
 * @param from the first index, from 0
 * @param to the index after the last; the extent if none is given
 * @param step steps between indices
 */
@Word("slice")
public record Slice(
    @Default("1") int dim,
    @Default("0") Size from,
    @Default("") @Nullable Size to,
    @Default("1") Size step)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "slice");
    int index = input.index(dim);
    Axis axis = input.axes().get(index);
    Size end = to == null ? axis.as("in") : to;
    Size range = from.is(0) ? end : end.minus(from);
    return Declaration.of(input.sized(index, step.is(1) ? range : range.dividedUpBy(step)))
        .with(Requirement.positive("step", step))
        .with(
            Requirement.that("the slice's end", end)
                .atMost(
                    "its input's " + axis.name(), axis.size(), "end the slice within its input"))
        .with(
            Requirement.that("the slice's end", end)
                .atLeast("its start and one,", from.plus(1), "end the slice after its start"))
        .with(Declaration.Storage.VIEW)
        .with(Backward.OF_PART);
  }
}
