package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.Reasons;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.Signature;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Opaque;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations that are no layer: of their outputs, the shapes that are known. */
final class Opaques {
  private Opaques() {}

  /** Writes an operation down as a layer whose work is not known. */
  static void follow(Tracer tracer, Operation operation, String reason) {
    boolean assumed = tracer.shapes().isAssumed(operation.output());
    tracer
        .failures()
        .put(
            operation.toString(),
            reason + (assumed ? "; its output is taken to have its input's shape" : ""));
    List<TracedTensor> inputs =
        operation.inputs().stream().flatMap(name -> tracer.find(name).stream()).toList();
    if (inputs.isEmpty()) {
      return;
    }
    long parameters = 0;
    for (String name : operation.inputs()) {
      Optional<Known> known = name.isEmpty() ? Optional.empty() : tracer.shapes().find(name);
      if (known.isPresent() && isLearned(operation, name, known.get(), assumed)) {
        long size = tracer.shapes().find(known.get().weight()).map(Known::size).orElse(0L);
        parameters = Math.max(0, parameters + size);
        tracer
            .uses()
            .computeIfAbsent(known.get().weight(), each -> new ArrayList<>())
            .add(operation.toString());
      }
    }
    for (String output : operation.outputs()) {
      Optional<Known> known = output.isEmpty() ? Optional.empty() : tracer.shapes().find(output);
      if (known.isEmpty()) {
        continue;
      }
      try {
        tracer.put(output, row(tracer, operation, inputs, known.get().extents(), parameters));
        parameters = 0;
      } catch (PythonException | ArithmeticException e) {
        tracer.failures().put(operation.toString(), Reasons.of(e));
      }
    }
  }

  /** What ONNX's own operators read beside their weights is learned only if a module has it. */
  private static boolean isLearned(Operation operation, String name, Known known, boolean assumed) {
    boolean unknown = assumed || !operation.domain().isEmpty();
    Signature signature = Signature.of(operation.operator());
    boolean weight =
        unknown
            || known.weight().contains(".")
            || signature.weights().contains(signature.name(operation.inputs().indexOf(name)));
    return weight && !known.weight().isEmpty() && known.size() > 1;
  }

  /** Returns an output of which the shape is known, of a row with so many parameters. */
  static TracedTensor row(
      Tracer tracer,
      Operation operation,
      List<TracedTensor> inputs,
      List<Long> extents,
      long parameters) {
    TracedTensor first = inputs.get(0);
    int axis = batchAxis(first, extents, tracer.views());
    List<Long> traced = tracer.views().traced(extents, axis);
    List<Size> own = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < extents.size(); i++) {
      if (i != axis) {
        own.add(Size.of(extents.get(i)));
        axes.add(i);
      }
    }
    Opaque layer =
        new Opaque(
            own,
            AxisOrder.CHW,
            operation.type().replaceAll("[^A-Za-z0-9_.]", "_"),
            Size.of(parameters));
    Made made =
        tracer
            .graph()
            .add(
                tracer.names().of(operation),
                layer,
                inputs.stream().map(TracedTensor::made).toList(),
                null)
            .get(0);
    return first.with(traced, new Placement(axes), made);
  }

  /** The batch stays at its axis if its extent does; else it is the first with that extent. */
  private static int batchAxis(TracedTensor input, List<Long> extents, Views views) {
    int axis = input.batchAxis();
    if (axis >= 0 && axis < extents.size() && extents.get(axis) == views.batch()) {
      return axis;
    }
    return extents.indexOf(views.batch());
  }
}
