package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.Range;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.Reductions;
import io.github.layerbook.exchange.tracing.Slices;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Operators that rearrange, combine or reduce tensors, which is no layer or several. */
final class Handlers {
  static final Map<String, Tracer.Handler> ALL = all();

  private Handlers() {}

  private static Map<String, Tracer.Handler> all() {
    Map<String, Tracer.Handler> all = new HashMap<>();
    for (String name : List.of("Reshape", "Flatten")) {
      all.put(name, Handlers::reshape);
    }
    all.put("Transpose", Handlers::transpose);
    all.put("Squeeze", Handlers::squeeze);
    all.put("Unsqueeze", Handlers::unsqueeze);
    all.put("Slice", Handlers::slice);
    all.put("Split", Handlers::split);
    all.put("Gather", Handlers::gather);
    all.put("Concat", Handlers::concat);
    for (String name : List.of("Expand", "Tile")) {
      all.put(name, Handlers::grown);
    }
    for (String name : List.of("Add", "Sum", "Sub", "Mul", "Div", "Mean", "Max", "Min")) {
      all.put(name, Handlers::merge);
    }
    all.put("MatMul", Handlers::product);
    all.put("FusedMatMul", Handlers::product);
    all.put("Einsum", Contractions::follow);
    all.put(
        "ReduceMean", (tracer, operation) -> reduce(tracer, operation, GlobalPool.Kind.AVERAGE));
    all.put("ReduceSum", (tracer, operation) -> reduce(tracer, operation, GlobalPool.Kind.AVERAGE));
    all.put("ReduceMax", (tracer, operation) -> reduce(tracer, operation, GlobalPool.Kind.MAX));
    all.put("ReduceMin", (tracer, operation) -> reduce(tracer, operation, GlobalPool.Kind.MAX));
    all.put("LSTM", Handlers::recurrent);
    all.put("GRU", Handlers::recurrent);
    all.put("RNN", Handlers::recurrent);
    for (String name : List.of("Identity", "Cast", "CastLike")) {
      all.put(name, (tracer, operation) -> List.of(tracer.tensor(operation.inputs().get(0))));
    }
    for (String name :
        Dialect.names(
            "Sqrt Pow Neg Abs Reciprocal Log Erf Sin Cos Sign Floor Ceil Round Not CumSum Trilu"
                + " QuantizeLinear DequantizeLinear Hardmax IsNaN IsInf"
                + " Scaler Normalizer Imputer Binarizer LabelEncoder")) {
      all.put(name, Handlers::alike);
    }
    return Map.copyOf(all);
  }

  private static TracedTensor input(Tracer tracer, Operation operation) {
    return tracer.tensor(operation.inputs().get(0));
  }

  private static List<TracedTensor> reshape(Tracer tracer, Operation operation) {
    return List.of(
        tracer.views().reshaped(input(tracer, operation), tracer.known(operation.output())));
  }

  private static List<TracedTensor> transpose(Tracer tracer, Operation operation) {
    TracedTensor tensor = input(tracer, operation);
    List<Integer> order = new ArrayList<>();
    List<Long> stated = operation.numbers("perm").orElse(List.of());
    for (int i = 0; i < tensor.rank(); i++) {
      order.add(stated.isEmpty() ? tensor.rank() - 1 - i : tensor.axis(stated.get(i)));
    }
    return List.of(Layouts.permuted(tensor, order));
  }

  /** Whole numbers of an attribute, or of an input in newer versions. */
  private static Optional<List<Long>> numbers(
      Tracer tracer, Operation operation, String attribute, int input) {
    return operation
        .numbers(attribute)
        .or(
            () ->
                operation
                    .input(input)
                    .map(
                        name ->
                            tracer
                                .known(name)
                                .integers()
                                .orElseThrow(
                                    () ->
                                        new PythonException(
                                            attribute + " is computed while the network runs"))));
  }

  private static List<TracedTensor> squeeze(Tracer tracer, Operation operation) {
    TracedTensor tensor = input(tracer, operation);
    Optional<List<Long>> stated = numbers(tracer, operation, "axes", 1);
    List<Integer> axes = axes(tensor, stated, axis -> tensor.extents().get(axis) == 1);
    return List.of(tracer.views().squeezed(tensor, axes));
  }

