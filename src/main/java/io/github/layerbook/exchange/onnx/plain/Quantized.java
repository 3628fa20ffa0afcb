package io.github.layerbook.exchange.onnx.plain;

import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.plain.PlainGraph.Rewriting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Operators on quantised values, ONNX's and ONNX Runtime's.
 *
 * <p>See <a href="https://onnx.ai/onnx/operators/">onnx.ai/onnx/operators</a> and
 * ContribOperators.md of ONNX Runtime for the order of their inputs.
 */
final class Quantized {
  private static final String MATMUL = "MatMul";

  private Quantized() {}

  /** Returns what stands for an operator; null for one of another kind. */
  static @Nullable Rewriting of(String operator) {
    return switch (operator) {
      case "QLinearConv" -> only("Conv", 0, 3, 8);
      case "ConvInteger" -> whole(only("Conv", 0, 1));
      case "MatMulInteger" -> whole(only(MATMUL, 0, 1));
      case "QLinearMatMul" -> only(MATMUL, 0, 3);
      case "QGemm" -> only("Gemm", 0, 3, 6);
      case "QLinearAdd" -> only("Add", 0, 3);
      case "QLinearMul" -> only("Mul", 0, 3);
      case "QLinearAveragePool",
          "QLinearGlobalAveragePool",
          "QLinearReduceMean",
          "QLinearLeakyRelu",
          "QLinearSigmoid",
          "QLinearSoftmax" ->
          only(operator.substring("QLinear".length()), 0);
      case "QLinearConcat" -> Quantized::concatenated;
      case "MatMulIntegerToFloat" -> product(6);
      case "DynamicQuantizeMatMul" -> product(4);
      case "MatMulNBits", "MatMulBnb4" -> Quantized::packed;
      case "GatherBlockQuantized" -> Quantized::table;
      case "QuantizeLinear", "DequantizeLinear" -> Quantized::itself;
      case "DynamicQuantizeLinear" -> Quantized::dynamic;
      case "Cast" -> Quantized::cast;
      case "Mul" -> Quantized::scaled;
      default -> null;
    };
  }

  /** An operator on some of the inputs; all others are scales and zero points. */
  private static Rewriting only(String operator, int... kept) {
    return (operation, graph) -> {
      if (operation.number("channels_last", 0) != 0) {
        return false;
      }
      List<String> inputs = new ArrayList<>();
      for (int input : kept) {
        String name = operation.input(input).orElse("");
        graph.trained(name);
        inputs.add(name);
      }
      while (inputs.get(inputs.size() - 1).isEmpty()) {
        inputs.remove(inputs.size() - 1);
      }
      graph.scale(
          IntStream.range(0, operation.inputs().size())
              .filter(each -> IntStream.of(kept).noneMatch(input -> input == each))
              .mapToObj(operation.inputs()::get)
              .toList());
      Map<String, Object> attributes = new LinkedHashMap<>(operation.attributes());
      attributes.remove("channels_last");
      graph.add(operation, operator, inputs, operation.output(), attributes);
      return true;
    };
  }

  /** What makes whole numbers, which are cast before they are scaled. */
  private static Rewriting whole(Rewriting rewriting) {
    return (operation, graph) -> {
      graph.whole(operation.output());
      return rewriting.apply(operation, graph);
    };
  }

  /** Two tensors' product, and maybe a bias. */
  private static Rewriting product(int bias) {
    return (operation, graph) -> {
      String result = operation.input(bias).isEmpty() ? operation.output() : graph.fresh("product");
      graph.trained(operation.inputs().get(1));
      graph.add(operation, MATMUL, operation.inputs().subList(0, 2), result, Map.of());
      operation
          .input(bias)
          .ifPresent(name -> graph.add("Add", List.of(result, name), operation.output(), Map.of()));
      scale(graph, operation, bias);
      return true;
    };
  }

  private static void scale(PlainGraph graph, Operation operation, int bias) {
    graph.scale(
        IntStream.range(2, operation.inputs().size())
            .filter(each -> each != bias)
            .mapToObj(operation.inputs()::get)
            .toList());
  }

  /** {@code QLinearConcat(scale, zero, x₁, scale₁, zero₁, …)}. */
  private static boolean concatenated(Operation operation, PlainGraph graph) {
    List<String> inputs = new ArrayList<>();
    for (int i = 2; i < operation.inputs().size(); i += 3) {
      inputs.add(operation.inputs().get(i));
    }
    graph.scale(operation.inputs().stream().filter(name -> !inputs.contains(name)).toList());
    graph.add(operation, "Concat", inputs, operation.output(), operation.attributes());
    return true;
  }

  /** Several weights in a byte: {@code K} inputs and {@code N} outputs say how many there are. */
  private static boolean packed(Operation operation, PlainGraph graph) {
    long in = operation.number("K", 0);
    long out = operation.number("N", 0);
    String weights = operation.inputs().get(1);
    if (in <= 0 || out <= 0 || graph.weight(weights).isEmpty()) {
      return false;
    }
    graph.trained(weights, List.of(in, out));
    return product(5).apply(operation, graph);
  }

  /** An embedding's table, whose rows are packed if they are bytes. */
  private static boolean table(Operation operation, PlainGraph graph) {
    String data = operation.inputs().get(0);
    List<Long> extents = new ArrayList<>(graph.weight(data).orElse(List.of()));
    if (extents.isEmpty()) {
      return false;
    }
    if (graph.type(data).equals("UINT8")) {
      long each = 8 / Math.max(1, operation.number("bits", 4));
      extents.set(extents.size() - 1, Math.multiplyExact(extents.get(extents.size() - 1), each));
    }
    graph.trained(data, extents);
    graph.scale(operation.inputs().subList(2, operation.inputs().size()));
    graph.add(
        operation,
        "Gather",
        operation.inputs().subList(0, 2),
        operation.output(),
        Map.of("axis", operation.number("gather_axis", 0)));
    return true;
  }

  private static boolean itself(Operation operation, PlainGraph graph) {
    graph.scale(operation.inputs().subList(1, operation.inputs().size()));
    graph.trained(operation.inputs().get(0));
    graph.same(operation.output(), operation.inputs().get(0));
    return true;
  }

  private static boolean dynamic(Operation operation, PlainGraph graph) {
    graph.same(operation.output(), operation.inputs().get(0));
    graph.scale(operation.outputs().subList(1, operation.outputs().size()));
    return true;
  }

  private static boolean cast(Operation operation, PlainGraph graph) {
    String input = operation.inputs().get(0);
    if (graph.isScale(input)) {
      graph.scale(operation.outputs());
    } else if (graph.isWhole(input)) {
      graph.same(operation.output(), input);
    } else {
      return false;
    }
    return true;
  }

  /** Scales times scales are scales; what is multiplied by a computed one is what it was before. */
  private static boolean scaled(Operation operation, PlainGraph graph) {
    String first = operation.inputs().get(0);
    String second = operation.inputs().get(1);
    List<String> scales = Stream.of(first, second).filter(graph::isScale).toList();
    if (scales.isEmpty()) {
      return false;
    }
    String other = scales.contains(first) ? second : first;
    if (scales.size() == 2 || graph.weight(other).isPresent()) {
      graph.scale(List.of(other, operation.output()));
    } else {
      graph.same(operation.output(), other);
    }
    return true;
  }
}
