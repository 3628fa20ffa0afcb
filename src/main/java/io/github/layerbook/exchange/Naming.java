package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;

/** How a framework names and shapes a layer's tensors. */
@FunctionalInterface
public interface Naming {
  /** As our own: PyTorch's names and shapes. */
  Naming OURS = (tensor, layer) -> Map.of(tensor.name(), extents(tensor));

  /**
   * Returns the framework's tensors that hold a tensor of ours, by name: one, or none if the
   * framework has no such tensor.
   */
  Map<String, List<Long>> of(Tensor tensor, Layer layer);

  /** Returns a tensor's extents in our order, PyTorch's. */
  static List<Long> extents(Tensor tensor) {
    return tensor.extents().stream().map(Size::value).toList();
  }
}
