package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
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
@Word(value = "repeat repeatvector", title = "repeat vector")
public record RepeatVector(Size times) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "repeat", 0);
    return Declaration.of(Shape.maps(input.channels().as("in"), List.of(times)))
        .with(Backward.OF_NOTHING)
        .with(Requirement.positive("times", times));
  }
}
