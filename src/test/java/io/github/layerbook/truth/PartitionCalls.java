package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls of MaxViT, whose modules see an image as groups of places, as calls on images.
 *
 * <p>Between {@code WindowPartition} and {@code WindowDepartition} an output [batch, groups,
 * places, channels] is [batch, height, width, channels] for us. The attention's two projections,
 * its table of biases and its products of matrices, which are no modules, are one call.
 */
final class PartitionCalls {
  static final String ATTENTION = "RelativePositionalMultiHeadAttention";

  private final Map<String, JsonNode> tables = new HashMap<>();
  private final List<JsonNode> calls = new ArrayList<>();
  private @Nullable JsonNode before;
  private @Nullable JsonNode projection;
  private boolean partitioned;

  private PartitionCalls() {}

  /** Returns whether parameters beside a module's children belong to a call of this kind. */
  static boolean hold(JsonNode module) {
    return module.path("type").asText().equals(ATTENTION);
  }

  /** Returns a model's calls, those on partitions as calls on images. */
  static List<JsonNode> asImages(JsonNode model) {
    PartitionCalls all = new PartitionCalls();
    for (JsonNode module : model.path("loose_params")) {
      if (hold(module)) {
        all.tables.put(module.get("name").asText(), module.get("params"));
      }
    }
    model.get("layers").forEach(all::add);
    return all.calls;
  }

  private void add(JsonNode call) {
    switch (call.get("type").asText()) {
      case "WindowPartition" -> partitioned = true;
      case "WindowDepartition" -> {
        partitioned = false;
        before = call;
      }
      case "SwapAxes" -> {}
      default -> addCall(call);
    }
  }

  private void addCall(JsonNode call) {
    if (!partitioned) {
      before = call;
      calls.add(call);
      return;
    }
    String name = call.get("name").asText();
    JsonNode table = tables.get(name.substring(0, name.lastIndexOf('.')));
    if (table == null) {
      calls.add(onImage(call.deepCopy()));
    } else if (projection == null) {
      projection = call;
    } else {
      calls.add(onImage(attention(projection, call, table)));
      projection = null;
    }
  }

  private static ObjectNode attention(JsonNode in, JsonNode out, JsonNode table) {
    ObjectNode call = out.deepCopy();
    ObjectNode params = table.deepCopy();
    in.get("params").properties().forEach(e -> params.set("to_qkv." + e.getKey(), e.getValue()));
    out.get("params").properties().forEach(e -> params.set("merge." + e.getKey(), e.getValue()));
    List<Long> shape = Case.numbers(out.get("out").get(0));
    long places = shape.get(2);
    long values = shape.stream().reduce(1L, Math::multiplyExact);
    return call.put("type", ATTENTION)
        .put("buffers", places * places)
        .put("flops", in.get("flops").asLong() + out.get("flops").asLong() + 4 * places * values)
        .set("params", params);
  }

  private ObjectNode onImage(ObjectNode call) {
    JsonNode image = Objects.requireNonNull(before).get("out").get(0);
    JsonNode groups = call.get("out").get(0);
    ArrayNode shape = call.withArray("out").removeAll().addArray();
    shape.add(image.get(0)).add(image.get(2)).add(image.get(3)).add(groups.get(3));
    return call;
  }
}
