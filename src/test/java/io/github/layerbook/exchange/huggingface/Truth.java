package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * What the library builds from configurations: parameters, tensors, buffers, operations, caches.
 * Measured with transformers 5.24.0 and torch 2.15.0.
 */
final class Truth {
  /** By the model's name. */
  static final ObjectNode EXPECTED = (ObjectNode) read("expected.json.gz");

  /** Configurations by the name of their file. */
  static final ObjectNode CONFIGS = (ObjectNode) read("configs.json.gz");

  static {
    // Random configurations of more types, as huggingface_truth.py makes them.
    for (Map.Entry<String, JsonNode> each : read("random.json.gz").properties()) {
      ObjectNode entry = (ObjectNode) each.getValue();
      CONFIGS.set(each.getKey(), entry.get("config"));
      entry.putArray("configs").add(each.getKey());
      EXPECTED.set(each.getKey(), entry);
    }
  }

  private Truth() {}

  private static JsonNode read(String name) {
    try (InputStream in = Objects.requireNonNull(Truth.class.getResourceAsStream(name), name)) {
      return new ObjectMapper().readTree(new GZIPInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the shapes by name, {@code layers.{0-2,5}} written out. */
  static Map<String, List<Long>> shapes(JsonNode folded) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : folded.properties()) {
      List<Long> shape = new ArrayList<>();
      each.getValue().forEach(extent -> shape.add(extent.longValue()));
      unfolded(each.getKey()).forEach(name -> shapes.put(name, shape));
    }
    return shapes;
  }

  /** Returns the names that a folded one stands for. */
  static List<String> unfolded(String name) {
    int start = name.indexOf('{');
    if (start < 0) {
      return List.of(name);
    }
    int end = name.indexOf('}', start);
    List<String> names = new ArrayList<>();
    for (String part : name.substring(start + 1, end).split(",", -1)) {
      String[] range = part.split("-", -1);
      int last = Integer.parseInt(range[range.length - 1]);
      for (int i = Integer.parseInt(range[0]); i <= last; i++) {
        names.addAll(unfolded(name.substring(0, start) + i + name.substring(end + 1)));
      }
    }
    return names;
  }
}
