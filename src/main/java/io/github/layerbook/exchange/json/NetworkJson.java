package io.github.layerbook.exchange.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as JSON, whole: its layers with all their options, what each reads, the blocks that
 * they stand in and whose weights they share; beside these, to be read by other programs, what each
 * gives and holds.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.form.ReadingOptions;
 * import io.github.layerbook.exchange.json.NetworkJson;
 * Network net = Zoo.network("lenet5");
 * var read = NetworkJson.form().read(NetworkJson.of(net), ReadingOptions.NONE);
 * read.network().get().equals(net)   // true
 * }</pre>
 */
public final class NetworkJson {
  private static final Form FORM =
      Form.single(
          "json", "Layerbook's JSON", 50_000_000, NetworkJson::recognises, NetworkJson::read);

  /** What the field {@code format} says. */
  public static final String FORMAT = "layerbook-network";

  /** The version of the schema that is written; others are not read. */
  public static final int VERSION = 1;

  private static final int DEEPEST = 20;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private NetworkJson() {}

  /** Returns the form in which it is read. */
  public static TextForm form() {
    return FORM;
  }

  /** Returns the JSON of a network. */
  public static String of(Network network) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("name", network.name());
    ArrayNode layers = root.putArray("layers");
    network.applied().forEach(applied -> write(applied, layers.addObject()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Applied applied, ObjectNode json) {
    Node node = applied.node();
    LayerForm form = LayerForm.of(node.layer());
    json.put("name", node.name());
    ArrayNode blocks = json.putArray("blocks");
    for (BlockPath each : around(node.blockPath())) {
      blocks.addObject().put("name", each.name()).put("module", !each.isStage());
    }
    json.put("layer", form.words().get(0));
    ObjectNode options = json.putObject("options");
    form.options().forEach(option -> options.put(option, form.get(node.layer(), option)));
    ArrayNode reads = json.putArray("reads");
    for (OutputAddress read : node.reads()) {
      reads.addObject().put("layer", read.layer()).put("output", read.output());
    }
    if (!node.weightsOf().isEmpty()) {
      json.put("weightsOf", node.weightsOf());
    }
    ArrayNode outputs = json.putArray("outputs");
    for (Shape shape : applied.outputs()) {
      ArrayNode axes = outputs.addArray();
      for (Axis axis : shape.axes()) {
        axes.addObject().put("axis", axis.name()).put("size", axis.size().value());
      }
    }
    ArrayNode tensors = json.putArray("tensors");
    for (Tensor tensor : applied.tensors()) {
      ObjectNode each = tensors.addObject().put("name", tensor.name());
      each.put("trained", tensor.kind() != Tensor.Kind.BUFFER);
      ArrayNode extents = each.putArray("extents");
      tensor.extents().forEach(extent -> extents.add(extent.value()));
    }
  }

  private static List<BlockPath> around(BlockPath block) {
    List<BlockPath> all = new ArrayList<>();
    for (BlockPath each = block; !each.isNone(); each = each.outer()) {
      all.add(0, each);
    }
    return all;
  }

  private static boolean recognises(String text) {
    String begin = text.substring(0, Math.min(text.length(), 200)).stripLeading();
    return begin.startsWith("{") && begin.contains("\"" + FORMAT + "\"");
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!FORMAT.equals(root.path("format").asText()) || root.path("version").asInt() != VERSION) {
        return failed(
            1,
            "it is %s %s, and %s %d is read"
                .formatted(
                    root.path("format").asText("of no format"),
                    root.path("version").asText(""),
                    FORMAT,
                    VERSION));
      }
      List<Node> nodes = new ArrayList<>();
      for (JsonNode layer : field(root, "layers", "the network")) {
        nodes.add(node(layer, "layer " + (nodes.size() + 1)));
      }
      String name = options.nameOr(text(root, "name", "the network"));
      return new ReadNetwork(Optional.of(Network.of(name, nodes)), List.of(), List.of(), List.of());
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      return failed(line, "it is not whole JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return ReadNetwork.failed(String.valueOf(e.getMessage()));
    }
  }

  private static ReadNetwork failed(int line, String why) {
    return ReadNetwork.failed(List.of(), List.of(new Problem(line, why)));
  }

  private static Node node(JsonNode json, String place) {
    String name = text(json, "name", place);
    String at = place + ", " + name;
    BlockPath block = BlockPath.NONE;
    for (JsonNode each : field(json, "blocks", at)) {
      String inner = text(each, "name", at);
      block = each.path("module").asBoolean(true) ? block.block(inner) : block.stage(inner);
    }
    String word = text(json, "layer", at);
    LayerForm form =
        Vocabulary.builtIn()
            .form(word)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s: there is no layer “%s”.%s"
                            .formatted(
                                at,
                                word,
                                NearestWords.question(word, Vocabulary.builtIn().words()))));
    Map<String, String> options = new LinkedHashMap<>();
    field(json, "options", at)
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    List<OutputAddress> reads = new ArrayList<>();
    for (JsonNode read : field(json, "reads", at)) {
      reads.add(new OutputAddress(text(read, "layer", at), read.path("output").asInt(0)));
    }
    try {
      return new Node(name, form.read(options), reads, block, json.path("weightsOf").asText(""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(at + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode field(JsonNode json, String name, String place) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("%s has no field “%s”".formatted(place, name));
    }
    return value;
  }

  private static String text(JsonNode json, String name, String place) {
    JsonNode value = field(json, name, place);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("%s: “%s” is not a text".formatted(place, name));
    }
    return value.asText();
  }
}
