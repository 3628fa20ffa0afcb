package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Embedding: {@code embedding 30522-768}, for each number of a word the row of a table that stands
 * there.
 *
 * <p>Input numbers of words in any shape, such as a sequence of 128; output a vector of features
 * for each: {@code 128x768}. {@code V*E} weights, V words by E features. No arithmetic: rows are
 * looked up. PyTorch's and Keras's {@code Embedding}.
 *
 * @param vocabulary how many words there are
 * @param features how many features each has
 */
@Word("embedding embed")
public record Embedding(Size vocabulary, Size features) implements Layer {
  /** Makes an embedding of words into features. */
  public static Embedding of(long vocabulary, long features) {
    return new Embedding(Size.of(vocabulary), Size.of(features));
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape words = Inputs.one(inputs, "an embedding");
    List<Size> positions = new ArrayList<>();
    words.axes(AxisOrder.HWC).forEach(axis -> positions.add(axis.size()));
    Size width = features.named("E");
    return declaration(positions.isEmpty() ? Shape.features(width) : Shape.maps(width, positions));
  }

  /** The table and what it needs, whatever is looked up. */
  Declaration declaration(Shape output) {
    return Declaration.of(output)
        .keeping(SavedTensor.indices())
        .with(
            Tensor.scale(
                "weight",
                List.of(
                    new Axis("vocabulary", "V", vocabulary.named("V")),
                    new Axis("features", "E", features.named("E")))))
        .with(Requirement.positive("the vocabulary", vocabulary))
        .with(Requirement.positive("the number of features", features));
  }
}
