package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.Scans;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.tracing.Slices;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;

/**
 * Operations that hold graphs: branches and loops. What stands in them is followed once.
 *
 * @param tracer what follows them
 */
record Bodies(Tracer tracer) {
  static boolean has(Operation operation) {
    return operation.attributes().values().stream().anyMatch(ModelGraph.class::isInstance);
  }

  void follow(Operation operation) {
    if (operation.operator().equals("If")) {
      branches(operation);
    } else {
      for (Object attribute : operation.attributes().values()) {
        if (attribute instanceof ModelGraph body) {
          loop(operation, body);
        }
      }
    }
  }

  /** Where it is known which branch is taken, only that; else both are shown. */
  private void branches(Operation operation) {
    Optional<List<Number>> condition =
        operation.input(0).flatMap(tracer.shapes()::find).flatMap(Known::numbers);
    boolean known = condition.filter(all -> all.size() == 1).isPresent();
    boolean yes = !known || condition.orElseThrow().get(0).doubleValue() != 0;
    ModelGraph taken = operation.graph(yes ? "then_branch" : "else_branch").orElse(null);
    ModelGraph other = operation.graph(yes ? "else_branch" : "then_branch").orElse(null);
    if (taken != null) {
      tracer.follow(taken);
      outputs(operation, taken);
    }
    if (!known && other != null) {
      tracer.follow(other);
      tracer
          .graph()
          .note("%s: both branches are shown and counted, of which one runs".formatted(operation));
    }
  }

  /**
   * Follows one turn of a loop: of what is scanned the first place, or, along the batch, one
   * example, whose turns are no more than the batch's.
   */
  private void loop(Operation operation, ModelGraph body) {
    int states = Scans.states(operation, body);
    Optional<String> turns = begin(operation, body, states);
    tracer.follow(body);
    turns.ifPresent(
        often ->
            tracer
                .graph()
                .note(
                    "%s: its body is shown and counted once, however often it runs%s"
                        .formatted(operation, often)));
    int first = isScan(operation) ? 0 : 1;
    for (int i = 0; i < Math.min(operation.outputs().size(), body.outputs().size() - first); i++) {
      TracedTensor made = tracer.find(body.outputs().get(i + first).name()).orElse(null);
      if (made != null) {
        String name = operation.outputs().get(i);
        tracer.put(name, i < states ? made : stacked(operation, name, i - states, made));
      }
    }
  }

  private static boolean isScan(Operation operation) {
    return operation.operator().equals("Scan");
  }

  /** Gives a body what it has in its first turn; returns how often it runs, if by a batch, not. */
  private Optional<String> begin(Operation operation, ModelGraph body, int states) {
    Optional<Long> turns = isScan(operation) ? Optional.empty() : most(operation);
    for (int i = 0; i < Math.min(body.inputs().size(), operation.inputs().size()); i++) {
      String inner = body.inputs().get(i).name();
      TracedTensor given = tracer.find(operation.inputs().get(i)).orElse(null);
      boolean sliced = isScan(operation) && i >= states;
      if (given == null) {
        tracer
            .shapes()
            .find(inner)
            .filter(known -> known.varies() && !sliced)
            .ifPresent(known -> tracer.put(inner, state(known.extents())));
      } else if (!sliced) {
        tracer.put(inner, given);
      } else {
        int axis = given.axis(Scans.axis(operation, Scans.INPUTS, i - states));
        turns = Optional.of(given.extents().get(axis));
        boolean example = axis == given.batchAxis();
        tracer.put(
            inner, example ? Batches.example(given, axis) : Slices.picked(given, axis, 0));
      }
    }
    return turns.filter(most -> most == TracedTensor.BATCH).isPresent()
        ? Optional.empty()
        : Optional.of(
            turns.map(most -> ", which is %,d times at the most".formatted(most)).orElse(""));
  }

  /** How often a loop runs at the most, if the file tells. */
  private Optional<Long> most(Operation operation) {
    return operation
        .input(0)
        .flatMap(tracer.shapes()::find)
        .flatMap(Known::integers)
        .filter(all -> all.size() == 1 && all.get(0) < Integer.MAX_VALUE)
        .map(all -> all.get(0));
  }

  /** What a loop begins with that does not depend on the input, such as zeros. */
  private TracedTensor state(List<Long> extents) {
    List<Long> traced = tracer.views().traced(extents, extents.indexOf(tracer.views().batch()));
    TracedTensor shape = TracedTensor.constant(traced, null, Tracer.NO_METHODS);
    Placement plain = new Placement(shape.ownAxes());
    List<Size> sizes = plain.axes().stream().map(axis -> Size.of(extents.get(axis))).toList();
    Buffer layer = new Buffer(sizes, Tensor.Element.SINGLE, "");
    return TracedTensor.of(traced, plain, tracer.graph().add("state", layer), Tracer.NO_METHODS);
  }

  /** What all turns make: a batch of examples, or a row of the shape that is known. */
  private TracedTensor stacked(
      Operation operation, String output, int place, TracedTensor turn) {
    if (turn.batchAxis() < 0) {
      long axis = Scans.axis(operation, Scans.OUTPUTS, place);
      return Batches.within(turn, (int) (axis < 0 ? axis + turn.rank() + 1 : axis));
    }
    return tracer
        .shapes()
        .find(output)
        .map(known -> Opaques.row(tracer, operation, List.of(turn), known.extents(), 0))
        .orElse(turn);
  }

  private void outputs(Operation operation, ModelGraph body) {
    for (int i = 0; i < Math.min(operation.outputs().size(), body.outputs().size()); i++) {
      String name = operation.outputs().get(i);
      tracer.find(body.outputs().get(i).name()).ifPresent(tensor -> tracer.put(name, tensor));
    }
  }
}
