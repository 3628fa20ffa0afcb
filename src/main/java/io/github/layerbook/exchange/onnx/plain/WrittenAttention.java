package io.github.layerbook.exchange.onnx.plain;

import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.plain.PlainGraph.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attention that is one operator, written out: {@code softmax(q kᵀ) v} in each head. */
final class WrittenAttention {
  private static final String ADD = "Add";
  private static final String MATMUL = "MatMul";
  private static final String RESHAPE = "Reshape";
  private static final String TRANSPOSE = "Transpose";
  private static final String AXIS = "axis";
  private static final String PERM = "perm";
  private static final String HEADS = "num_heads";

  private final Operation operation;
  private final PlainGraph graph;

  private WrittenAttention(Operation operation, PlainGraph graph) {
    this.operation = operation;
    this.graph = graph;
  }

  /** Returns what stands for an operator; null for one of another kind. */
  static @Nullable Rewriting of(String operator) {
    return switch (operator) {
      case "Attention" ->
          (operation, graph) ->
              operation.domain().isEmpty()
                  ? new WrittenAttention(operation, graph).ofOnnx()
                  : new WrittenAttention(operation, graph).fused();
      case "QAttention" -> (operation, graph) -> new WrittenAttention(operation, graph).fused();
      case "MultiHeadAttention" ->
          (operation, graph) -> new WrittenAttention(operation, graph).projected();
      case "GroupQueryAttention" ->
          (operation, graph) -> new WrittenAttention(operation, graph).grouped();
      default -> null;
    };
  }

  private String add(String operator, String stem, Map<String, Object> attributes, String... in) {
    return graph.add(operator, List.of(in), graph.fresh(stem), attributes);
  }

  /** ONNX's own: of queries, keys and values that are projected, and maybe apart by heads. */
  private boolean ofOnnx() {
    if (operation.outputs().size() > 3) {
      return false;
    }
    long heads = operation.number("q_num_heads", 0);
    List<String> parts = operation.inputs().subList(0, 3);
    if (heads > 0) {
      return written(parts, heads, operation.number("kv_num_heads", heads));
    }
    String all = withPast(4, 1, parts.get(1));
    String keys = add(TRANSPOSE, "keys", Map.of(PERM, List.of(0L, 1L, 3L, 2L)), all);
    String shares = shares(parts.get(0), keys);
    String values = withPast(5, 2, parts.get(2));
    graph.add(MATMUL, List.of(shares, values), operation.output(), Map.of());
    return true;
  }

  /** ONNX Runtime's with one matrix for queries, keys and values. */
  private boolean fused() {
    String weights = operation.inputs().get(1);
    if (graph.weight(weights).isEmpty()) {
      return false;
    }
    graph.trained(weights);
    String all =
        graph.add(
            operation,
            MATMUL,
            operation.inputs().subList(0, 2),
            graph.fresh("projected"),
            Map.of());
    String bias = operation.input(2).orElse("");
    if (!bias.isEmpty()) {
      graph.trained(bias);
      all = add(ADD, "projected", Map.of(), all, bias);
    }
    long width = graph.weight(weights).orElseThrow().get(1);
    List<Long> sizes =
        operation
            .numbers("qkv_hidden_sizes")
            .filter(given -> given.size() == 3)
            .orElse(List.of(width / 3, width / 3, width / 3));
    if (operation.operator().equals("QAttention")) {
      for (int input : List.of(3, 4, 6, 7)) {
        graph.scale(List.of(operation.input(input).orElse("")));
      }
    }
    long heads = operation.number(HEADS, 0);
    return written(parts(all, sizes), heads, heads);
  }

  private List<String> parts(String all, List<Long> sizes) {
    List<String> parts = new ArrayList<>();
    long from = 0;
    for (long size : sizes) {
      String begin = graph.numbers(from);
      String end = graph.numbers(from + size);
      parts.add(add("Slice", "part", Map.of(), all, begin, end, graph.numbers(-1L)));
      from += size;
    }
    return parts;
  }

