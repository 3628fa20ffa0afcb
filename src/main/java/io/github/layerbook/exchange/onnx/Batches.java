package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operators that work along one axis whatever the others are, applied to tensors whose batch is not
 * the first axis: sequences of {@code [steps, batch, features]}; and operators of a single example,
 * which has no batch until a layer reads one.
 */
final class Batches {
  private static final List<String> ANY_PLACE =
      Dialect.names(
          "MatMul Gemm Softmax LogSoftmax LayerNormalization RMSNormalization LpNormalization"
              + " MultiHeadAttention GroupQueryAttention");

  private Batches() {}

  /** Applies an operator; the batch stands first meanwhile, and alone. */
  static List<TracedTensor> apply(
      Entry entry,
      Arguments arguments,
      List<TracedTensor> tensors,
      String path,
      @Nullable Object weightsOf) {
    TracedTensor first = tensors.get(0);
    int batch = first.batchAxis();
    if (batch < 0 && first.isTraced() && tensors.size() == 1) {
      return ofExample(entry, arguments, first, path, weightsOf);
    } else if (!ANY_PLACE.contains(entry.name()) || tensors.size() > 1 || batch < 0) {
      return Applications.apply(entry, arguments, Arguments.NONE, tensors, path, weightsOf);
    } else if (isTaken(first)) {
      return apply(entry, apart(arguments, first), List.of(apart(first)), path, weightsOf).stream()
          .map(Batches::together)
          .toList();
    } else if (batch == 0 || entry.name().endsWith("Attention")) {
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

  /**
   * Applies an operator to one example. Its batch is the axis of extent 1 where the operator has
   * one; what works along any axis has one before all others meanwhile.
   */
  private static List<TracedTensor> ofExample(
      Entry entry,
      Arguments arguments,
      TracedTensor example,
      String path,
      @Nullable Object weightsOf) {
    if (ANY_PLACE.contains(entry.name())) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.named());
      if (named.get("axis") instanceof Long axis) {
        named.put("axis", example.axis(axis) + 1L);
      }
      return apply(entry, Arguments.named(named), List.of(within(example, 0)), path, weightsOf)
          .stream()
          .map(tensor -> example(tensor, 0))
          .toList();
    }
    int axis = arguments.named().get("batch_axis") instanceof Long place ? place.intValue() : 0;
    TracedTensor begun =
        axis < example.rank() && example.extents().get(axis) == 1
            ? within(Layouts.squeezed(example, axis), axis)
            : example;
    return Applications.apply(entry, arguments, Arguments.NONE, List.of(begun), path, weightsOf);
  }

  /** Returns an example as one of a batch, whose axis stands at a given place. */
  static TracedTensor within(TracedTensor example, int axis) {
    List<Long> extents = new ArrayList<>(example.extents());
    extents.add(axis, TracedTensor.BATCH);
    return example.viewed(extents, moved(example.placement(), axis, 1));
  }

  /**
   * Returns one example of a batch, without the batch's axis.
   *
   * @throws PythonException if that is not the batch alone
   */
  static TracedTensor example(TracedTensor tensor, int axis) {
    if (tensor.extents().get(axis) != TracedTensor.BATCH) {
      throw new PythonException("axis %d of %s goes", axis, TracedTensor.text(tensor.extents()));
    }
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.remove(axis);
    return tensor.viewed(extents, moved(tensor.placement(), axis + 1, -1));
  }

  /** Whether the batch's axis has taken others in: {@code [windows of all examples, …]}. */
  static boolean isTaken(TracedTensor tensor) {
    int batch = tensor.batchAxis();
    return batch >= 0 && tensor.extents().get(batch) > TracedTensor.BATCH;
  }

  /** Returns a tensor whose batch is an axis of its own, what it had taken in the next one. */
  static TracedTensor apart(TracedTensor tensor) {
    int batch = tensor.batchAxis();
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.set(batch, TracedTensor.BATCH);
    extents.add(batch + 1, tensor.extents().get(batch) / TracedTensor.BATCH);
    return tensor.viewed(extents, moved(tensor.placement(), batch, 1));
  }

  /** Returns a tensor whose batch has taken the next axis in. */
  static TracedTensor together(TracedTensor tensor) {
    int batch = tensor.batchAxis();
    List<Long> extents = new ArrayList<>(tensor.extents());
    long taken = extents.remove(batch + 1);
    extents.set(batch, Math.multiplyExact(TracedTensor.BATCH, taken));
    return tensor.viewed(extents, moved(tensor.placement(), batch + 1, -1));
  }

  private static Placement moved(Placement placement, int from, int by) {
    return new Placement(
        placement.axes().stream()
            .map(axis -> axis == Placement.NONE || axis < from ? axis : Integer.valueOf(axis + by))
            .toList());
  }

  private static Arguments apart(Arguments arguments, TracedTensor tensor) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.named());
    if (named.get("axis") instanceof Long axis) {
      int own = tensor.axis(axis);
      named.put("axis", own > tensor.batchAxis() ? own + 1L : own);
    }
    if (named.get("batch_axis") instanceof Long) {
      named.put("batch_axis", (long) tensor.batchAxis());
    }
    return Arguments.named(named);
  }
}
