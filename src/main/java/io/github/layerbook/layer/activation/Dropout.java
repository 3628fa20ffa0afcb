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
 * Dropout: {@code dropout p=0.5}, zeroes values at random in training (Srivastava et al. 2014), or
 * whole channels: {@code dropout2d p=0.5} (Tompson et al. 2015).
 *
 * <p>No parameters; at inference it does nothing, so its output is its input (PyTorch's {@code
 * Dropout} in eval mode). In training it keeps a factor for each value, or for each channel.
 *
 * @param kind what is zeroed together
 * @param p the probability of zeroing a value, from 0 to 1
 * @param inplace whether the output overwrites the input in training (PyTorch's {@code inplace})
 */
public record Dropout(Kind kind, @Default("0.5") double p, @Default("false") boolean inplace)
    implements Layer {
  /** What is zeroed together. */
  public enum Kind {
    /** Each value independently. */
    @Word("dropout")
    VALUES,
    /** All values of a channel: PyTorch's {@code Dropout2d}, Keras's {@code SpatialDropout2D}. */
    @Word(
        value = "channeldropout spatialdropout dropout1d dropout2d dropout3d",
        title = "channel dropout")
    CHANNELS
  }

  /** Makes dropout of values into new memory. */
  public Dropout(double p) {
    this(p, false);
  }

  /** Makes dropout of values. */
  public Dropout(double p, boolean inplace) {
    this(Kind.VALUES, p, inplace);
  }

  /** Checks the probability. */
  public Dropout {
    if (!(p >= 0 && p <= 1)) {
      throw new LayerException("a dropout probability is from 0 to 1, not " + p);
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    boolean channels = kind == Kind.CHANNELS;
    Shape input =
        channels ? Inputs.vectors(inputs, "dropout of channels") : Inputs.one(inputs, "dropout");
    Size factors = channels ? input.channels().as("in") : input.values("in");
    Declaration declaration =
        Declaration.of(input).with(FieldOfView.OWN_PLACE).with(Declaration.Storage.VIEW);
    return p == 0
        ? declaration
        : declaration.with(
            Backward.keeping(SavedTensor.mask(factors))
                .storedAs(inplace ? Declaration.Storage.IN_PLACE : Declaration.Storage.NEW));
  }
}
