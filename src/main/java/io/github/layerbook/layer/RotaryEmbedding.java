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

  /** Adds the operations on a number of values. */
  static Declaration work(Declaration declaration, Size values) {
    return declaration
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(2), values))
        .with(Work.Kind.ADDITIONS, values);
  }
}
