package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

  /** Returns an argument; null where it is omitted or None. */
  @Nullable JsonNode argument(String name) {
    return json.path("args").hasNonNull(name) ? json.path("args").get(name) : null;
  }

  /** Returns whether an argument is stated to be None. */
  boolean isNone(String name) {
    return json.path("args").path(name).isNull();
  }

  /**
   * Returns a number among the arguments, or its default.
   *
   * @throws IllegalArgumentException if it is a list
   */
  long number(String name, long otherwise) {
    JsonNode value = argument(name);
    if (value != null && value.isArray()) {
      throw new IllegalArgumentException(name + " is one number, not " + value);
    }
    return value == null ? otherwise : value.asLong();
  }

  /** Returns a fraction among the arguments, or its default. */
  double decimal(String name, double otherwise) {
    JsonNode value = argument(name);
    return value == null ? otherwise : value.asDouble();
  }

  /** Returns a size among the arguments, or its default. */
  Size size(String name, long otherwise) {
    return Size.of(number(name, otherwise));
  }

  /** Returns a size among the arguments; null where it is omitted. */
  @Nullable Size size(String name) {
    return argument(name) == null ? null : size(name, 0);
  }

  /** Returns a truth value among the arguments, or its default. */
  boolean flag(String name, boolean otherwise) {
    JsonNode value = argument(name);
    return value == null ? otherwise : value.asBoolean();
  }

  /** Returns a text among the arguments, or its default. */
  String text(String name, String otherwise) {
    JsonNode value = argument(name);
    return value == null ? otherwise : value.asText();
  }

  /** Returns the numbers of an argument; one number alone stands for each axis. */
  List<Long> numbers(String name, int axes, long otherwise) {
    JsonNode value = argument(name);
    return value != null && value.isArray()
        ? numbers(value)
        : LongStream.range(0, axes).mapToObj(axis -> number(name, otherwise)).toList();
  }

  /** Returns extents among the arguments, or their default; one number stands for each axis. */
  Extents extents(String name, int axes, long otherwise) {
    return new Extents(numbers(name, axes, otherwise).stream().map(Size::of).toList());
  }

  /** Returns extents among the arguments; null where they are omitted. */
  @Nullable Extents extents(String name, int axes) {
    return argument(name) == null ? null : extents(name, axes, 0);
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
