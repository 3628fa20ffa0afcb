package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators of classical learning: a label for each example, and a score for each class. */
final class Classes {
  private Classes() {}

  /** Returns how an operator's outputs follow; null for one of another kind. */
  static @Nullable Rule of(String operator) {
    return switch (operator) {
      case "TreeEnsembleClassifier", "SVMClassifier", "LinearClassifier" -> Classes::classified;
      case "TreeEnsembleRegressor" ->
          (operation, in) -> scores(operation.number("n_targets", 1), in);
      case "SVMRegressor" -> (operation, in) -> scores(1, in);
      case "ArrayFeatureExtractor" -> Classes::features;
      case "OneHotEncoder" -> Classes::oneHot;
      default -> null;
    };
  }

  private static List<Known> scores(long count, Rule.Inputs in) {
    return List.of(in.of(List.of(in.get(0).extents().get(0), count)));
  }

  private static long either(Operation operation, String one, String other) {
    return Math.max(operation.values(one), operation.values(other));
  }

  private static List<Known> classified(Operation operation, Rule.Inputs in) {
    long examples = in.get(0).extents().get(0);
    long classes =
        Math.max(
            either(operation, "classlabels_int64s", "classlabels_strings"),
            operation.values("classlabels_ints"));
    return List.of(in.of(List.of(examples)), in.of(List.of(examples, classes)));
  }

  private static List<Known> features(Operation operation, Rule.Inputs in) {
    List<Long> extents = new ArrayList<>(in.get(0).extents());
    long count = in.get(1).size();
    if (extents.size() < 2) {
      return List.of(in.of(List.of(1L, count)));
    }
    extents.set(extents.size() - 1, count);
    return List.of(in.of(extents));
  }

  private static List<Known> oneHot(Operation operation, Rule.Inputs in) {
    List<Long> extents = new ArrayList<>(in.get(0).extents());
    extents.add(either(operation, "cats_int64s", "cats_strings"));
    return List.of(in.of(extents));
  }
}
