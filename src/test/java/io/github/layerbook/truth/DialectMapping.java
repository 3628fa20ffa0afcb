package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect's table says of the cases of a class.
 *
 * @param entry the table's entry
 */
record DialectMapping(Entry entry) implements Mapping {
  /** Returns the mappings of all classes of a dialect, those that are not expressible too. */
  static Map<String, Mapping> of(Dialect dialect) {
    Map<String, Mapping> mappings = new LinkedHashMap<>();
    for (Entry entry : dialect.entries()) {
      if (!entry.isFunction()) {
        entry.names().forEach(name -> mappings.put(name, new DialectMapping(entry)));
      }
    }
    dialect
        .absent()
        .keySet()
        .forEach(
            name -> mappings.put(name, c -> new DialectMapping(dialect.require(name)).trial(c)));
    return mappings;
  }

  @Override
  public Trial trial(Case reference) {
    Reading reading = read(reference);
    return new Trial(
        reading.layer(),
        reading.inputs().stream().map(DialectMapping::input).toList(),
        reading.arrangement().examples(),
        new Arranged(reading.arrangement()),
        reading::names,
        !reference.type().equals("Bilinear"));
  }

  /** Reads a case. */
  Reading read(Case reference) {
    return entry.read(arguments(reference), options(reference), reference.inputs());
  }

  /** Returns what a case's layer is made with. */
  static Arguments arguments(Case reference) {
    JsonNode arguments = reference.json().path("args");
    if (!arguments.has("layer")) {
      return arguments(arguments);
    }
    ObjectNode others = arguments.deepCopy();
    JsonNode wrapped = others.remove("layer_args");
    return arguments(others)
        .with(
            "layer",
            new Invocation(
                arguments.get("layer").asText(),
                arguments(wrapped == null ? others.objectNode() : wrapped)));
  }

  /** Returns what a case's layer is called with beside its inputs. */
  static Arguments options(Case reference) {
    return arguments(reference.json().path("call"));
  }

  private static Arguments arguments(JsonNode json) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    json.properties().stream()
        .filter(entry -> !entry.getKey().equals("layer"))
        .forEach(entry -> named.put(entry.getKey(), value(entry.getValue())));
    return Arguments.named(named);
  }

  private static @Nullable Object value(JsonNode json) {
    if (json.isArray()) {
      List<@Nullable Object> values = new ArrayList<>();
      json.forEach(each -> values.add(value(each)));
      return values;
    } else if (json.isBoolean()) {
      return json.booleanValue();
    } else if (json.isIntegralNumber()) {
      return json.longValue();
    } else if (json.isNumber()) {
      return json.doubleValue();
    }
    return json.isNull() ? null : json.asText();
  }

  private static Input input(Shape shape) {
    return new Input(shape.axes().stream().map(Axis::size).toList(), AxisOrder.CHW);
  }

  /** The framework's layout of outputs. */
  private record Arranged(Arrangement arrangement) implements Trial.Layout {
    @Override
    public List<Long> extents(int output, Shape shape) {
      throw new UnsupportedOperationException("all outputs are laid out together");
    }

    @Override
    public List<List<Long>> all(List<Shape> outputs) {
      return arrangement.extents(outputs);
    }
  }
}
