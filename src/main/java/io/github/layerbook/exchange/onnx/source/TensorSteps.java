package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** Tensors that a network holds, and what takes any tensors. */
final class TensorSteps {
  /** Keeps a norm from zero. */
  private static final double SMALL = 1e-12;

  private TensorSteps() {}

  /** A tensor, the same for all examples: its batch is one. */
  static String held(StepWriter to, Said said, List<String> inputs) {
    String tensor = tensor(to, said.layer());
    return to.add("Unsqueeze", "", tensor, to.numbers("batch", 0L));
  }

  /** Adds a tensor alone and returns its name. */
  static String tensor(StepWriter to, Layer layer) {
    if (layer instanceof Buffer buffer) {
      return to.weights()
          .weight(to.owner(), buffer.name(), extents(buffer.shape()), isWhole(buffer));
    }
    Parameter parameter = (Parameter) layer;
    return to.weights().weight(to.owner(), parameter.name(), extents(parameter.shape()));
  }

  private static boolean isWhole(Buffer buffer) {
    return buffer.element() == Tensor.Element.INDEX;
  }

  private static List<Long> extents(List<Size> shape) {
    return shape.stream().map(Size::value).toList();
  }

  /** Channels last, as the layer says. */
  static String reshaped(StepWriter to, Said said, List<String> inputs) {
    List<Long> sizes = new ArrayList<>(List.of(0L));
    sizes.addAll(extents(said.outputs().get(0).sizes(AxisOrder.HWC)));
    return to.reshaped("", inputs.get(0), sizes.toArray(Long[]::new));
  }

  /** A sum over one dimension of each of two inputs. */
  static String dot(StepWriter to, Said said, List<String> inputs) {
    Dot layer = (Dot) said.layer();
    int first = said.inputs().get(0).index(layer.first()) + 1;
    int second = said.inputs().get(1).index(layer.second()) + 1;
    String one = letters('a', said.inputs().get(0));
    String other = letters((char) ('a' + one.length()), said.inputs().get(1));
    String same = String.valueOf(one.charAt(first - 1));
    String summed = other.replace(other.charAt(second - 1), one.charAt(first - 1));
    String rest = (one + summed).replace(same, "");
    List<String> vectors =
        layer.normalize()
            ? List.of(
                normalized(to, "first", inputs.get(0), first),
                normalized(to, "second", inputs.get(1), second))
            : inputs;
    String step = rest.isEmpty() ? "sum" : "";
    String sum =
        to.add(
            to.node("Einsum", step, vectors)
                .addAttribute(
                    Protos.attribute("equation", "z%s,z%s->z%s".formatted(one, summed, rest))));
    return rest.isEmpty() ? to.reshaped("", sum, 0L, 1L) : sum;
  }

  private static String letters(char from, Shape shape) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < shape.axes().size(); i++) {
      letters.append((char) (from + i));
    }
    return letters.toString();
  }

  private static String normalized(StepWriter to, String name, String vectors, long axis) {
    String squares = to.add("Mul", name + "_squares", vectors, vectors);
    String sum = to.add("ReduceSum", name + "_sum", squares, to.numbers(name + "_axis", axis));
    String least = to.add("Max", name + "_least", sum, to.decimal(name + "_small", SMALL));
    return to.add("Div", name + "_unit", vectors, to.add("Sqrt", name + "_length", least));
  }
}
