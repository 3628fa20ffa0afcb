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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that are no one layer of the dialect, and what becomes of each. */
final class Handlers {
  /** Operators that choose, compare or mask values. */
  private static final Set<String> CHOSEN =
      Set.copyOf(
          Dialect.names(
              "Where And Or Xor Equal Greater GreaterOrEqual Less LessOrEqual BitwiseAnd"
                  + " BitwiseOr"));

  /** Operators that change every value by itself. */
  private static final Set<String> ALIKE =
      Set.copyOf(
          Dialect.names(
              "Sqrt Pow Neg Abs Reciprocal Log Erf Erfc Sin Cos Sign Floor Ceil Round Not CumSum"
                  + " Trilu QuantizeLinear DequantizeLinear Hardmax IsNaN IsInf ReverseSequence"
                  + " Scaler Normalizer Imputer Binarizer LabelEncoder"));

  private Handlers() {}

  /** Returns what becomes of an operator's operations; null for one that the dialect has. */
  static Tracer.@Nullable Handler of(String operator) {
    return switch (operator) {
      case "Reshape", "Flatten" -> Arranging::reshape;
      case "Transpose" -> Arranging::transpose;
      case "Squeeze" -> Arranging::squeeze;
      case "Unsqueeze" -> Arranging::unsqueeze;
      case "Slice" -> Arranging::slice;
      case "Split" -> Arranging::split;
      case "Gather" -> Arranging::gather;
      case "Expand", "Tile" -> Arranging::grown;
      case "Concat" -> Combining::concat;
      case "Add", "Sum", "Sub", "Mul", "Div", "Mean", "Max", "Min" -> Combining::merge;
      case "MatMul", "FusedMatMul" -> Combining::product;
      case "Einsum" -> Contractions::follow;
      case "ReduceMean", "ReduceSum" ->
          (tracer, operation) -> reduce(tracer, operation, GlobalPool.Kind.AVERAGE);
      case "ReduceMax", "ReduceMin" ->
          (tracer, operation) -> reduce(tracer, operation, GlobalPool.Kind.MAX);
      case "LSTM", "GRU", "RNN" -> Handlers::recurrent;
      case "Identity", "Cast", "CastLike" ->
          (tracer, operation) -> List.of(input(tracer, operation));
      default ->
          CHOSEN.contains(operator)
              ? Combining::chosen
              : ALIKE.contains(operator) ? Handlers::alike : null;
    };
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
