package io.github.layerbook.layer;

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
                Requirement.Relation.MULTIPLE_OF,
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
    Kept half = Kept.beside("negative half", values.dividedBy(Size.of(2)));
    Kept zeros = Kept.inBackward("a half beside zeros", values, Kept.Element.VALUE);
    return List.of(
        Part.of(Elementary.of(Backward.OF_NOTHING), 0),
        Part.of(Elementary.of(Backward.keeping(half, zeros)), 0),
        Part.of(Elementary.of(Backward.OF_NOTHING), 2),
        Part.of(Merge.of(Merge.Kind.ADD), 1, 3));
  }

  /** Adds the operations on a number of values. */
  static Declaration work(Declaration declaration, Size values) {
    return declaration
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(2), values))
        .with(Work.Kind.ADDITIONS, values);
  }
}