  /** The axes that are stated, from either end; if none are, those that fulfil a condition. */
  private static List<Integer> axes(
      TracedTensor tensor, Optional<List<Long>> stated, IntPredicate otherwise) {
    return IntStream.range(0, tensor.rank())
        .filter(
            axis ->
                stated
                    .map(
                        all ->
                            all.contains((long) axis) || all.contains((long) axis - tensor.rank()))
                    .orElseGet(() -> otherwise.test(axis)))
        .boxed()
        .toList();
  }

  private static List<TracedTensor> unsqueeze(Tracer tracer, Operation operation) {
    TracedTensor tensor = input(tracer, operation);
    List<Long> axes = numbers(tracer, operation, "axes", 1).orElse(List.of());
    int rank = tensor.rank() + axes.size();
    for (long axis : axes.stream().map(axis -> axis < 0 ? axis + rank : axis).sorted().toList()) {
      tensor = Layouts.unsqueezed(tensor, axis);
    }
    return List.of(tensor);
  }

  private static List<TracedTensor> slice(Tracer tracer, Operation operation) {
    TracedTensor tensor = input(tracer, operation);
    List<Long> starts = numbers(tracer, operation, "starts", 1).orElse(List.of());
    List<Long> ends = numbers(tracer, operation, "ends", 2).orElse(List.of());
    List<Long> axes = numbers(tracer, operation, "axes", 3).orElse(List.of());
    List<Long> steps = numbers(tracer, operation, "steps", 4).orElse(List.of());
    for (int i = 0; i < starts.size(); i++) {
      int axis = tensor.axis(axes.isEmpty() ? (long) i : axes.get(i));
      Range range =
          Range.of(
              tensor.extents().get(axis),
              starts.get(i),
              ends.get(i),
              steps.isEmpty() ? 1 : steps.get(i));
      tensor =
          Slices.part(
              tensor,
              axis,
              range.step() > 0 ? range.first() : range.first() + (range.count() - 1) * range.step(),
              range.count(),
              Math.abs(range.step()));
    }
    return List.of(tensor);
  }

  private static List<TracedTensor> split(Tracer tracer, Operation operation) {
    TracedTensor tensor = input(tracer, operation);
    int axis = tensor.axis(operation.number("axis", 0));
    List<TracedTensor> parts = new ArrayList<>();
    long first = 0;
    for (String output : operation.outputs()) {
      long size = tracer.known(output).extents().get(axis);
      parts.add(Slices.part(tensor, axis, first, size, 1));
      first += size;
    }
    return parts;
  }

  /** Rows of a learned table are an embedding; what is taken at fixed places is a slice. */
  private static List<TracedTensor> gather(Tracer tracer, Operation operation) {
    String data = operation.inputs().get(0);
    if (tracer.find(data).isEmpty()) {
      Entry entry = OnnxOperators.dialect().require("Gather");
      return tracer.applied(entry, operation);
    }
    TracedTensor tensor = tracer.tensor(data);
    int axis = tensor.axis(operation.number("axis", 0));
    Known indices = tracer.known(operation.inputs().get(1));
    Known result = tracer.known(operation.output());
    if (!indices.varies() && indices.numbers().isEmpty() && isReordered(tracer, data, result)) {
      return List.of(tracer.views().reshaped(tensor, result));
    }
    List<Long> places =
        indices
            .integers()
            .orElseThrow(() -> new PythonException("places are computed while the network runs"));
    if (indices.rank() == 0) {
      boolean batch = axis == tensor.batchAxis() && tracer.views().batch() == 1;
      return List.of(
          batch
              ? tracer.views().squeezed(tensor, List.of(axis))
              : Slices.picked(tensor, axis, places.get(0)));
    }
    long step = places.size() > 1 ? Math.abs(places.get(1) - places.get(0)) : 1;
    long least = places.stream().mapToLong(place -> place).min().orElse(0);
    long extent = tensor.extents().get(axis);
    long first = least < 0 ? least + extent : least;
    boolean even = step > 0 && first + (places.size() - 1) * step < extent;
    TracedTensor part =
        places.size() == extent
            ? tensor
            : Slices.part(tensor, axis, even ? first : 0, places.size(), even ? step : 1);
    return List.of(
        indices.rank() == 1
            ? part
            : tracer.views().reshaped(part, tracer.known(operation.output())));
  }

