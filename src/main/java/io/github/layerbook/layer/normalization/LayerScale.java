package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Layer scale: {@code layerscale}, each channel times a learned number (Touvron et al. 2021, "Going
 * deeper with image transformers", equation 4).
 *
 * <p>Input and output of the same shape; C parameters, one multiplication per value. On feature
 * maps the tensor is {@code C×1×1}, as ConvNeXt's {@code layer_scale} in torchvision.
 *
 * @param name the tensor's name; empty for the layer's
 */
@Word(value = "layerscale", title = "layer scale")
public record LayerScale(@Default("layer_scale") String name) implements Layer {
  /** Makes the layer under torchvision's name. */
  public LayerScale() {
    this("layer_scale");
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "layer scale");
    List<Axis> axes = new ArrayList<>(List.of(input.channels()));
    if (input.spatial().size() > 1) {
      input.spatial().forEach(axis -> axes.add(axis.sized(Size.of(1))));
    }
    return Declaration.of(input)
        .with(FieldOfView.OWN_PLACE)
        .with(Tensor.scale(name, axes))
        .with(Work.Kind.MULTIPLICATIONS, input.values("in"))
        .keeping(
            SavedTensor.inputsIfTrained(), SavedTensor.inBackward("products", input.values("in")));
  }
}
