package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operators that work along one axis whatever the others are, applied to tensors whose batch is not
 * the first axis: sequences of {@code [steps, batch, features]}.
 */
final class Batches {
  private static final Set<String> ANY_PLACE =
      Set.of(
          "MatMul",
          "Gemm",
          "Softmax",
          "LogSoftmax",
          "LayerNormalization",
          "RMSNormalization",
          "LpNormalization");

  private Batches() {}

  /** Applies an operator; the batch stands first meanwhile. */
  static List<TracedTensor> apply(
      Entry entry,
      Arguments arguments,
      List<TracedTensor> tensors,
      String path,
      @Nullable Object weightsOf) {
    TracedTensor first = tensors.get(0);
    int batch = first.batchAxis();
    if (isLonger(entry, first, tensors.size())) {
      return longer(entry, arguments, first, path, weightsOf);
    } else if (!ANY_PLACE.contains(entry.name()) || tensors.size() > 1 || batch <= 0) {
      return Applications.apply(entry, arguments, Arguments.NONE, tensors, path, weightsOf);
    }
    List<Integer> order = new ArrayList<>(List.of(batch));
    List<Integer> back = new ArrayList<>();
    for (int axis = 0; axis < first.rank(); axis++) {
      if (axis != batch) {
        order.add(axis);
      }
    }
    for (int axis = 0; axis < first.rank(); axis++) {
      back.add(order.indexOf(axis));
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.named());
    if (named.get("axis") instanceof Long axis) {
      named.put("axis", (long) order.indexOf(first.axis(axis)));
    }
    return Applications.apply(
            entry,
            Arguments.named(named),
            Arguments.NONE,
            List.of(Layouts.permuted(first, order)),
            path,
            weightsOf)
        .stream()
        .map(tensor -> Layouts.permuted(tensor, back))
        .toList();
  }

  /** Whether a product meets a batch that has taken steps in, which are then as an axis apart. */
  private static boolean isLonger(Entry entry, TracedTensor tensor, int tensors) {
    return tensors == 1
        && (entry.name().equals("Gemm") || entry.name().equals("MatMul"))
        && tensor.rank() == 2
        && tensor.batchAxis() == 0
        && tensor.extents().get(0) != TracedTensor.BATCH;
  }

  private static List<TracedTensor> longer(
      Entry entry,
      Arguments arguments,
      TracedTensor tensor,
      String path,
      @Nullable Object weightsOf) {
    long steps = tensor.extents().get(0) / TracedTensor.BATCH;
    TracedTensor apart =
        Layouts.reshaped(tensor, List.of(TracedTensor.BATCH, steps, tensor.extents().get(1)));
    TracedTensor result =
        Applications.apply(entry, arguments, Arguments.NONE, List.of(apart), path, weightsOf)
            .get(0);
    return List.of(
        Layouts.reshaped(result, List.of(tensor.extents().get(0), result.extents().get(2))));
  }
}
