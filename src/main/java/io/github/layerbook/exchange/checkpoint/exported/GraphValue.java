package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tensor of the graph.
 *
 * @param type the type of its values
 * @param shape its extents
 * @param trained whether gradients are kept of it
 */
record GraphValue(String type, List<Extent> shape, boolean trained) {
  /** The numbers of types in these files, which are not those of PyTorch itself. */
  private static final Map<Integer, String> TYPES =
      Map.ofEntries(
          Map.entry(1, "uint8"),
          Map.entry(2, "int8"),
          Map.entry(3, "int16"),
          Map.entry(4, "int32"),
          Map.entry(5, "int64"),
          Map.entry(6, "float16"),
          Map.entry(7, "float32"),
          Map.entry(8, "float64"),
          Map.entry(9, "complex32"),
          Map.entry(10, "complex64"),
          Map.entry(11, "complex128"),
          Map.entry(12, "bool"),
          Map.entry(13, "bfloat16"),
          Map.entry(28, "uint16"),
          Map.entry(29, "float8_e4m3fn"),
          Map.entry(30, "float8_e5m2"),
          Map.entry(31, "float8_e4m3fnuz"),
          Map.entry(32, "float8_e5m2fnuz"));

  private static final Map<String, Integer> BYTES =
      Map.of(
          "float32",
          4,
          "int32",
          4,
          "complex32",
          4,
          "float64",
          8,
          "int64",
          8,
          "complex64",
          8,
          "complex128",
          16,
          "uint8",
          1,
          "int8",
          1,
          "bool",
          1);

  /** Reads a tensor; empty where its shape is none. */
  static Optional<GraphValue> of(JsonNode node) {
    List<Extent> shape = new ArrayList<>();
    for (JsonNode size : node.path("sizes")) {
      Optional<Extent> extent = Extent.of(size);
      if (extent.isEmpty()) {
        return Optional.empty();
      }
      shape.add(extent.get());
    }
    int number = node.path("dtype").asInt(0);
    return node.path("sizes").isArray()
        ? Optional.of(
            new GraphValue(
                TYPES.getOrDefault(number, "type " + number),
                List.copyOf(shape),
                node.path("requires_grad").asBoolean(false)))
        : Optional.empty();
  }

  /** Returns the extents as numbers; empty where one is open. */
  Optional<List<Long>> numbers() {
    List<Long> numbers = shape.stream().flatMap(extent -> extent.value().stream()).toList();
    return numbers.size() == shape.size() ? Optional.of(numbers) : Optional.empty();
  }

  /**
   * Returns the bytes of its values.
   *
   * @throws ArithmeticException beyond 2⁶³
   */
  Optional<Long> bytes() {
    int unit = BYTES.getOrDefault(type, type.startsWith("float8") ? 1 : 2);
    return numbers().map(numbers -> numbers.stream().reduce((long) unit, Math::multiplyExact));
  }
}
