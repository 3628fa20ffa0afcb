package io.github.layerbook.exchange.onnx.plain;

import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.plain.PlainGraph.Rewriting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators that ONNX Runtime makes of several, as those. */
final class Fused {
  private static final String ADD = "Add";
  private static final String AXIS = "axis";

  /** What ONNX Runtime computes with blocks of channels. */
  private static final String BLOCKED = "com.microsoft.nchwc.";

  private Fused() {}

  /** Returns what stands for an operator; null for one of another kind. */
  static @Nullable Rewriting of(String operator) {
    return switch (operator) {
      case "FusedConv", BLOCKED + "Conv" -> activated("Conv", 3);
      case "FusedGemm" -> activated("Gemm", 3);
      case "BiasGelu", "FastGelu", "QuickGelu" -> Fused::gelu;
      case "SkipLayerNormalization" -> skip("LayerNormalization", 2, 4);
      case "SkipSimplifiedLayerNormalization" -> skip("SimplifiedLayerNormalization", 1, 3);
      case "EmbedLayerNormalization" -> Fused::embedded;
      case "FusedMatMul" -> Fused::product;
      case "CastLike" -> Fused::cast;
      case BLOCKED + "MaxPool",
          BLOCKED + "AveragePool",
          BLOCKED + "GlobalMaxPool",
          BLOCKED + "GlobalAveragePool" ->
          activated(operator.substring(BLOCKED.length()), 1);
      case BLOCKED + "ReorderInput" -> reordered(List.of(0L, 3L, 1L, 2L));
      case BLOCKED + "ReorderOutput" -> reordered(List.of(0L, 2L, 3L, 1L));
      default -> null;
    };
  }

  /** An operator, a sum with what it is given beside its weights, and an activation. */
  private static Rewriting activated(String operator, int weights) {
    return (operation, graph) -> {
      String activation = operation.text("activation", "");
      Map<String, Object> attributes = new LinkedHashMap<>(operation.attributes());
      attributes.keySet().removeIf(name -> name.startsWith("activation"));
      List<String> inputs =
          operation.inputs().subList(0, Math.min(weights, operation.inputs().size()));
      String sum = operation.input(weights).orElse("");
      String result = graph.fresh("fused");
      String last = activation.isEmpty() ? operation.output() : graph.fresh("fused");
      graph.add(operation, operator, inputs, sum.isEmpty() ? last : result, attributes);
      if (!sum.isEmpty()) {
        graph.add(ADD, List.of(result, sum), last, Map.of());
      }
      if (!activation.isEmpty()) {
        graph.add(activation, List.of(last), operation.output(), Map.of());
      }
      return true;
    };
  }

  /** Images of blocks are others with their channels first, or last. */
  private static Rewriting reordered(List<Long> last) {
    return (operation, graph) -> {
      if (operation.number("channels_last", 0) == 0) {
        graph.same(operation.output(), operation.inputs().get(0));
      } else {
        Map<String, Object> order = Map.of("perm", last);
        graph.add(operation, "Transpose", operation.inputs(), operation.output(), order);
      }
      return true;
    };
  }

  /** What a tensor is cast like is read only for its type. */
  private static boolean cast(Operation operation, PlainGraph graph) {
    graph.add(operation, "Cast", operation.inputs().subList(0, 1), operation.output(), Map.of());
    return true;
  }

  /** A product with weights has no scale that matters; others may be of turned matrices. */
  private static boolean product(Operation operation, PlainGraph graph) {
    boolean matrix =
        graph.weight(operation.inputs().get(1)).filter(all -> all.size() == 2).isPresent();
    boolean plain = matrix && operation.number("transA", 0) == 0;
    String operator = plain ? "Gemm" : operation.operator();
    graph.add(operation, operator, operation.inputs(), operation.output(), operation.attributes());
    return true;
  }

  private static boolean gelu(Operation operation, PlainGraph graph) {
    String value = operation.inputs().get(0);
    if (operation.input(1).isPresent()) {
      value = graph.add(ADD, operation.inputs().subList(0, 2), graph.fresh("sum"), Map.of());
    }
    graph.add(operation, "Gelu", List.of(value), operation.output(), Map.of());
    return true;
  }

  /**
   * A sum that is normalised.
   *
   * @param weights how many weights the normalisation has, from the third input on
   * @param bias which input is one of the sum
   */
  private static Rewriting skip(String operator, int weights, int bias) {
    return (operation, graph) -> {
      boolean kept = operation.outputs().size() > 3 && !operation.outputs().get(3).isEmpty();
      String sum = kept ? operation.outputs().get(3) : graph.fresh("sum");
      String first = operation.inputs().get(0);
      if (operation.input(bias).isPresent()) {
        List<String> biased = List.of(first, operation.inputs().get(bias));
        first = graph.add(ADD, biased, graph.fresh("sum"), Map.of());
      }
      graph.add(ADD, List.of(first, operation.inputs().get(1)), sum, Map.of());
      List<String> inputs = new ArrayList<>(List.of(sum));
      for (int i = 2; i < 2 + weights; i++) {
        operation.input(i).ifPresent(inputs::add);
      }
      graph.add(operation, operator, inputs, operation.output(), Map.of(AXIS, -1L));
      return true;
    };
  }

  /** Words, positions and segments, added and normalised. */
  private static boolean embedded(Operation operation, PlainGraph graph) {
    String ids = operation.inputs().get(0);
    String sum =
        graph.add(
            "Gather", List.of(operation.inputs().get(2), ids), graph.fresh("words"), Map.of());
    String length = graph.add("Shape", List.of(ids), graph.fresh("shape"), Map.of());
    String end =
        graph.add(
            "Gather", List.of(length, graph.numbers(1L)), graph.fresh("length"), Map.of(AXIS, 0L));
    String positions =
        graph.add(
            "Slice",
            List.of(operation.inputs().get(3), graph.numbers(0L), end, graph.numbers(0L)),
            graph.fresh("positions"),
            Map.of());
    sum = graph.add(ADD, List.of(sum, positions), graph.fresh("sum"), Map.of());
    if (operation.input(1).isPresent() && operation.input(4).isPresent()) {
      String segments =
          graph.add(
              "Gather",
              List.of(operation.inputs().get(4), operation.inputs().get(1)),
              graph.fresh("segments"),
              Map.of());
      sum = graph.add(ADD, List.of(sum, segments), graph.fresh("sum"), Map.of());
    }
    List<String> inputs = new ArrayList<>(List.of(sum));
    operation.input(5).ifPresent(inputs::add);
    operation.input(6).ifPresent(inputs::add);
    graph.add(operation, "LayerNormalization", inputs, operation.output(), Map.of(AXIS, -1L));
    return true;
  }
}
