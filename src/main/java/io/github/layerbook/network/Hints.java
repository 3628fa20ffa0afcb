package io.github.layerbook.network;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a network is allowed and likely meant otherwise, each with how to write the other. */
public final class Hints {
  private Hints() {}

  /** Returns a sentence for each such thing, in the network's order. */
  public static List<String> of(Network network) {
    Set<String> read =
        network.nodes().stream()
            .flatMap(node -> node.reads().stream())
            .map(OutputAddress::layer)
            .collect(Collectors.toSet());
    List<String> hints = new ArrayList<>();
    for (Applied applied : network.applied()) {
      order(applied.node().layer()).ifPresent(hints::add);
      unread(network, applied.node(), read).ifPresent(hints::add);
      flattened(applied).ifPresent(hints::add);
    }
    return List.copyOf(hints);
  }

  /** Returns the hint for a layer whose axes are likely in the wrong order. */
  public static Optional<String> order(Layer layer) {
    if (!(layer instanceof Input input)
        || input.order() != AxisOrder.HWC
        || !input.shape().stream().allMatch(Size::isKnown)) {
      return Optional.empty();
    }
    List<Long> extents = input.shape().stream().map(Size::value).toList();
    return AxisOrder.likely(extents)
        .filter(order -> order == AxisOrder.CHW)
        .map(
            order ->
                ("input %1$dx%2$dx%3$d is read as height %1$d, width %2$d and %3$d channels; if the"
                        + " channels stand first, write %2$dx%3$dx%1$d, or order=chw behind it (in"
                        + " changes input.order=chw).")
                    .formatted(extents.get(0), extents.get(1), extents.get(2)));
  }

  private static Optional<String> unread(Network network, Node node, Set<String> read) {
    return node.layer() instanceof Input
            && network.nodes().size() > 1
            && !read.contains(node.path())
        ? Optional.of(
            "Nothing reads %1$s: write from %1$s behind a layer, or leave it out."
                .formatted(node.path()))
        : Optional.empty();
  }

  private static Optional<String> flattened(Applied applied) {
    if (!(applied.node().layer() instanceof FullyConnected layer)) {
      return Optional.empty();
    }
    Shape input = applied.inputs().get(0);
    return input.spatial().size() == 1
        ? Optional.of(
            ("%1$s reads its input %2$s as one vector of %3$s values; for each position by itself,"
                    + " as Keras's Dense and PyTorch's Linear do, write linear %4$s.")
                .formatted(
                    applied.node().path(),
                    input,
                    input.values("in").settled(),
                    layer.out().settled()))
        : Optional.empty();
  }
}
