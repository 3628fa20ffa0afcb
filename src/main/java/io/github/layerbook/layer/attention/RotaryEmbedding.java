package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import org.jspecify.annotations.Nullable;

/**
 * Rotary position embedding: {@code rope}, pairs of features turned by an angle that grows with the
 * position (Su et al. 2021, equation 34).
 *
 * <p>No parameters. Each value takes two multiplications, by a cosine and a sine that are computed
 * once for all layers, and one addition.
 *
 * @param features how many of the features are turned; all if none is given
 */
@Word(value = "rope rotaryembedding", title = "rotary embedding")
public record RotaryEmbedding(@Default("") @Nullable Size features) implements Composite {
  /** Makes the embedding that turns all features. */
  public RotaryEmbedding() {
    this(null);
  }

  /**
   * A product with cosines, and one with sines of the halves, the second of which comes first with
   * its sign changed, as the usual implementations do with cosines and sines found before.
   */
  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.vectors(steps.shapes(), "a rotary embedding");
    steps.require(
        Requirement.that(
                "the number of features", features == null ? input.channels().size() : features)
            .multipleOf("", Size.of(2), "give it an even number of features"));
    Size values =
        features == null ? input.values("in") : Size.product(input.positions("in"), features);
    SavedTensor half = SavedTensor.beside("negative half", values.dividedBy(Size.of(2)));
    SavedTensor zeros = SavedTensor.inBackward("a half beside zeros", values);
    Declaration turned =
        Declaration.of(input, Backward.keeping(half, zeros)).with(FieldOfView.OWN_PLACE);
    Declaration product =
        Declaration.of(input, Backward.OF_NOTHING)
            .with(FieldOfView.OWN_PLACE)
            .with(Work.Kind.MULTIPLICATIONS, values);
    Value cosines = steps.add("cosines", product, steps.input());
    Value sines = steps.add("sines", product, steps.add("turned halves", turned, steps.input()));
    steps.add(Merge.of(Merge.Kind.ADD), cosines, sines);
  }
}
