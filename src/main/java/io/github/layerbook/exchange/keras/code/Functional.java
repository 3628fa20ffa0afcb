package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models that are made of inputs and outputs. */
final class Functional {
  static final String INPUTS = "<inputs>";
  static final String OUTPUTS = "<outputs>";

  private Functional() {}

  /** Returns whether a model is made of inputs and outputs. */
  static boolean isFunctional(Instance model) {
    return model.fields().containsKey(OUTPUTS);
  }

  /** Returns the layers of a functional model. */
  static List<Graph.Step> steps(Instance model) {
    List<Made> inputs = part(model, INPUTS).stream().map(TracedTensor::made).toList();
    List<TracedTensor> outputs = part(model, OUTPUTS);
    return outputs.get(0).graph().steps(inputs, outputs.stream().map(TracedTensor::made).toList());
  }

  /** Makes a model one of inputs and outputs. */
  static void finish(Instance made, List<TracedTensor> inputs, List<TracedTensor> outputs) {
    made.fields().put(INPUTS, inputs);
    made.fields().put(OUTPUTS, outputs);
  }

  /** Returns the layers in a model or in a layer that the text writes. */
  static List<Object> parts(Instance of) {
    if (isFunctional(of)) {
      return steps(of).stream()
          .flatMap(step -> step.owner().stream())
          .map(owner -> owner instanceof List<?> list ? list.get(0) : owner)
          .distinct()
          .<Object>map(owner -> owner)
          .toList();
    }
    return List.copyOf(of.fields().values());
  }

  @SuppressWarnings("unchecked")
  static List<TracedTensor> part(Instance model, String part) {
    return model.fields().get(part) instanceof List<?> tensors
        ? (List<TracedTensor>) tensors
        : List.of();
  }

  /** Applies the layers of a model once more, to other inputs. */
  static Object repeated(Instance model, List<TracedTensor> inputs, Graph drawn) {
    Map<String, Made> made = new HashMap<>();
    List<TracedTensor> starts = part(model, INPUTS);
    for (int i = 0; i < starts.size() && i < inputs.size(); i++) {
      TracedTensor start = starts.get(i);
      Made placed =
          io.github.layerbook.exchange.tracing.Layouts.placed(inputs.get(i), start.placement());
      made.put(start.made().address(), placed);
    }
    for (Graph.Step step : steps(model)) {
      Node node = step.node();
      if (node.layer().isSource()) {
        continue;
      }
      List<Made> operands = new ArrayList<>();
      for (String input : node.inputs()) {
        Made operand = made.get(input);
        if (operand == null) {
          throw new PythonException("a model is called with too few inputs");
        }
        operands.add(operand);
      }
      String path = Graph.joined(drawn.block(), node.path());
      List<Made> outputs = drawn.add(path, node.layer(), operands, step.owner().orElse(null));
      Graph.put(made, node.path(), outputs);
    }
    List<Object> results = new ArrayList<>();
    for (TracedTensor output : part(model, OUTPUTS)) {
      Made result = made.get(output.made().address());
      if (result == null) {
        throw new PythonException("a model's output is not made by its layers");
      }
      results.add(output.with(output.extents(), output.placement(), result));
    }
    return results.size() == 1 ? results.get(0) : results;
  }
}
