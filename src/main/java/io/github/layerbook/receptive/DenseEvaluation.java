package io.github.layerbook.receptive;

import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * A network made fully convolutional and run once over a larger input, compared with running the
 * network on every window of that input (Simonyan and Zisserman 2015, section 3.2; Sermanet et al.
 * 2014, "OverFeat", section 3.5).
 *
 * <p>The two see the same windows. Their outputs agree up to the padding of inner layers, which is
 * zeros at a window's border and the neighbouring values within the larger input.
 *
 * @param network the network as it is, run on windows of its input's size
 * @param dense the fully convolutional network on the larger input
 */
public record DenseEvaluation(Network network, Network dense) {
  /**
   * Makes a network fully convolutional on a larger input.
   *
   * @param input the larger input, of as many channels and axes as the network's
   * @throws LayerException if the network has not one input, the larger one does not suit it, or
   *     its layers do not carry over, each with what is expected
   */
  public static DenseEvaluation of(Network network, Input input) {
    List<Node> inputs =
        network.nodes().stream().filter(node -> node.layer() instanceof Input).toList();
    if (inputs.size() != 1) {
      throw new LayerException(
          "dense evaluation needs a network with one input, %s has %d"
              .formatted(network.name(), inputs.size()));
    }
    Shape own = inputs.get(0).layer().on(List.of()).output();
    Shape larger = input.on(List.of()).output();
    if (larger.axes().size() != own.axes().size()
        || !larger.channels().size().is(own.channels().size().value())) {
      throw new LayerException(
          ("an input of %s does not suit %s, whose own is %s: write as many axes, the channels"
                  + " last and as many of them")
              .formatted(larger, network.name(), own));
    }
    for (int axis = 0; axis < own.axes().size(); axis++) {
      if (larger.axes().get(axis).size().value() < own.axes().get(axis).size().value()) {
        throw new LayerException(
            "an input of %s is smaller than that of %s, %s: no window fits into it, use a larger one"
                .formatted(larger, network.name(), own));
      }
    }
    Blueprint dense =
        Blueprint.of(FullyConvolutional.of(network))
            .with(layer -> layer instanceof Input ? input : layer);
    return new DenseEvaluation(network, dense.network());
  }

  /** Returns the number of positions of the dense output: the windows that are looked at. */
  public long positions() {
    var outputs = dense.applied();
    return outputs.get(outputs.size() - 1).output().spatial().stream()
        .map(axis -> axis.size())
        .reduce(Size.of(1), (all, size) -> Size.product(all, size))
        .value();
  }

  /** Returns the multiply-adds of one run over the larger input. */
  public long denseMultiplyAdds() {
    return multiplyAdds(dense);
  }

  /** Returns the multiply-adds of running the network on every window. */
  public long slidingMultiplyAdds() {
    return Size.product(Size.of(windowMultiplyAdds()), Size.of(positions())).value();
  }

  /** Returns the multiply-adds of running the network on one window. */
  public long windowMultiplyAdds() {
    return multiplyAdds(network);
  }

  private static long multiplyAdds(Network network) {
    return Report.of(network).total(Quantity.MULTIPLY_ADDS).value();
  }
}
