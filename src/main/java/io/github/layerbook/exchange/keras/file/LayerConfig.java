package io.github.layerbook.exchange.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.keras.file.ConfigValues.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A layer, an operator or a model within a configuration.
 *
 * @param name its name, unique in its model
 * @param type its class, without the module
 * @param module the class's module; empty where it does not stand
 * @param config its arguments
 * @param node all that stands of it
 * @param calls what it is called on, in order; none in a Sequential
 */
record LayerConfig(
    String name, String type, String module, JsonNode config, JsonNode node, List<Given> calls) {
  private static final Set<String> MODELS = Set.of("Functional", "Model", "Sequential");

  /** Copies the calls. */
  LayerConfig {
    calls = List.copyOf(calls);
  }

  /** Returns this with other calls. */
  LayerConfig calledOn(List<Given> others) {
    return new LayerConfig(name, type, module, config, node, others);
  }

  /** Whether it is a model of layers. */
  boolean isModel() {
    return MODELS.contains(type) && (config.isArray() || config.has("layers"));
  }

  /** Whether it is an input. */
  boolean isInput() {
    return type.equals("InputLayer");
  }

  /** Whether it is an operator on tensors that stands among the layers; it takes no settings. */
  boolean isOperation() {
    boolean settings = config.has("trainable") || config.has("dtype");
    return module.startsWith("keras.src.ops") || (!settings && !isModel() && !isInput());
  }

  /** Whether its parameters are trained, by its own setting. */
  boolean isTrained() {
    return config.path("trainable").asBoolean(true);
  }

  /** The extents of its input as they were when it was built, -1 for open ones. */
  Optional<List<Long>> builtFor() {
    for (JsonNode shape :
        List.of(
            config.path("batch_shape"),
            config.path("batch_input_shape"),
            config.path("build_input_shape"),
            node.path("build_config").path("input_shape"))) {
      if (shape.isArray() && !shape.isEmpty() && !shape.get(0).isArray()) {
        return Optional.of(extents(shape));
      }
    }
    return Optional.empty();
  }

  /** Reads extents, of which open ones are null. */
  static List<Long> extents(JsonNode shape) {
    List<Long> extents = new ArrayList<>();
    shape.forEach(extent -> extents.add(extent.canConvertToLong() ? extent.asLong() : -1L));
    return extents;
  }
}
