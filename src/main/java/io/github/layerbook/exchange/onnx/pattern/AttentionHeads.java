package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention that is written out: projections, {@code softmax(q kᵀ / √d) v} in each head,
 * and the projection of what comes out.
 */
final class AttentionHeads implements Pattern {
  /** What only rearranges, or takes part. */
  private static final List<String> VIEWS =
      Dialect.names(
          "Reshape Transpose Squeeze Unsqueeze Slice Split Gather Identity Cast Expand Flatten"
              + " Dropout");

  private static final int LONGEST = 24;

  @Override
  public Set<String> lastOperators() {
    return Set.of("Gemm", "MatMul");
  }

  @Override
  public Optional<Group> endingWith(Operation last, Nodes nodes) {
    if (!isLinear(last, nodes)) {
      return Optional.empty();
    }
    Group group = new Group(last);
    Operation sums = backTo(last.inputs().get(0), "MatMul", nodes, group).orElse(null);
    if (sums == null || isLinear(sums, nodes)) {
      return Optional.empty();
    }
    Operation weights = backTo(sums.inputs().get(0), "Softmax", nodes, group).orElse(null);
    Operation scores = weights == null ? null : scores(weights.inputs().get(0), nodes, group, 0);
    if (weights == null || scores == null) {
      return Optional.empty();
    }
    group.with(sums, weights, scores);
    Operation query = linear(scores.inputs().get(0), nodes, group).orElse(null);
    Operation key = linear(scores.inputs().get(1), nodes, group).orElse(null);
    Operation value = linear(sums.inputs().get(1), nodes, group).orElse(null);
    if (query == null || key == null || value == null) {
      return Optional.empty();
    }
    group.with(query, key, value);
    Heads heads =
        new Heads(query, key, value, last, scores.inputs().get(0), sums.inputs().get(1), nodes);
    return heads.attributes().flatMap(attributes -> whole(last, heads, attributes, nodes, group));
  }

  static boolean isLinear(Operation operation, Nodes nodes) {
    boolean product = operation.operator().equals("Gemm") || operation.operator().equals("MatMul");
    return product
        && operation.domain().isEmpty()
        && operation.inputs().size() > 1
        && nodes.isConstant(operation.inputs().get(1))
        && nodes.extents(operation.inputs().get(1)).size() == 2;
  }

  /** Goes back over views to an operator. */
  private static Optional<Operation> backTo(
      String value, String operator, Nodes nodes, Group group) {
    String at = value;
    for (int i = 0; i < LONGEST; i++) {
      Operation maker = nodes.maker(at).orElse(null);
      if (maker == null) {
        return Optional.empty();
      } else if (maker.operator().equals(operator)) {
        return Optional.of(maker);
      } else if (!VIEWS.contains(maker.operator())) {
        return Optional.empty();
      }
      group.with(maker);
      at = maker.inputs().get(0);
    }
    return Optional.empty();
  }

  /** Goes back over scales and masks to the product of queries and keys. */
  private static @Nullable Operation scores(String value, Nodes nodes, Group group, int depth) {
    Operation maker = nodes.maker(value).orElse(null);
    if (maker == null || depth > 6) {
      return null;
    }
    switch (maker.operator()) {
      case "MatMul" -> {
        return isLinear(maker, nodes) ? null : maker;
      }
      case "Mul", "Div", "Cast", "Identity", "Reshape" -> {
        boolean scaled = maker.inputs().size() < 2 || nodes.isConstant(maker.inputs().get(1));
        group.with(maker);
        return scaled ? scores(maker.inputs().get(0), nodes, group, depth + 1) : null;
      }
      case "Add", "Where" -> {
        for (String input : maker.inputs()) {
          Group inner = new Group(maker);
          Operation found = scores(input, nodes, inner, depth + 1);
          if (found != null && maker.inputs().stream().noneMatch(each -> isBias(each, nodes))) {
            group.with(inner.members());
            return found;
          }
        }
        return null;
      }
      default -> {
        return null;
      }
    }
  }

  /** Whether scores are added to that are learned, for each head. */
  private static boolean isBias(String value, Nodes nodes) {
    List<Long> extents = nodes.extents(value);
    return nodes.isConstant(value)
        && nodes.known(value).filter(each -> !each.weight().isEmpty()).isPresent()
        && extents.size() > 2
        && extents.subList(0, extents.size() - 2).stream().anyMatch(extent -> extent != 1);
  }

  /** Goes back over views and scales to the projection that a value comes from. */
  private static Optional<Operation> linear(String value, Nodes nodes, Group group) {
    String at = value;
    for (int i = 0; i < LONGEST; i++) {
      Operation maker = nodes.maker(at).orElse(null);
      if (maker == null) {
        return Optional.empty();
      } else if (isLinear(maker, nodes)) {
        return Optional.of(maker);
      }
      boolean scale =
          (maker.operator().equals("Mul") || maker.operator().equals("Div"))
              && nodes.varying(maker).isPresent()
              && nodes.isSingle(nodes.constant(maker));
      if (!scale && !VIEWS.contains(maker.operator())) {
        return Optional.empty();
      }
      group.with(maker);
      at = scale ? nodes.varying(maker).orElseThrow() : maker.inputs().get(0);
    }
    return Optional.empty();
  }

