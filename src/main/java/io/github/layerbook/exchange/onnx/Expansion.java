package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelFunction;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that a file defines, in the place of their calls. */
final class Expansion {
  private static final int MOST_OPERATIONS = 50_000;
  private static final int DEEPEST = 32;

  /** Longer names do not go on into what they stand for. */
  private static final int LONGEST = 1_000;

  private final Model model;
  private int calls;
  private int operations;

  private Expansion(Model model) {
    this.model = model;
  }

  /**
   * Returns a model's graph without calls of the model's own functions.
   *
   * @throws OnnxException if functions call each other without end
   */
  static ModelGraph expanded(Model model) {
    return model.functions().isEmpty()
        ? model.graph()
        : new Expansion(model).expanded(model.graph(), 0);
  }

  private ModelGraph expanded(ModelGraph graph, int depth) {
    List<Operation> all = new ArrayList<>();
    for (Operation operation : graph.operations()) {
      add(operation, all, depth);
    }
    return new ModelGraph(
        graph.name(), graph.inputs(), graph.outputs(), graph.initializers(), all, graph.values());
  }

  private void add(Operation operation, List<Operation> to, int depth) {
    Optional<ModelFunction> function = model.function(operation);
    if (function.isPresent()) {
      requireFew();
      called(operation, function.get(), to, depth);
      return;
    }
    requireFew();
    Map<String, Object> attributes = new LinkedHashMap<>(operation.attributes());
    attributes.replaceAll(
        (name, value) -> value instanceof ModelGraph body ? expanded(body, depth + 1) : value);
    to.add(operation.as(operation.operator(), operation.domain(), operation.inputs(), attributes));
  }

  /** Calls count too: functions that do nothing can call each other as often. */
  private void requireFew() {
    if (++operations > MOST_OPERATIONS) {
      throw new OnnxException(
          "functions unfold to more than %,d operations".formatted(MOST_OPERATIONS));
    }
  }

  private void called(Operation call, ModelFunction function, List<Operation> to, int depth) {
    if (depth > DEEPEST) {
      throw new OnnxException("the function %s calls itself".formatted(function.name()));
    }
    boolean named = !call.name().isEmpty() && call.name().length() <= LONGEST;
    String prefix = (named ? call.name() : function.name()) + "/";
    String unique = function.name() + "#" + ++calls + "/";
    Map<String, String> names = new HashMap<>();
    names.put("", "");
    for (int i = 0; i < function.inputs().size(); i++) {
      names.put(function.inputs().get(i), call.input(i).orElse(""));
    }
    for (int i = 0; i < function.outputs().size(); i++) {
      String wanted = i < call.outputs().size() ? call.outputs().get(i) : "";
      names.put(
          function.outputs().get(i),
          wanted.isEmpty() ? unique + function.outputs().get(i) : wanted);
    }
    for (Operation operation : function.operations()) {
      operation.outputs().forEach(output -> names.putIfAbsent(output, unique + output));
      Operation renamed =
          new Operation(
              prefix + (operation.name().isEmpty() ? operation.operator() : operation.name()),
              operation.operator(),
              operation.domain(),
              operation.inputs().stream().map(name -> names.getOrDefault(name, name)).toList(),
              operation.outputs().stream().map(name -> names.getOrDefault(name, name)).toList(),
              bound(operation, call, function),
              operation.metadata().isEmpty() ? call.metadata() : operation.metadata());
      add(renamed, to, depth + 1);
    }
  }

  /** The attributes, those of the call where the body refers to them. */
  private static Map<String, Object> bound(
      Operation operation, Operation call, ModelFunction function) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    operation
        .attributes()
        .forEach(
            (name, value) -> {
              Object own = value;
              if (value instanceof Operation.Reference reference) {
                own =
                    call.attributes()
                        .getOrDefault(
                            reference.attribute(),
                            function.attributes().getOrDefault(reference.attribute(), ""));
              }
              if (own instanceof String text ? !text.isEmpty() : true) {
                attributes.put(name, own);
              }
            });
    return attributes;
  }
}
