package io.github.layerbook.exchange.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.SliceValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of a configuration: what layers are made with, and what they are called on.
 *
 * <p>Objects that Keras would make are taken by the name of their class: a layer that the dialect
 * knows is an invocation, anything else its name only.
 */
final class ConfigValues {
  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";

  private ConfigValues() {}

  /**
   * What one call is given.
   *
   * @param arguments by position: tensors, numbers, texts, lists of them
   * @param named by name
   */
  record Given(List<Object> arguments, Map<String, Object> named) {
    /** Every tensor, in the order of writing. */
    List<TensorRef> tensors() {
      List<TensorRef> tensors = new ArrayList<>();
      collect(arguments, tensors);
      named.values().forEach(value -> collect(value, tensors));
      return tensors;
    }

    private static void collect(Object value, List<TensorRef> tensors) {
      if (value instanceof TensorRef tensor) {
        tensors.add(tensor);
      } else if (value instanceof List<?> list) {
        list.forEach(each -> collect(each, tensors));
      }
    }
  }

  /** Values of which only their extents are known: they stand in the file itself. */
  record Constant(List<Long> extents) {}

  /** Returns a layer's argument; null for {@code None}. */
  static @Nullable Object argument(JsonNode value) {
    if (value.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      value.forEach(each -> list.add(argument(each)));
      return list;
    } else if (value.isObject()) {
      return made(value);
    }
    return scalar(value);
  }

  private static @Nullable Object scalar(JsonNode value) {
    if (value.isNull()) {
      return null;
    } else if (value.isBoolean()) {
      return value.asBoolean();
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asLong();
    }
    return value.isNumber() ? (Object) value.asDouble() : value.asText();
  }

  private static @Nullable Object made(JsonNode object) {
    String name = object.path(CLASS).asText("");
    JsonNode config = object.path(CONFIG);
    if (name.equals("__tuple__")) {
      return argument(config.path("value"));
    } else if (name.equals("function") && config.isTextual()) {
      return config.asText();
    } else if (Keras.dialect().find(name).isPresent() && config.isObject()) {
      return new Invocation(name, arguments(name, config));
    }
    return name;
  }

  /** Returns what a layer is made with: of its settings those that its class takes. */
  static Arguments arguments(String type, JsonNode config) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : config.properties()) {
      String name = entry.getKey();
      if (Keras.dialect().require(type).knows(name) || !isIdle(name, entry.getValue())) {
        named.put(name, name.equals("axis") ? axis(entry.getValue()) : argument(entry.getValue()));
      }
    }
    return Arguments.named(named);
  }

  /** A setting of another Keras that is not used says nothing. */
  private static boolean isIdle(String name, JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.asBoolean())
        || (value.isNumber() && value.asDouble() == (name.equals("groups") ? 1 : 0))
        || (value.isContainerNode() && value.isEmpty());
  }

  /** Keras keeps one axis as a list of one. */
  private static @Nullable Object axis(JsonNode value) {
    return argument(value.isArray() && value.size() == 1 ? value.get(0) : value);
  }

  /** Returns what a call is given, of Keras 3: {@code {"args": […], "kwargs": {…}}}. */
  static Given call(JsonNode node) {
    List<Object> arguments = new ArrayList<>();
    node.path("args").forEach(each -> arguments.add(operand(each)));
    Map<String, Object> named = new LinkedHashMap<>();
    node.path("kwargs")
        .properties()
        .forEach(each -> named.put(each.getKey(), operand(each.getValue())));
    return new Given(arguments, named);
  }

  private static Object operand(JsonNode value) {
    if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.forEach(each -> list.add(operand(each)));
      return list;
    }
    String type = value.path(CLASS).asText("");
    JsonNode config = value.path(CONFIG);
    return switch (type) {
      case "__keras_tensor__" -> reference(config);
      case "__tensor__", "__numpy__" -> new Constant(nested(config.path("value")));
      case "__tuple__" -> operand(config.path("value"));
      case "__ellipsis__" -> Singleton.ELLIPSIS;
      case "__slice__", "slice" ->
          new SliceValue(
              bound(config.path("start")), bound(config.path("stop")), bound(config.path("step")));
      default -> {
        Object plain = argument(value);
        yield plain == null ? Singleton.NONE : plain;
      }
    };
  }

  private static TensorRef reference(JsonNode config) {
    JsonNode history = config.path("keras_history");
    return new TensorRef(
        history.path(0).asText(""),
        history.path(1).asInt(-1),
        history.path(2).asInt(-1),
        config.path("shape").isArray()
            ? Optional.of(LayerConfig.extents(config.path("shape")))
            : Optional.empty());
  }

  /** The extents of lists in lists. */
  private static List<Long> nested(JsonNode value) {
    List<Long> extents = new ArrayList<>();
    for (JsonNode level = value; level.isArray(); level = level.path(0)) {
      extents.add((long) level.size());
    }
    return extents;
  }

  private static Object bound(JsonNode value) {
    return value.canConvertToLong() && value.isNumber() ? (Object) value.asLong() : Singleton.NONE;
  }

  /**
   * Returns what a call is given, of Keras 2: {@code [["conv", 0, 0, {…}], …]}, of an operator
   * without the outer list.
   */
  static Given oldCall(JsonNode node) {
    List<Object> arguments = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>();
    List<JsonNode> inputs = new ArrayList<>();
    if (node.path(0).isTextual()) {
      inputs.add(node);
    } else {
      node.forEach(inputs::add);
    }
    for (JsonNode input : inputs) {
      arguments.add(
          input.path(0).asText("").equals("_CONSTANT_VALUE")
              ? oldOperand(input.path(2))
              : oldReference(input));
      input
          .path(3)
          .properties()
          .forEach(each -> named.put(each.getKey(), oldOperand(each.getValue())));
    }
    return new Given(arguments, named);
  }

  private static Object oldOperand(JsonNode value) {
    if (isReference(value)) {
      return oldReference(value);
    } else if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.forEach(each -> list.add(oldOperand(each)));
      return list;
    } else if (value.isObject() && value.has("start") && value.has("stop")) {
      return new SliceValue(
          bound(value.path("start")), bound(value.path("stop")), bound(value.path("step")));
    }
    Object plain = argument(value);
    return plain == null ? Singleton.NONE : plain;
  }

  /** A tensor among an operator's arguments: a name and two numbers. */
  private static boolean isReference(JsonNode value) {
    return value.isArray()
        && value.size() >= 3
        && value.get(0).isTextual()
        && value.get(1).isInt()
        && value.get(2).isInt();
  }

  /** Returns a tensor that is named {@code ["conv", 0, 0]}. */
  static TensorRef oldReference(JsonNode value) {
    return new TensorRef(
        value.path(0).asText(""),
        value.path(1).asInt(-1),
        value.path(2).asInt(-1),
        Optional.empty());
  }
}
