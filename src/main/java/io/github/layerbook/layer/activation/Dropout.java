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
import java.util.List;

/**
 * Dropout: {@code dropout p=0.5}, zeroes values at random in training (Srivastava et al. 2014).
 *
 * <p>No parameters; at inference it does nothing, so its output is its input (PyTorch's {@code
 * Dropout} in eval mode).
 *
 * @param p the probability of zeroing a value, from 0 to 1
 * @param inplace whether the output overwrites the input in training (PyTorch's {@code inplace})
 */
@Word(
    value = {"dropout"},
    title = "dropout")
public record Dropout(@Default("0.5") double p, @Default("false") boolean inplace)
    implements Layer {
  /** Makes dropout into new memory. */
  public Dropout(double p) {
    this(p, false);
  }

  /** Checks the probability. */
  public Dropout {
    if (!(p >= 0 && p <= 1)) {
      throw new LayerException("a dropout probability is from 0 to 1, not " + p);
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "dropout");
    Declaration declaration =
        Declaration.of(input).with(FieldOfView.OWN_PLACE).with(Declaration.Storage.VIEW);
    return p == 0
        ? declaration
        : declaration.with(
            Backward.keeping(SavedTensor.inTraining("mask", input.values("in")))
                .storedAs(inplace ? Declaration.Storage.IN_PLACE : Declaration.Storage.NEW));
  }
}