  /** Whether values that are taken at many places may all be there, in another order. */
  private static boolean isReordered(Tracer tracer, String data, Known result) {
    return tracer.known(data).size() == result.size();
  }

  private static List<TracedTensor> concat(Tracer tracer, Operation operation) {
    List<TracedTensor> tensors = new ArrayList<>();
    operation.inputs().forEach(name -> tensors.add(tracer.operand(name, operation)));
    TracedTensor model =
        tensors.stream()
            .filter(TracedTensor::isTraced)
            .findFirst()
            .orElseThrow(() -> new PythonException("none of its inputs is followed"));
    tensors.replaceAll(tensor -> tensor.isTraced() ? tensor : oneExample(tracer, tensor, model));
    return List.of(Merges.concatenated(tensors, operation.number("axis", 1)));
  }

  private static TracedTensor withSource(
      Tracer tracer,
      Merge.Kind kind,
      TracedTensor traced,
      TracedTensor constant,
      LearnedConstants.Source source) {
    if (Batches.isTaken(traced)) {
      return Batches.together(withSource(tracer, kind, Batches.apart(traced), constant, source));
    }
    return Merges.withSource(kind, traced, oneExample(tracer, constant, traced), source);
  }

  /** What does not depend on the input, for one example. */
  private static TracedTensor oneExample(Tracer tracer, TracedTensor tensor, TracedTensor model) {
    int axis = model.batchAxis() - model.rank() + tensor.rank();
    if (model.batchAxis() < 0 || axis < 0) {
      return tensor;
    }
    long extent = tensor.extents().get(axis);
    if (extent != tracer.views().batch()) {
      return tensor;
    }
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.set(axis, 1L);
    return tensor.viewed(extents, tensor.placement());
  }

  private static List<TracedTensor> grown(Tracer tracer, Operation operation) {
    TracedTensor tensor = input(tracer, operation);
    Known before = tracer.known(operation.inputs().get(0));
    Known after = tracer.known(operation.output());
    if (before.size() != after.size()) {
      throw new PythonException("values are repeated");
    }
    return List.of(
        before.extents().equals(after.extents()) ? tensor : tracer.views().reshaped(tensor, after));
  }

  private static List<TracedTensor> merge(Tracer tracer, Operation operation) {
    Entry entry = OnnxOperators.dialect().require(operation.operator());
    Merge layer = (Merge) entry.layer(Arguments.NONE);
    String first = operation.inputs().get(0);
    TracedTensor result = tracer.operand(first, operation);
    for (String name : operation.inputs().subList(1, operation.inputs().size())) {
      TracedTensor next = tracer.operand(name, operation);
      Optional<LearnedConstants.Source> source =
          result.isTraced() == next.isTraced()
              ? Optional.empty()
              : tracer.learned().source(result.isTraced() ? name : first, operation.operator());
      if (source.isPresent()) {
        TracedTensor constant = result.isTraced() ? next : result;
        result =
            withSource(
                tracer, layer.kind(), result.isTraced() ? result : next, constant, source.get());
        continue;
      }
      if (!next.isTraced() && result.isTraced()) {
        next = oneExample(tracer, next, result);
      } else if (!result.isTraced() && next.isTraced()) {
        result = oneExample(tracer, result, next);
      }
      boolean numbers =
          (!next.isTraced() && isNumber(next)) || (!result.isTraced() && isNumber(result));
      if (numbers) {
        tracer.passed(operation);
        result = result.isTraced() ? result : next;
      } else {
        tracer.graph().enter(next.isTraced() && result.isTraced() ? block(tracer, operation) : "");
        result = merged(layer.kind(), result, next);
        tracer.graph().enter("");
      }
    }
    return List.of(result);
  }

