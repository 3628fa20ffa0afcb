package io.github.layerbook.layer.merge;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The product of two inputs, summed over one dimension of each: {@code dot first=1 second=2}
 * (Keras's {@code Dot}).
 *
 * <p>The output has the first input's other dimensions, then the second's; one value if there are
 * none. Each output value takes as many multiply-adds as the dimension is long. No parameters.
 *
 * @param first the first input's dimension, counted from 1; negative ones from the end
 * @param second the second input's dimension
 * @param normalize whether both inputs are divided by their norm along the dimension first, so that
 *     the output is their cosine proximity: per value one multiplication, one addition and one
 *     division, and per vector one root
 * @param order whether dimensions are counted channels last, as in Keras, or first
 */
@Word(value = "dot", title = "dot product")
public record Dot(
    @Default("-1") int first,
    @Default("-1") int second,
    @Default("false") boolean normalize,
    @Default("hwc") AxisOrder order)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Inputs.checkTwo(inputs, "dot");
    List<Size> left = new ArrayList<>(inputs.get(0).sizes(order));
    List<Size> right = new ArrayList<>(inputs.get(1).sizes(order));
    Size summed = left.remove(inputs.get(0).index(first));
    Size other = right.remove(inputs.get(1).index(second));
    List<Size> rest = new ArrayList<>(left);
    rest.addAll(right);
    List<Size> products = new ArrayList<>(rest);
    products.add(summed);
    Declaration declaration =
        Declaration.of(Shape.of(rest.isEmpty() ? List.of(Size.of(1)) : rest, order))
            .with(Work.Kind.MULTIPLY_ADDS, Size.product(products))
            .with(sameLength(summed, other));
    return normalize ? normalized(declaration, inputs, left, right) : declaration;
  }

  private static Declaration normalized(
      Declaration declaration, List<Shape> inputs, List<Size> left, List<Size> right) {
    Size values = inputs.get(0).values().plus(inputs.get(1).values());
    return declaration
        .with(Work.Kind.MULTIPLICATIONS, values)
        .with(Work.Kind.ADDITIONS, values)
        .with(Work.Kind.EXPONENTIALS, Size.product(left).plus(Size.product(right)))
        .with(Work.Kind.DIVISIONS, values);
  }

  private static Requirement sameLength(Size summed, Size other) {
    return Requirement.that("the second input's dimension", other)
        .equalTo("the first's,", summed, "sum over dimensions of the same length");
  }
}
