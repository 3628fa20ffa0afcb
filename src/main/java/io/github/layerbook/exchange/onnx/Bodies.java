package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.tracing.TracedTensor;
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

  private void loop(Operation operation, ModelGraph body) {
    List<ModelValue> inputs = body.inputs();
    boolean scan = operation.operator().equals("Scan");
    int scanned = inputs.size() - (int) operation.number("num_scan_inputs", 0);
    for (int i = 0; i < Math.min(inputs.size(), operation.inputs().size()); i++) {
      String inner = inputs.get(i).name();
      Optional<TracedTensor> given = tracer.find(operation.inputs().get(i));
      boolean whole = !scan || i < scanned;
      if (whole && given.isPresent()) {
        tracer.put(inner, given.get());
      }
    }
    tracer.follow(body);
    tracer
        .graph()
        .note("%s: its body is shown and counted once, however often it runs".formatted(operation));
    for (int i = 0; i < operation.outputs().size(); i++) {
      int at = operation.operator().equals("Loop") ? i + 1 : i;
      Optional<TracedTensor> made =
          at < body.outputs().size()
              ? tracer.find(body.outputs().get(at).name())
              : Optional.empty();
      String name = operation.outputs().get(i);
      made.ifPresent(tensor -> tracer.put(name, tensor));
    }
  }

  private void outputs(Operation operation, ModelGraph body) {
    for (int i = 0; i < Math.min(operation.outputs().size(), body.outputs().size()); i++) {
      String name = operation.outputs().get(i);
      tracer.find(body.outputs().get(i).name()).ifPresent(tensor -> tracer.put(name, tensor));
    }
  }
}
