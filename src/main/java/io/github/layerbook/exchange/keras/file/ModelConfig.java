package io.github.layerbook.exchange.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.keras.file.ConfigValues.Given;
import io.github.layerbook.exchange.python.syntax.PythonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model as its configuration says: functional, or one layer after the other.
 *
 * @param name its name
 * @param sequential whether each layer reads the one before
 * @param layers in the order of the configuration
 * @param inputs the tensors that it is called on
 * @param outputs the tensors that it gives
 * @param built the extents of its input, where they stand beside the layers, -1 for open ones
 * @param trained whether its parameters are trained, by its own setting
 */
record ModelConfig(
    String name,
    boolean sequential,
    List<LayerConfig> layers,
    List<TensorRef> inputs,
    List<TensorRef> outputs,
    Optional<List<Long>> built,
    boolean trained) {
  /** Copies the lists. */
  ModelConfig {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads a model.
   *
   * @throws PythonException if it is none, or its layers do not fit each other
   */
  static ModelConfig of(LayerConfig model) {
    JsonNode config = model.config();
    JsonNode nodes = config.isArray() ? config : config.path("layers");
    boolean sequential = model.type().equals("Sequential");
    List<LayerConfig> layers = new ArrayList<>();
    nodes.forEach(node -> layers.add(layer(node)));
    requireNames(model.name(), layers);
    Map<String, Integer> shifts = shifts(layers, config);
    return new ModelConfig(
        model.name(),
        sequential,
        renumbered(layers, shifts),
        references(config.path("input_layers")),
        references(config.path("output_layers")).stream()
            .map(tensor -> shifted(tensor, shifts))
            .toList(),
        model.builtFor(),
        model.isTrained());
  }

  /** Reads the object of a layer or model. */
  static LayerConfig layer(JsonNode node) {
    JsonNode config = node.path("config");
    String name =
        node.hasNonNull("name")
            ? node.get("name").asText()
            : config.path("name").asText(node.path("class_name").asText("model"));
    List<Given> calls = new ArrayList<>();
    for (JsonNode call : node.path("inbound_nodes")) {
      calls.add(call.isObject() ? ConfigValues.call(call) : ConfigValues.oldCall(call));
    }
    return new LayerConfig(
        name,
        node.path("class_name").asText(""),
        node.path("module").asText(""),
        config,
        node,
        calls);
  }

  private static void requireNames(String model, List<LayerConfig> layers) {
    if (layers.isEmpty()) {
      throw new PythonException("the model %s has no layers", model);
    }
    Set<String> names = new HashSet<>();
    for (LayerConfig layer : layers) {
      if (!names.add(layer.name())) {
        throw new PythonException("two layers are named " + layer.name());
      }
    }
  }

  /** Inputs and outputs: one, a list or a dictionary of {@code ["conv", 0, 0]}. */
  private static List<TensorRef> references(JsonNode value) {
    List<TensorRef> references = new ArrayList<>();
    if (value.isArray() && value.path(0).isTextual()) {
      references.add(ConfigValues.oldReference(value));
    } else {
      value.forEach(each -> references.addAll(references(each)));
    }
    return references;
  }

  /**
   * Keras 2 counts the call by which a model was made among its calls, though it does not list it:
   * the first that stands is number 1.
   */
  private static Map<String, Integer> shifts(List<LayerConfig> layers, JsonNode config) {
    Map<String, Integer> last = new HashMap<>();
    List<TensorRef> all = new ArrayList<>(references(config.path("output_layers")));
    layers.forEach(layer -> layer.calls().forEach(call -> all.addAll(call.tensors())));
    all.forEach(tensor -> last.merge(tensor.layer(), tensor.call(), Math::max));
    Map<String, Integer> shifts = new HashMap<>();
    for (LayerConfig layer : layers) {
      int beyond = last.getOrDefault(layer.name(), 0) - (layer.calls().size() - 1);
      if (layer.isModel() && beyond == 1) {
        shifts.put(layer.name(), beyond);
      }
    }
    return shifts;
  }

  private static List<LayerConfig> renumbered(
      List<LayerConfig> layers, Map<String, Integer> shifts) {
    return shifts.isEmpty()
        ? layers
        : layers.stream().map(layer -> renumbered(layer, shifts)).toList();
  }

  private static LayerConfig renumbered(LayerConfig layer, Map<String, Integer> shifts) {
    List<Given> calls = new ArrayList<>();
    for (Given call : layer.calls()) {
      List<Object> arguments = new ArrayList<>();
      call.arguments().forEach(each -> arguments.add(renumbered(each, shifts)));
      Map<String, Object> named = new HashMap<>();
      call.named().forEach((name, each) -> named.put(name, renumbered(each, shifts)));
      calls.add(new Given(arguments, named));
    }
    return layer.calledOn(calls);
  }

  private static Object renumbered(Object value, Map<String, Integer> shifts) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> renumbered(each, shifts)).toList();
    }
    return value instanceof TensorRef tensor ? shifted(tensor, shifts) : value;
  }

  private static TensorRef shifted(TensorRef tensor, Map<String, Integer> shifts) {
    return tensor.ofCall(tensor.call() - shifts.getOrDefault(tensor.layer(), 0));
  }
}
