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
    Shape input = Inputs.one(inputs, "softmax");
    Size values = input.values("in");
    Size additions = Size.product(input.channels().as("in").minus(1), input.positions("in"));
    return Declaration.of(input)
        .with(Work.Kind.EXPONENTIALS, values)
        .with(Work.Kind.ADDITIONS, additions)
        .with(Work.Kind.DIVISIONS, values);
  }
}
