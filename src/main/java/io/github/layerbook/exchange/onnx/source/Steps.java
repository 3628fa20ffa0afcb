package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layers of a transformer, each as several operators on {@code [batch, tokens, features]}. */
final class Steps {
  private static final String RESHAPE = "Reshape";
  private static final String MATMUL = "MatMul";

  private final GraphProto.Builder graph;
  private final Weights weights;
  private final Said said;
  private final String path;
  private final String owner;

  Steps(GraphProto.Builder graph, Weights weights, Said said, String owner) {
    this.graph = graph;
    this.weights = weights;
    this.said = said;
    this.path = said.node().path();
    this.owner = owner;
  }

  /** Writes the layer if it is one of these; returns whether it is. */
  boolean write(List<String> inputs) {
    if (said.layer() instanceof PositionEmbedding layer) {
      positions(layer, inputs.get(0));
    } else if (said.layer() instanceof ClassToken layer) {
      classToken(layer, inputs.get(0));
    } else if (said.layer() instanceof LayerScale layer) {
      List<Long> channels = List.of(features(said.inputs().get(0)));
      String scale = weights.weight(owner, layer.name(), channels);
      graph.addNode(Protos.node("Mul", path, List.of(inputs.get(0), scale), List.of(path)));
    } else if (said.layer() instanceof Attention layer) {
      attention(layer, inputs);
    } else {
      return false;
    }
    return true;
  }

  private String add(String type, String step, String... inputs) {
    String output = path + "_" + step;
    graph.addNode(Protos.node(type, output, List.of(inputs), List.of(output)));
    return output;
  }

  private String moved(String step, String input, Long... order) {
    String output = path + "_" + step;
    graph.addNode(
        Protos.node("Transpose", output, List.of(input), List.of(output))
            .addAttribute(Protos.integers("perm", List.of(order))));
    return output;
  }

  private String numbers(String step, Long... numbers) {
    return weights.integers(path + "_" + step, List.of(numbers));
  }

  private static long tokens(Shape shape) {
    return shape.spatial().get(0).size().value();
  }

  private static long features(Shape shape) {
    return shape.channels().size().value();
  }

  /** The first rows of a table, added. */
  private void positions(PositionEmbedding layer, String input) {
    Shape shape = said.inputs().get(0);
    Size length = layer.length();
    long rows = length == null ? tokens(shape) : length.value();
    String table = weights.weight(owner, layer.name(), List.of(1L, rows, features(shape)));
    if (rows > tokens(shape)) {
      table =
          add(
              "Slice",
              "rows",
              table,
              numbers("first", 0L),
              numbers("last", tokens(shape)),
              numbers("axis", 1L));
    }
    graph.addNode(Protos.node("Add", path, List.of(input, table), List.of(path)));
  }

  /** Learned vectors before each example's own. */
  private void classToken(ClassToken layer, String input) {
    long features = features(said.inputs().get(0));
    long tokens = layer.tokens().value();
    String token = weights.weight(owner, layer.name(), List.of(1L, tokens, features));
    String shape = add("Shape", "shape", input);
    String batch = add("Gather", "batch", shape, numbers("first", 0L));
    String size = path + "_size";
    graph.addNode(
        Protos.node(
                "Concat", size, List.of(batch, numbers("rest", tokens, features)), List.of(size))
            .addAttribute(Protos.attribute("axis", 0L)));
    String each = add("Expand", "each", token, size);
    graph.addNode(
        Protos.node("Concat", path, List.of(each, input), List.of(path))
            .addAttribute(Protos.attribute("axis", 1L)));
  }

  /** ONNX's have the steps first, then the batch, and an axis of directions. */
  void recurrent(Recurrent layer, String input, Map<String, @Nullable Object> arguments) {
    List<String> inputs = new ArrayList<>(List.of(moved("steps_first", input, 1L, 0L, 2L)));
    for (String name : List.of("W", "R", "B")) {
      Object extents = arguments.remove(name);
      if (extents != null) {
        String own = name.equals("B") ? "bias" : name.equals("W") ? "weight" : name;
        inputs.add(weights.weight(owner, own, Protos.numbers(extents)));
      }
    }
    String output = path + "_steps";
    NodeProto.Builder node = Protos.node(layer.kind().name(), output, inputs, List.of(output));
    arguments.forEach(
        (name, value) -> {
          if (name.equals("activations")) {
            node.addAttribute(Protos.texts(name, (List<?>) value));
          } else if (value != null) {
            node.addAttribute(Protos.attribute(name, value));
          }
        });
    graph.addNode(node);
    String together = moved("batch_first", output, 2L, 0L, 1L, 3L);
    String sizes = numbers("sizes", 0L, 0L, -1L);
    graph.addNode(Protos.node(RESHAPE, path, List.of(together, sizes), List.of(path)));
  }

  private void attention(Attention layer, List<String> inputs) {
    long features = features(said.inputs().get(0));
    long heads = layer.heads().value();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = List.of("q", "k", "v").get(i);
      String from = inputs.get(Math.min(i, inputs.size() - 1));
      long in = features(said.inputs().get(Math.min(i, inputs.size() - 1)));
      String projected = projected(name, from, in, features, layer.bias());
      String apart =
          add(RESHAPE, name + "_heads", projected, numbers(name + "_sizes", 0L, 0L, heads, -1L));
      parts.add(
          i == 1
              ? moved(name + "_moved", apart, 0L, 2L, 3L, 1L)
              : moved(name + "_moved", apart, 0L, 2L, 1L, 3L));
    }
    String scores = add(MATMUL, "scores", parts.get(0), parts.get(1));
    String scale = weights.decimal(path + "_root", (float) Math.sqrt((double) features / heads));
    String scaled = add("Div", "scaled", scores, scale);
    String shares = add("Softmax", "shares", scaled);
    String sums = add(MATMUL, "sums", shares, parts.get(2));
    String together = moved("together", sums, 0L, 2L, 1L, 3L);
    String joined = add(RESHAPE, "joined", together, numbers("joined_sizes", 0L, 0L, -1L));
    String result = projected("out_proj", joined, features, features, layer.outbias());
    graph.addNode(Protos.node("Identity", path, List.of(result), List.of(path)));
  }

  private String projected(String name, String input, long in, long out, boolean bias) {
    String weight = weights.weight(owner, name + ".weight", List.of(in, out));
    String product = add(MATMUL, name + "_product", input, weight);
    return bias
        ? add("Add", name + "_biased", product, weights.weight(owner, name + ".bias", List.of(out)))
        : product;
  }
}
