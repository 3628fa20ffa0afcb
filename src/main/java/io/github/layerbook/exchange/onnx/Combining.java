package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.merge.Merge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that make one tensor of several: merges, concatenations, products of matrices. */
final class Combining {
  private Combining() {}

  static List<TracedTensor> concat(Tracer tracer, Operation operation) {
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

  static List<TracedTensor> merge(Tracer tracer, Operation operation) {
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
        tracer
            .graph()
            .enter(next.isTraced() && result.isTraced() ? Handlers.block(tracer, operation) : "");
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

  /**
   * What a condition chooses, where all else is numbers; what is compared or masked: the one value
   * of the operation's own extents that depends on the input, unchanged.
   */
  static List<TracedTensor> chosen(Tracer tracer, Operation operation) {
    List<Long> extents = tracer.known(operation.output()).extents();
    boolean where = operation.operator().equals("Where");
    List<String> data = operation.inputs().subList(where ? 1 : 0, operation.inputs().size());
    if (data.stream().noneMatch(name -> tracer.find(name).isPresent())) {
      data = operation.inputs().subList(0, 1);
    }
    Map<Made, TracedTensor> traced = new HashMap<>();
    for (String name : data) {
      tracer.find(name).ifPresent(tensor -> traced.put(tensor.made(), tensor));
    }
    boolean whole =
        data.stream()
            .filter(name -> tracer.find(name).isPresent())
            .allMatch(name -> tracer.known(name).extents().equals(extents));
    if (traced.size() != 1 || !whole) {
      throw new PythonException("there is no layer for it");
    }
    tracer.passed(operation);
    return List.copyOf(traced.values());
  }

  private static boolean isNumber(TracedTensor tensor) {
    return tensor.weight() == null && tensor.extents().stream().allMatch(extent -> extent == 1);
  }

  static List<TracedTensor> product(Tracer tracer, Operation operation) {
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
}
