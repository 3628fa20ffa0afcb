package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.Range;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.Slices;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Operators that give a tensor other axes, or take part of it. */
final class Arranging {
  private static final int MOST_REPEATED = 16;

  private Arranging() {}

  static List<TracedTensor> reshape(Tracer tracer, Operation operation) {
    return List.of(
        tracer
            .views()
            .reshaped(Handlers.input(tracer, operation), tracer.known(operation.output())));
  }

  static List<TracedTensor> transpose(Tracer tracer, Operation operation) {
    TracedTensor tensor = Handlers.input(tracer, operation);
    List<Integer> order = new ArrayList<>();
    List<Long> stated = operation.numbers("perm").orElse(List.of());
    for (int i = 0; i < tensor.rank(); i++) {
      order.add(stated.isEmpty() ? tensor.rank() - 1 - i : tensor.axis(stated.get(i)));
    }
    return List.of(Layouts.permuted(tensor, order));
  }

  static List<TracedTensor> squeeze(Tracer tracer, Operation operation) {
    TracedTensor tensor = Handlers.input(tracer, operation);
    Optional<List<Long>> stated = Handlers.numbers(tracer, operation, "axes", 1);
    List<Integer> axes = Handlers.axes(tensor, stated, axis -> tensor.extents().get(axis) == 1);
    return List.of(tracer.views().squeezed(tensor, axes));
  }

  static List<TracedTensor> unsqueeze(Tracer tracer, Operation operation) {
    TracedTensor tensor = Handlers.input(tracer, operation);
    List<Long> axes = Handlers.numbers(tracer, operation, "axes", 1).orElse(List.of());
    int rank = tensor.rank() + axes.size();
    for (long axis : axes.stream().map(axis -> axis < 0 ? axis + rank : axis).sorted().toList()) {
      tensor = Layouts.unsqueezed(tensor, axis);
    }
    return List.of(tensor);
  }

  static List<TracedTensor> slice(Tracer tracer, Operation operation) {
    TracedTensor tensor = Handlers.input(tracer, operation);
    List<Long> starts = Handlers.numbers(tracer, operation, "starts", 1).orElse(List.of());
    List<Long> ends = Handlers.numbers(tracer, operation, "ends", 2).orElse(List.of());
    List<Long> axes = Handlers.numbers(tracer, operation, "axes", 3).orElse(List.of());
    List<Long> steps = Handlers.numbers(tracer, operation, "steps", 4).orElse(List.of());
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

  static List<TracedTensor> split(Tracer tracer, Operation operation) {
    TracedTensor tensor = Handlers.input(tracer, operation);
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
  static List<TracedTensor> gather(Tracer tracer, Operation operation) {
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
    if (!indices.varies() && indices.numbers().isEmpty() && indices.rank() == 0) {
      // A loop's counter: each turn takes the next.
      boolean examples = axis == tensor.batchAxis();
      return List.of(examples ? Batches.example(tensor, axis) : Slices.picked(tensor, axis, 0));
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

  /** Values that are repeated stand one behind the other, as often as they are few times there. */
  static List<TracedTensor> grown(Tracer tracer, Operation operation) {
    TracedTensor tensor = Handlers.input(tracer, operation);
    Known before = tracer.known(operation.inputs().get(0));
    Known after = tracer.known(operation.output());
    if (before.size() == after.size()) {
      boolean same = before.extents().equals(after.extents());
      return List.of(same ? tensor : tracer.views().reshaped(tensor, after));
    }
    while (tensor.rank() < after.rank()) {
      tensor = Layouts.unsqueezed(tensor, 0);
    }
    for (int axis = 0; axis < after.rank(); axis++) {
      int own = axis - after.rank() + before.rank();
      long times = after.extents().get(axis) / (own < 0 ? 1 : before.extents().get(own));
      if (times > MOST_REPEATED) {
        throw new PythonException("values are repeated %,d times", times);
      } else if (times > 1) {
        tensor = Merges.concatenated(Collections.nCopies((int) times, tensor), axis);
      }
    }
    return List.of(tensor);
  }
}
