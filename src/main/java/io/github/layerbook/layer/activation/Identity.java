package io.github.layerbook.layer.activation;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import java.util.List;

/**
 * Identity: {@code identity}, its output is its input.
 *
 * <p>No parameters, no work, no memory of its own. PyTorch's {@code Identity}; the skip of a
 * residual block where its shape does not change.
 */
@Word("identity")
public record Identity() implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    return Declaration.of(Inputs.one(inputs, "identity"))
        .with(FieldOfView.OWN_PLACE)
        .with(Declaration.Storage.VIEW);
  }
}
