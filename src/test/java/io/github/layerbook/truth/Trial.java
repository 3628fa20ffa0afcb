package io.github.layerbook.truth;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.shape.Input;
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
   * Makes a trial of a PyTorch layer: channels first, after one batch axis if the inputs have more
   * axes than an example.
   *
   * @param axes how many axes an example has
   */
  static Trial torch(Case reference, int axes, Layer layer) {
    return torchExamples(reference, reference.input(0).size() > axes ? 1 : 0, layer);
  }

  /**
   * Makes a trial of a PyTorch layer: channels first after the batch axes.
   *
   * @param leading how many batch axes there are
   */
  static Trial torchExamples(Case reference, int leading, Layer layer) {
    return of(reference, leading, AxisOrder.CHW, layer);
  }

  /** Makes a trial of a Keras layer with its data format; one batch axis. */
  static Trial keras(Case reference, Layer layer) {
    boolean first = reference.text("data_format", "channels_last").equals("channels_first");
    return of(reference, 1, first ? AxisOrder.CHW : AxisOrder.HWC, layer);
  }

  /**
   * Makes a trial of a layer that acts along one axis: that axis is Layerbook's channels, the
   * others are positions.
   *
   * @param leading how many batch axes there are
   * @param axis the axis among all, from 0; from the end if negative
   */
  static Trial along(Case reference, int leading, int axis, Layer layer) {
    int rank = reference.input(0).size();
    List<Integer> order = new ArrayList<>();
    for (int i = leading; i < rank; i++) {
      order.add(i);
    }
    if (rank > leading) {
      order.remove(Integer.valueOf(Math.floorMod(axis, rank)));
      order.add(Math.floorMod(axis, rank));
    }
    return permuted(reference, leading, order, layer);
  }

  /**
   * Makes a trial of a layer on inputs whose axes stand in another order in Layerbook.
   *
   * @param leading how many batch axes there are
   * @param order the numbers of the axes after them, channels last
   */
  static Trial permuted(Case reference, int leading, List<Integer> order, Layer layer) {
    Trial plain = of(reference, leading, AxisOrder.HWC, layer);
    List<Input> inputs = new ArrayList<>();
    for (List<Long> shape : reference.inputs()) {
      List<Long> extents =
          shape.size() == leading + order.size()
              ? order.stream().map(shape::get).toList()
              : shape.subList(leading, shape.size());
      inputs.add(new Input(sizes(extents), AxisOrder.HWC));
    }
    Layout layout =
        (output, shape) -> {
          List<Long> extents = new ArrayList<>(reference.input(0).subList(0, leading));
          List<Long> last = extents(shape, AxisOrder.HWC);
          for (int axis = leading; axis < leading + last.size(); axis++) {
            extents.add(last.get(order.indexOf(axis)));
          }
          return extents;
        };
    return new Trial(layer, inputs, plain.batch, layout, plain.naming, plain.counted);
  }

  /** Makes a trial of a layer on channels at the last of all axes, with no axis for the batch. */
  static Trial torchLast(Case reference, Layer layer) {
    return of(reference, 0, AxisOrder.HWC, layer);
  }

  /** Returns this on other inputs, written channels last, of a number of examples. */
  Trial on(long examples, List<List<Long>> extents) {
    return new Trial(
        layer,
        extents.stream().map(shape -> new Input(sizes(shape), AxisOrder.HWC)).toList(),
        examples,
        layout,
        naming,
        counted);
  }

  private static Trial of(Case reference, int leading, AxisOrder order, Layer layer) {
    List<Long> batch = reference.input(0).subList(0, leading);
    return new Trial(
        layer,
        reference.inputs().stream()
            .map(shape -> new Input(sizes(shape.subList(leading, shape.size())), order))
            .toList(),
        batch.stream().reduce(1L, Math::multiplyExact),
        (output, shape) -> join(batch, extents(shape, order)),
        tensor -> Map.of(tensor.name(), extents(tensor)),
        true);
  }

  /** Returns this with the framework's own names and shapes of tensors. */
  Trial naming(Function<Tensor, Map<String, List<Long>>> names) {
    return new Trial(layer, inputs, batch, layout, names, counted);
  }

  /** Returns this with the framework's own layout of outputs. */
  Trial layout(Layout newLayout) {
    return new Trial(layer, inputs, batch, newLayout, naming, counted);
  }

  /** Returns this of a layer that PyTorch's counter does not see. */
  Trial uncounted() {
    return new Trial(layer, inputs, batch, layout, naming, false);
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