  /** The group with what follows it, where its sequences were put one behind the other. */
  private static Optional<Group> whole(
      Operation last, Heads heads, Map<String, Object> attributes, Nodes nodes, Group group) {
    List<String> sources = new ArrayList<>();
    for (Operation each : List.of(heads.query(), heads.key(), heads.value())) {
      sources.add(sequences(each.inputs().get(0), nodes));
    }
    List<Long> before = nodes.extents(sources.get(0));
    Operation end = last;
    if (nodes.extents(last.output()).size() == 2 && before.size() > 2) {
      List<Operation> readers = nodes.readers(last.output());
      if (readers.size() != 1 || !readers.get(0).operator().equals("Reshape")) {
        return Optional.empty();
      }
      end = readers.get(0);
      group.with(end);
    }
    List<Long> after = nodes.extents(end.output());
    boolean same =
        before.size() > 2
            && after.size() == before.size()
            && after.subList(0, after.size() - 1).equals(before.subList(0, before.size() - 1));
    if (!same) {
      return Optional.empty();
    }
    boolean self = sources.stream().distinct().count() == 1;
    boolean twice = sources.get(1).equals(sources.get(2));
    List<String> inputs = self ? sources.subList(0, 1) : twice ? sources.subList(0, 2) : sources;
    Operation replacement =
        new Operation(
            "/" + String.join("/", heads.path().split("\\.", -1)) + "/attention",
            "MultiHeadAttention",
            OnnxOperators.GROUPS,
            inputs,
            end.outputs(),
            attributes,
            Map.of());
    return Optional.of(group.as(replacement));
  }

  /** Sequences before they were put one behind the other. */
  private static String sequences(String value, Nodes nodes) {
    List<Long> extents = nodes.extents(value);
    Operation maker = nodes.maker(value, "Reshape").orElse(null);
    if (extents.size() != 2 || maker == null) {
      return value;
    }
    List<Long> before = nodes.extents(maker.inputs().get(0));
    boolean longer = before.size() == 3 && before.get(2).equals(extents.get(1));
    return longer ? maker.inputs().get(0) : value;
  }

  /**
   * The four projections.
   *
   * @param query the queries'
   * @param key the keys'
   * @param value the values'
   * @param out that of what comes out
   * @param queries the queries in heads
   * @param values the values in heads
   * @param nodes the graph
   */
  private record Heads(
      Operation query,
      Operation key,
      Operation value,
      Operation out,
      String queries,
      String values,
      Nodes nodes) {
    private long width(Operation linear) {
      List<Long> weight = nodes.extents(linear.inputs().get(1));
      return weight.get(linear.number("transB", 0) != 0 ? 0 : 1);
    }

    private long features(Operation linear) {
      List<Long> weight = nodes.extents(linear.inputs().get(1));
      return weight.get(linear.number("transB", 0) != 0 ? 1 : 0);
    }

    private static boolean hasBias(Operation linear) {
      return linear.input(2).isPresent();
    }

    /** Returns what attention they are of; none if their widths do not fit together. */
    Optional<Map<String, Object>> attributes() {
      List<Long> split = nodes.extents(queries);
      List<Long> splitValues = nodes.extents(values);
      boolean biases = hasBias(query) == hasBias(key) && hasBias(key) == hasBias(value);
      if (split.size() < 3
          || splitValues.size() < 3
          || !biases
          || (hasBias(out) && !hasBias(query))) {
        return Optional.empty();
      }
      long size = split.get(split.size() - 1);
      long valueSize = splitValues.get(splitValues.size() - 1);
      long heads = features(out) / Math.max(1, valueSize);
      if (size < 1 || valueSize < 1 || heads < 1 || heads * valueSize != features(out)) {
        return Optional.empty();
      }
      long keyHeads = keyHeads(heads, size);
      IdentityHashMap<Operation, Long> widths = new IdentityHashMap<>();
      widths.merge(query, heads * size, Long::sum);
      widths.merge(key, keyHeads * size, Long::sum);
      widths.merge(value, keyHeads * valueSize, Long::sum);
      if (widths.entrySet().stream().anyMatch(each -> width(each.getKey()) != each.getValue())) {
        return Optional.empty();
      }
      return Optional.of(attributes(heads, keyHeads, size, valueSize));
    }

    private long keyHeads(long heads, long size) {
      return key.equals(query) || key.equals(value) ? heads : width(key) / size;
    }

    private Map<String, Object> attributes(long heads, long keyHeads, long size, long valueSize) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      long width = features(query);
      boolean standard =
          heads * size == width && size == valueSize && keyHeads == heads && width(out) == width;
      attributes.put("num_heads", heads);
      if (!standard) {
        attributes.put("kv_num_heads", keyHeads);
        attributes.put("head_size", size);
        attributes.put("v_head_size", valueSize);
        attributes.put("out", width(out));
      }
      attributes.put("bias", hasBias(query) ? 1L : 0L);
      attributes.put("out_bias", hasBias(out) || !hasBias(query) ? 1L : 0L);
      attributes.put(
          Recognition.WEIGHTS,
          Stream.of(query, key, value, out)
              .flatMap(each -> each.inputs().stream().skip(1))
              .distinct()
              .toList());
      return attributes;
    }

    /** What the names of all have in common. */
    String path() {
      List<String> common = null;
      for (Operation each : List.of(query, key, value, out)) {
        List<String> own = new ArrayList<>(List.of(NodeNames.of(each).split("\\.", -1)));
        if (common == null) {
          common = own;
        }
        int same = 0;
        while (same < Math.min(common.size(), own.size())
            && common.get(same).equals(own.get(same))) {
          same++;
        }
        common = common.subList(0, same);
      }
      String path = common == null ? "" : String.join(".", common);
      return path.isEmpty() ? "attention" : path;
    }
  }
}