  /** ONNX Runtime's of queries, keys and values that are projected already, but for the bias. */
  private boolean projected() {
    boolean apart = operation.input(1).isPresent() && operation.input(2).isPresent();
    if (operation.domain().isEmpty() || !apart) {
      return false;
    }
    List<String> parts = new ArrayList<>(operation.inputs().subList(0, 3));
    String bias = operation.input(3).orElse("");
    long width = graph.weight(bias).map(extents -> extents.get(0) / 3).orElse(0L);
    for (int i = 0; width > 0 && i < 3; i++) {
      String own = graph.part(bias, List.of("q", "k", "v").get(i), List.of(width));
      parts.set(i, add(ADD, "part", Map.of(), parts.get(i), own));
    }
    long heads = operation.number(HEADS, 0);
    return written(parts, heads, heads);
  }

  /** ONNX Runtime's with fewer heads of keys and values, as at the first step: without a past. */
  private boolean grouped() {
    boolean apart = operation.input(1).isPresent() && operation.input(2).isPresent();
    if (!apart) {
      return false;
    } else if (operation.input(3).isPresent()) {
      graph.note("attention is counted as at the first step: past keys and values are left out");
    }
    long heads = operation.number(HEADS, 0);
    return written(
        operation.inputs().subList(0, 3), heads, operation.number("kv_num_heads", heads));
  }

  /**
   * Takes queries, keys and values apart by heads, and puts together what comes of them.
   *
   * @param shared how many heads keys and values have, which divides the number of heads
   */
  private boolean written(List<String> parts, long heads, long shared) {
    if (heads <= 0 || shared <= 0 || heads % shared != 0) {
      return false;
    }
    String queries = apart(parts.get(0), heads);
    String keys = withPast(4, 1, apart(parts.get(1), shared));
    String values = withPast(5, 2, apart(parts.get(2), shared));
    String turned =
        add(TRANSPOSE, "keys", Map.of(PERM, List.of(0L, 1L, 3L, 2L)), each(keys, heads, shared));
    String sums =
        add(MATMUL, "heads", Map.of(), shares(queries, turned), each(values, heads, shared));
    String together = add(TRANSPOSE, "heads", Map.of(PERM, List.of(0L, 2L, 1L, 3L)), sums);
    graph.add(RESHAPE, List.of(together, graph.numbers(0L, 0L, -1L)), operation.output(), Map.of());
    return true;
  }

  /** {@code [batch, steps, features]} as {@code [batch, heads, steps, features of a head]}. */
  private String apart(String value, long heads) {
    String split = add(RESHAPE, "heads", Map.of(), value, graph.numbers(0L, 0L, heads, -1L));
    return add(TRANSPOSE, "heads", Map.of(PERM, List.of(0L, 2L, 1L, 3L)), split);
  }

  /** Keys or values, once for each of the heads that share them. */
  private String each(String value, long heads, long shared) {
    if (heads == shared) {
      return value;
    }
    String sizes = add("Shape", "shape", Map.of(), value);
    String size = add("Gather", "size", Map.of(AXIS, 0L), sizes, graph.numbers(3L));
    String wider = add("Unsqueeze", "heads", Map.of(), value, graph.numbers(2L));
    String times = graph.numbers(1L, 1L, heads / shared, 1L, 1L);
    String repeated = add("Expand", "heads", Map.of(), wider, times);
    String target = add("Concat", "shape", Map.of(AXIS, 0L), graph.numbers(0L, heads, -1L), size);
    return add(RESHAPE, "heads", Map.of(), repeated, target);
  }

  /** Whether a query may not see all keys. */
  private boolean isMasked() {
    boolean given = operation.domain().isEmpty() && operation.input(3).isPresent();
    return given
        || operation.number("is_causal", 0) != 0
        || operation.number("unidirectional", 0) != 0
        || operation.operator().equals("GroupQueryAttention");
  }

  private String shares(String queries, String keys) {
    String scores = add(MATMUL, "scores", Map.of(), queries, keys);
    if (isMasked()) {
      scores = add(ADD, "masked", Map.of(), scores, graph.numbers(0L));
    }
    return add("Softmax", "shares", Map.of(AXIS, -1L), scores);
  }

  /** Keys or values behind those of the past that ONNX's own is given; both are given out. */
  private String withPast(int input, int output, String value) {
    String past = operation.domain().isEmpty() ? operation.input(input).orElse("") : "";
    String all = past.isEmpty() ? value : add("Concat", "past", Map.of(AXIS, 2L), past, value);
    if (output < operation.outputs().size() && !operation.outputs().get(output).isEmpty()) {
      graph.add("Identity", List.of(all), operation.outputs().get(output), Map.of());
    }
    return all;
  }
}
