package io.github.layerbook.layer;

import java.util.List;

/**
 * Flattening: {@code flatten}, its input of any shape read as one vector.
 *
 * <p>No parameters, no work, no memory of its own. PyTorch's {@code Flatten} on one example.
 */
@Word(
    value = {"flatten"},
    title = "flatten")
public record Flatten() implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "flatten");
    return Declaration.of(Shape.features(input.values("in"))).with(Declaration.Storage.VIEW);
  }
}
