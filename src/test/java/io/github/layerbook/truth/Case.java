package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One case of a reference file: a framework's layer with its arguments, and what the framework says
 * of it.
 */
record Case(JsonNode json) {
  /** Returns the case's id. */
  String id() {
    return json.path("id").asText();
  }

  /** Returns the framework's name of the layer. */
  String type() {
    return json.path("class").asText();
  }

  /** Returns how the case was drawn. */
  String group() {
    return json.path("group").asText();
  }

  /** Returns whether the framework refuses the layer or its inputs. */
  boolean fails() {
    return json.has("fails") && !failsToRun();
  }

  /**
   * Returns whether the framework accepts the layer on its inputs and only the backend cannot run
   * it: its symbolic shape is what was meant.
   */
  boolean failsToRun() {
    return json.path("fails").asText().equals("call");
  }

  /** Returns the input shapes with their batch. */
  List<List<Long>> inputs() {
    return shapes("in");
  }

  /** Returns the shape of input number i, from 0. */
  List<Long> input(int i) {
    return inputs().get(i);
  }

  /** Returns a list of shapes, such as {@code out}. */
  List<List<Long>> shapes(String field) {
    List<List<Long>> shapes = new ArrayList<>();
    json.path(field).forEach(shape -> shapes.add(numbers(shape)));
    return shapes;
  }

  /**
   * Returns named shapes: of an object, {@code {"bias": [3]}}, or of pairs, as Keras lists them.
   */
  Map<String, List<Long>> namedShapes(String field) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    json.path(field)
        .properties()
        .forEach(entry -> shapes.put(entry.getKey(), numbers(entry.getValue())));
    if (json.path(field).isArray()) {
      json.path(field).forEach(pair -> shapes.put(pair.get(0).asText(), numbers(pair.get(1))));
    }
    return shapes;
  }

  /** Returns a count, 0 where the file has none. */
  long count(String field) {
    return json.path(field).asLong(0);
  }

  /** Returns whether the file states something. */
  boolean states(String field) {
    return json.has(field);
  }

  /** Returns the numbers of a list. */
  static List<Long> numbers(JsonNode list) {
    List<Long> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asLong()));
    return numbers;
  }

  @Override
  public String toString() {
    return "%s %s %s on %s".formatted(id(), type(), json.path("args"), inputs());
  }
}
