package io.github.layerbook.zoo.block;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.StochasticDepth;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.network.NetworkBuilder;
import java.util.List;
import java.util.function.Consumer;

/** What the residual branches of newer networks have in common. */
public final class ResidualPaths {
  private ResidualPaths() {}

  /** Adds a branch and its sum with what it starts from. */
  public static NetworkBuilder residual(
      NetworkBuilder net, String sum, Consumer<NetworkBuilder> branch) {
    return net.branches(sum, Merge.of(Merge.Kind.ADD), List.of(branch, shortcut -> {}));
  }

  /**
   * Returns the stochastic depth of a block, whose probability grows evenly with the blocks before
   * it (Huang et al. 2016, equation 4), to four digits.
   *
   * @param last what the probability grows to
   * @param block the block's number, from 0
   * @param blocks at which number it has grown to that
   */
  public static Layer depth(double last, int block, int blocks) {
    return new StochasticDepth(Math.round(last * block / blocks * 1e4) / 1e4);
  }

  /** Adds the transformer's two linear layers, a GELU between them, each followed by dropout. */
  public static NetworkBuilder perceptron(NetworkBuilder net, long hidden, long out) {
    return net.add("linear_1", Linear.of(hidden))
        .add("gelu", gelu())
        .add("dropout_1", new Dropout(0))
        .add("linear_2", Linear.of(out))
        .add("dropout_2", new Dropout(0));
  }

  /** Returns a GELU that keeps its input, as PyTorch's does. */
  public static Layer gelu() {
    return new Activation(Activation.Kind.GELU, false);
  }
}
