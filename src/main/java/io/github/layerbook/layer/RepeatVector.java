package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Repetition of a vector: {@code repeat 5}, a sequence of 5 equal vectors (Keras's {@code
 * RepeatVector}).
 *
 * <p>Input N features, output N channels over a length. No parameters, no work.
 *
 * @param times how often
 */
@Word(
    value = {"repeat", "repeatvector"},
    title = "repeat vector")
public record RepeatVector(Size times) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "repeat", 0);
    return Declaration.of(Shape.maps(input.channels().as("in"), List.of(times)))
        .with(Backward.OF_NOTHING)
        .with(Requirement.positive("times", times));
  }
}
