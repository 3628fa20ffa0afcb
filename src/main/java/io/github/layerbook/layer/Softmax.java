package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Softmax over channels or features: {@code softmax}, exponentials divided by their sum.
 *
 * <p>No parameters. Per position, n values take n exponentials, n − 1 additions and n divisions.
 */
@Word(
    value = {"softmax", "soft-max"},
    title = "softmax")
public record Softmax() implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "softmax");
    Declaration declaration =
        Declaration.of(input).with(Sight.OWN_PLACE).with(Backward.keeping(Kept.output()));
    return work(declaration, input.channels().as("in"), input.positions("in"));
  }

  /** Adds the operations of a softmax over a number of values at a number of positions. */
  static Declaration work(Declaration declaration, Size values, Size positions) {
    Size all = Size.product(values, positions);
    return declaration
        .with(Work.Kind.EXPONENTIALS, all)
        .with(Work.Kind.ADDITIONS, Size.product(values.minus(1), positions))
        .with(Work.Kind.DIVISIONS, all);
  }
}
