package io.github.layerbook.report;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Node;
import io.github.layerbook.unit.BlockFormat;
import java.util.Map;

/**
 * How each parameter tensor of a network is stored: what a {@link WeightFormat} makes of it.
 *
 * @param format the format's name
 * @param rest how tensors are stored that the format leaves as they are
 * @param blocks how the others are stored, by their paths, such as {@code fc1.weight}
 * @param adapters how adapters are stored, which are trained
 */
public record WeightStorage(
    String format, BlockFormat rest, Map<String, BlockFormat> blocks, BlockFormat adapters) {
  /** Copies the map. */
  public WeightStorage {
    blocks = Map.copyOf(blocks);
  }

  /** Returns how a tensor of a layer is stored; one that it shares, where its owner has it. */
  public BlockFormat of(Node node, Tensor tensor) {
    if (tensor.tuning() == Tensor.Tuning.ADAPTER) {
      return adapters;
    }
    String owner = node.weightsOf().isEmpty() ? node.path() : node.weightsOf();
    BlockFormat own = blocks.get(path(node, tensor));
    return own != null ? own : blocks.getOrDefault(owner + "." + tensor.name(), rest);
  }

  static String path(Node node, Tensor tensor) {
    return node.path() + "." + tensor.name();
  }
}
