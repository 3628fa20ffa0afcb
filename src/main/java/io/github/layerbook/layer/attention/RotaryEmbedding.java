package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.PrimitiveStep;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Rotary position embedding: {@code rope}, pairs of features turned by an angle that grows with the
 * position (Su et al. 2021, equation 34).
 *
 * <p>No parameters. Each value takes two multiplications, by a cosine and a sine that are computed
 * once for all layers, and one addition.
 */
@Word(
    value = {"rope", "rotaryembedding"},
    title = "rotary embedding")
public record RotaryEmbedding() implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "a rotary embedding");
    return work(Declaration.of(input), input.values("in"))
        .with(
            new Requirement(
                "the number of features",
                input.channels().size(),
                Relation.MULTIPLE_OF,
                "",
                Size.of(2),
                "give it an even number of features"));
  }

  /**
   * A product with cosines, and one with sines of the halves, the second of which comes first with
   * its sign changed, as the usual implementations do with cosines and sines found before.
   */
  @Override
  public List<Part> parts(List<Shape> inputs) {
    Size values = inputs.get(0).values("in");
    SavedTensor half = SavedTensor.beside("negative half", values.dividedBy(Size.of(2)));
    SavedTensor zeros = SavedTensor.inBackward("a half beside zeros", values, Tensor.Element.VALUE);
    return List.of(
        Part.of(PrimitiveStep.of(Backward.OF_NOTHING), 0),
        Part.of(PrimitiveStep.of(Backward.keeping(half, zeros)), 0),
        Part.of(PrimitiveStep.of(Backward.OF_NOTHING), 2),
        Part.of(Merge.of(Merge.Kind.ADD), 1, 3));
  }

  /** Adds the operations on a number of values. */
  static Declaration work(Declaration declaration, Size values) {
    return declaration
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(2), values))
        .with(Work.Kind.ADDITIONS, values);
  }
}
