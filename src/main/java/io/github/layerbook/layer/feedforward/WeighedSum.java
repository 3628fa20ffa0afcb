package io.github.layerbook.layer.feedforward;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Experts;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * What a position's experts give, summed by weights.
 *
 * <p>Inputs: vectors of each chosen expert, and for each the weights of its experts.
 */
record WeighedSum(Size top) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape sum = Experts.taken(inputs.get(0));
    return Declaration.of(sum)
        .with(FieldOfView.OWN_PLACE)
        .with(Work.Kind.MULTIPLICATIONS, inputs.get(0).values("in"))
        .with(Work.Kind.ADDITIONS, Size.product(top.named("k").minus(1), sum.values()));
  }
}
