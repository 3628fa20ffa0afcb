package io.github.layerbook.layer;

import java.util.List;

/**
 * Rectified linear unit: {@code relu}, the larger of each value and 0.
 *
 * <p>No parameters; one comparison per value. In place by default, so it takes no memory of its
 * own, as the lecture counts it (PyTorch's {@code ReLU(inplace=True)}, which torchvision's VGG
 * uses).
 *
 * @param inplace whether the output overwrites the input
 */
@Word(
    value = {"relu"},
    title = "ReLU")
public record Relu(@Default("true") boolean inplace) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "ReLU");
    return Declaration.of(input)
        .with(Work.Kind.COMPARISONS, input.values("in"))
        .with(inplace ? Declaration.Storage.IN_PLACE : Declaration.Storage.NEW);
  }
}
