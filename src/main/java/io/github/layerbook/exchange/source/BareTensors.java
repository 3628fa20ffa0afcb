package io.github.layerbook.exchange.source;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Layers whose one tensor has the layer's own name, so that no module of a framework can hold it:
 * the tensor as a parameter of the block, and what is done with it.
 */
final class BareTensors {
  private final Node node;
  private final Shape input;
  private final List<Node> steps = new ArrayList<>();

  private BareTensors(Node node, Shape input) {
    this.node = node;
    this.input = input;
  }

  /** Returns the parameter and the layers that use it, the last of which gives the output. */
  static Optional<List<Node>> of(Node node, List<Shape> inputs) {
    Layer layer = node.layer();
    boolean bare =
        (layer instanceof PositionEmbedding positions && positions.name().isEmpty())
            || (layer instanceof ClassToken token && token.name().isEmpty())
            || (layer instanceof LayerScale scale && scale.name().isEmpty());
    if (!bare) {
      return Optional.empty();
    }
    BareTensors tensors = new BareTensors(node, inputs.get(0));
    if (layer instanceof PositionEmbedding positions) {
      tensors.positions(positions);
    } else if (layer instanceof ClassToken token) {
      tensors.token(token);
    } else {
      tensors.scale();
    }
    return Optional.of(tensors.steps);
  }

  private void positions(PositionEmbedding layer) {
    Size features = Size.of(input.channels().size().value());
    Size length = Size.of(input.spatial().get(0).size().value());
    Size rows = layer.length() == null ? length : Size.of(layer.length().value());
    OutputAddress table = parameter(AxisOrder.HWC, layer.leading(), rows, features);
    if (!rows.equals(length)) {
      table = step("rows", new Slice(2, Size.of(0), length, Size.of(1)), table);
    }
    step("sum", Merge.of(Merge.Kind.ADD), node.reads().get(0), table);
  }

  private void token(ClassToken layer) {
    Size features = Size.of(input.channels().size().value());
    Size tokens = Size.of(layer.tokens().value());
    OutputAddress vectors =
        layer.leading()
            ? parameter(AxisOrder.HWC, true, tokens, features)
            : row(parameter(AxisOrder.HWC, false, features), features);
    step("joined", new Concatenate(2), vectors, node.reads().get(0));
  }

  private void scale() {
    Size channels = Size.of(input.channels().size().value());
    int positions = input.spatial().size();
    OutputAddress factors;
    if (positions > 1) {
      Size[] extents = Stream.generate(() -> Size.of(1)).limit(positions + 1).toArray(Size[]::new);
      extents[0] = channels;
      factors = parameter(AxisOrder.CHW, false, extents);
    } else {
      factors = parameter(AxisOrder.HWC, false, channels);
      factors = positions == 1 ? row(factors, channels) : factors;
    }
    step("product", Merge.of(Merge.Kind.MULTIPLY), node.reads().get(0), factors);
  }

  private OutputAddress row(OutputAddress vector, Size features) {
    return step("row", reshape(Size.of(1), features), vector);
  }

  /** A parameter of extents, which may have one of 1 before them. */
  private OutputAddress parameter(AxisOrder order, boolean leading, Size... extents) {
    List<Size> shape = new ArrayList<>(leading ? List.of(Size.of(1)) : List.of());
    shape.addAll(List.of(extents));
    Layer layer = new Parameter(shape, order, "");
    Node parameter = new Node(node.name(), layer, List.of(), node.blockPath(), node.weightsOf());
    steps.add(parameter);
    return leading ? step("table", reshape(extents), parameter.output()) : parameter.output();
  }

  private static Layer reshape(Size... extents) {
    return new Reshape(
        new OpenExtents(Stream.of(extents).map(Optional::of).toList()), AxisOrder.HWC);
  }

  private OutputAddress step(String name, Layer layer, OutputAddress... reads) {
    Node step = new Node(node.name() + "_" + name, layer, List.of(reads), node.blockPath(), "");
    steps.add(step);
    return step.output();
  }
}
