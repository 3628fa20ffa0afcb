package io.github.layerbook.layer.activation;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Stochastic depth: {@code stochasticdepth p=0.2}, drops the whole branch that it ends at random in
 * training (Huang et al. 2016, section 3).
 *
 * <p>No parameters; at inference it does nothing, so its output is its input. torchvision's {@code
 * StochasticDepth}, timm's {@code DropPath}.
 *
 * @param p the probability of dropping the branch, from 0 to 1
 */
@Word(value = "stochasticdepth droppath", title = "stochastic depth")
public record StochasticDepth(@Default("0") double p) implements Layer {
  /** Checks the probability. */
  public StochasticDepth {
    if (!(p >= 0 && p <= 1)) {
      throw new LayerException("a probability of dropping is from 0 to 1, not " + p);
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Declaration declaration =
        Declaration.of(Inputs.one(inputs, "stochastic depth"))
            .with(FieldOfView.OWN_PLACE)
            .with(Declaration.Storage.VIEW);
    return p == 0
        ? declaration
        : declaration.with(
            Backward.keeping(SavedTensor.inTraining("mask", Size.of(1)))
                .storedAs(Declaration.Storage.NEW));
  }
}
