package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Reductions;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Operators that are no one layer of the dialect, and what becomes of each. */
final class Handlers {
  static final Map<String, Tracer.Handler> ALL = all();

  private Handlers() {}

  private static Map<String, Tracer.Handler> all() {
    Map<String, Tracer.Handler> all = new HashMap<>();
    for (String name : List.of("Reshape", "Flatten")) {
      all.put(name, Arranging::reshape);
    }
    all.put("Transpose", Arranging::transpose);
    all.put("Squeeze", Arranging::squeeze);
    all.put("Unsqueeze", Arranging::unsqueeze);
    all.put("Slice", Arranging::slice);
    all.put("Split", Arranging::split);
    all.put("Gather", Arranging::gather);
    all.put("Concat", Combining::concat);
    for (String name : List.of("Expand", "Tile")) {
      all.put(name, Arranging::grown);
    }
    for (String name : List.of("Add", "Sum", "Sub", "Mul", "Div", "Mean", "Max", "Min")) {
      all.put(name, Combining::merge);
    }
    for (String name :
        Dialect.names(
            "Where And Or Xor Equal Greater GreaterOrEqual Less LessOrEqual BitwiseAnd BitwiseOr")) {
      all.put(name, Combining::chosen);
    }
    all.put("MatMul", Combining::product);
    all.put("FusedMatMul", Combining::product);
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
            "Sqrt Pow Neg Abs Reciprocal Log Erf Erfc Sin Cos Sign Floor Ceil Round Not CumSum Trilu"
                + " QuantizeLinear DequantizeLinear Hardmax IsNaN IsInf ReverseSequence"
                + " Scaler Normalizer Imputer Binarizer LabelEncoder")) {
      all.put(name, Handlers::alike);
    }
    return Map.copyOf(all);
  }

  static TracedTensor input(Tracer tracer, Operation operation) {
    return tracer.tensor(operation.inputs().get(0));
  }

  /** Whole numbers of an attribute, or of an input in newer versions. */
  static Optional<List<Long>> numbers(
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

  /** The axes that are stated, from either end; if none are, those that fulfil a condition. */
  static List<Integer> axes(
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

  /** The block that an operation's layers without names of their own stand in. */
  static String block(Tracer tracer, Operation operation) {
    String path = tracer.names().of(operation);
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
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
