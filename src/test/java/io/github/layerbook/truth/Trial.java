package io.github.layerbook.truth;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A case in Layerbook's terms: a layer, its inputs, and how the framework writes what comes of it.
 *
 * @param layer the layer
 * @param inputs sources of its inputs, in order
 * @param batch how many examples there are
 * @param layout how the framework writes an output's shape, with the batch
 * @param naming the framework's names and shapes of a tensor: one, none if the framework has no
 *     such tensor, or more if it splits it
 * @param counted whether PyTorch's FlopCounterMode has a rule for the layer
 */
record Trial(
    Layer layer,
    List<? extends Layer> inputs,
    long batch,
    Layout layout,
    Function<Tensor, Map<String, List<Long>>> naming,
    boolean counted) {
  /** How a framework writes an output's shape. */
  @FunctionalInterface
  interface Layout {
    /**
     * Returns the extents with the batch.
     *
     * @param output the output's index
     * @param shape its shape in Layerbook
     */
    List<Long> extents(int output, Shape shape);

    /** Returns the extents of all outputs, in the framework's order. */
    default List<List<Long>> all(List<Shape> outputs) {
      return IntStream.range(0, outputs.size()).mapToObj(i -> extents(i, outputs.get(i))).toList();
    }
  }

  /**
   * Returns the network of the inputs and the layer.
   *
   * @throws IllegalArgumentException if the layer refuses its inputs
   */
  Network network() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      nodes.add(new Node("input" + i, inputs.get(i), List.of(), ""));
    }
    nodes.add(new Node("layer", layer, nodes.stream().map(Node::name).toList(), ""));
    try {
      return Network.of("", nodes);
    } catch (NetworkException e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }

  /** Returns the layer on its inputs. */
  Applied apply() {
    return network().find("layer").orElseThrow();
  }

  /** Returns a shape's extents in an order. */
  static List<Long> extents(Shape shape, AxisOrder order) {
    return shape.axes(order).stream().map(axis -> axis.size().value()).toList();
  }

  /** Returns a tensor's extents in PyTorch's order. */
  static List<Long> extents(Tensor tensor) {
    return tensor.axes().stream().map(Axis::size).map(Size::value).toList();
  }

  /** Returns extents as sizes. */
  static List<Size> sizes(List<Long> extents) {
    return extents.stream().map(Size::of).toList();
  }

  /** Returns two lists, one after the other. */
  static <T> List<T> join(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
