package io.github.layerbook.exchange.onnx.plain;

import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.plain.PlainGraph.Rewriting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators of classical learning ({@code ai.onnx.ml}), which have their weights as attributes. */
final class Estimators {
  static final String DOMAIN = "ai.onnx.ml";

  private Estimators() {}

  /** Returns what stands for an operator; null for one of another kind. */
  static @Nullable Rewriting of(String operator) {
    return switch (operator) {
      case DOMAIN + ".LinearClassifier" -> Estimators::classifier;
      case DOMAIN + ".LinearRegressor" ->
          (operation, graph) ->
              linear(operation, graph, operation.output(), operation.number("targets", 1));
      case DOMAIN + ".ZipMap" -> Estimators::same;
      case DOMAIN + ".ArrayFeatureExtractor" -> Estimators::features;
      case DOMAIN + ".Scaler",
          DOMAIN + ".Normalizer",
          DOMAIN + ".Imputer",
          DOMAIN + ".Binarizer",
          DOMAIN + ".LabelEncoder" ->
          (operation, graph) -> {
            String name = operation.operator();
            graph.add(operation, name, operation.inputs(), operation.output(), Map.of());
            return true;
          };
      default -> null;
    };
  }

  private static boolean same(Operation operation, PlainGraph graph) {
    graph.same(operation.output(), operation.inputs().get(0));
    return true;
  }

  /** A matrix whose rows are classes or targets, and a number for each. */
  private static boolean linear(Operation operation, PlainGraph graph, String output, long rows) {
    long values = operation.values("coefficients");
    if (rows < 1 || values < 1 || values % rows != 0) {
      return false;
    }
    String owner = operation.name().isEmpty() ? output : operation.name();
    List<String> inputs =
        operation.values("intercepts") == rows
            ? List.of(
                operation.inputs().get(0),
                graph.part(owner, "coefficients", List.of(rows, values / rows)),
                graph.part(owner, "intercepts", List.of(rows)))
            : List.of(
                operation.inputs().get(0),
                graph.part(owner, "coefficients", List.of(rows, values / rows)));
    graph.add(operation, "Gemm", inputs, output, Map.of("transB", 1L));
    return true;
  }

  /** The label of the highest score, and the scores. */
  private static boolean classifier(Operation operation, PlainGraph graph) {
    long labels =
        Math.max(operation.values("classlabels_ints"), operation.values("classlabels_strings"));
    long rows =
        Math.max(operation.values("intercepts"), operation.values("intercepts") == 0 ? labels : 0);
    String curve =
        switch (operation.text("post_transform", "NONE")) {
          case "SOFTMAX", "SOFTMAX_ZERO" -> "Softmax";
          case "LOGISTIC" -> "Sigmoid";
          default -> "";
        };
    String scores = operation.outputs().get(1);
    String raw = curve.isEmpty() ? scores : graph.fresh("scores");
    if (!linear(operation, graph, raw, rows)) {
      return false;
    }
    if (!curve.isEmpty()) {
      Map<String, Object> along = curve.equals("Softmax") ? Map.of("axis", -1L) : Map.of();
      graph.add(curve, List.of(raw), scores, along);
    }
    Map<String, Object> last = Map.of("axis", 1L, "keepdims", 0L);
    graph.add("ArgMax", List.of(scores), operation.output(), last);
    return true;
  }

  /** Columns of what varies; labels that are looked up stay as they are. */
  private static boolean features(Operation operation, PlainGraph graph) {
    boolean columns = graph.weight(operation.inputs().get(0)).isEmpty();
    if (columns) {
      graph.add(operation, "Gather", operation.inputs(), operation.output(), Map.of("axis", -1L));
    }
    return columns;
  }
}