  private static TracedTensor merged(Merge.Kind kind, TracedTensor one, TracedTensor other) {
    boolean taken =
        (!one.isTraced() || Batches.isTaken(one)) && (!other.isTraced() || Batches.isTaken(other));
    if (taken && (one.isTraced() || other.isTraced())) {
      return Batches.together(
          merged(
              kind,
              one.isTraced() ? Batches.apart(one) : one,
              other.isTraced() ? Batches.apart(other) : other));
    }
    return Merges.merged(kind, one, other, false);
  }

  private static boolean isNumber(TracedTensor tensor) {
    return tensor.weight() == null && tensor.extents().stream().allMatch(extent -> extent == 1);
  }

  /** The block that an operation's layers without names of their own stand in. */
  static String block(Tracer tracer, Operation operation) {
    String path = tracer.names().of(operation);
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
  }

  private static List<TracedTensor> product(Tracer tracer, Operation operation) {
    TracedTensor first = turned(tracer, operation, 0, "transA");
    TracedTensor second = turned(tracer, operation, 1, "transB");
    if (first.isTraced() && !second.isTraced() && second.rank() == 2) {
      return tracer.applied(OnnxOperators.dialect().require("MatMul"), operation);
    }
    if (Batches.isTaken(first) && Batches.isTaken(second)) {
      return List.of(Batches.together(Merges.product(Batches.apart(first), Batches.apart(second))));
    }
    return List.of(Merges.product(first, second));
  }

  /** A matrix, whose rows are columns if an attribute says so. */
  private static TracedTensor turned(
      Tracer tracer, Operation operation, int input, String attribute) {
    TracedTensor tensor = tracer.tensor(operation.inputs().get(input));
    if (operation.number(attribute, 0) == 0 || tensor.rank() < 2) {
      return tensor;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, tensor.rank()).boxed().toList());
    Collections.swap(order, tensor.rank() - 1, tensor.rank() - 2);
    return Layouts.permuted(tensor, order);
  }

  private static List<TracedTensor> reduce(
      Tracer tracer, Operation operation, GlobalPool.Kind kind) {
    TracedTensor tensor = input(tracer, operation);
    Optional<List<Long>> stated =
        numbers(tracer, operation, "axes", 1).filter(all -> !all.isEmpty());
    if (stated.isEmpty() && operation.number("noop_with_empty_axes", 0) != 0) {
      return List.of(tensor);
    }
    List<Integer> axes = axes(tensor, stated, axis -> true);
    boolean keep = operation.number("keepdims", 1) != 0;
    tracer.graph().enter(block(tracer, operation));
    TracedTensor result = Reductions.pooled(tensor, kind, axes, keep);
    tracer.graph().enter("");
    return List.of(result);
  }

  /** A layer's outputs, with the axis of directions that ONNX's have. */
  private static List<TracedTensor> recurrent(Tracer tracer, Operation operation) {
    List<TracedTensor> outputs =
        new ArrayList<>(
            tracer.applied(OnnxOperators.dialect().require(operation.operator()), operation));
    TracedTensor sequence = outputs.get(0);
    Known wanted =
        tracer.known(operation.output().isEmpty() ? operation.inputs().get(0) : operation.output());
    boolean first = operation.number("layout", 0) != 0;
    if (operation.output().isEmpty()) {
      return outputs;
    }
    long directions = wanted.extents().get(first ? 2 : 1);
    if (directions == 1) {
      outputs.set(0, Layouts.unsqueezed(sequence, first ? 2 : 1));
    } else {
      List<Long> extents = new ArrayList<>(sequence.extents());
      long features = extents.remove(2);
      extents.addAll(List.of(directions, features / directions));
      TracedTensor apart = Layouts.reshaped(sequence, extents);
      outputs.set(0, first ? apart : Layouts.permuted(apart, List.of(0, 2, 1, 3)));
    }
    return outputs;
  }

  /** What changes every value by itself, for which there is no layer. */
  private static List<TracedTensor> alike(Tracer tracer, Operation operation) {
    TracedTensor tensor = input(tracer, operation);
    if (!tensor.isTraced()) {
      throw new PythonException("its first input does not depend on the network's");
    }
    tracer.passed(operation);
    return List.of(tensor);
  }
}
