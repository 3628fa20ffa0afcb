package io.github.layerbook.layer.feedforward;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** A linear layer whose outputs are scores of experts, which libraries have as a bare parameter. */
record Router(Size experts, boolean bias) implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Declaration linear = new Linear(experts, bias).on(inputs);
    List<Tensor> tensors = new ArrayList<>(linear.tensors());
    Tensor weight = tensors.get(0);
    Axis scores = Axis.experts(weight.axes().get(0).size());
    tensors.set(0, Tensor.weight(weight.name(), scores, List.of(weight.axes().get(1))));
    return linear.with(tensors, linear.work());
  }
}
