package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention that is written out: projections, {@code softmax(q kᵀ / √d) v} in each head,
 * and the projection of what comes out.
 */
final class AttentionHeads implements Pattern {
  private static final int LONGEST = 24;

  private static final Set<String> MASKS = Set.of("Add", "Where");

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
    Group scored = new Group(last);
    List<String> sinks = new ArrayList<>();
    String shared =
        weights == null ? "" : withoutSinks(weights.inputs().get(0), nodes, scored, sinks);
    Operation scores = weights == null ? null : scores(shared, nodes, scored, 0);
    if (weights == null || scores == null) {
      return Optional.empty();
    }
    group.with(sums, weights, scores).with(scored.members());
    HeadPath query = HeadPath.of(scores.inputs().get(0), nodes, group).orElse(null);
    HeadPath key = HeadPath.of(scores.inputs().get(1), nodes, group).orElse(null);
    HeadPath value = HeadPath.of(sums.inputs().get(1), nodes, group).orElse(null);
    List<Long> queries = nodes.extents(scores.inputs().get(0));
    List<Long> values = nodes.extents(sums.inputs().get(1));
    if (query == null || key == null || value == null || queries.size() < 3 || values.size() < 3) {
      return Optional.empty();
    }
    group.with(query.linear(), key.linear(), value.linear());
    boolean masked = scored.members().stream().anyMatch(each -> MASKS.contains(each.operator()));
    Heads heads =
        new Heads(
            query,
            key,
            value,
            last,
            queries.get(queries.size() - 1),
            values.get(values.size() - 1),
            masked,
            sinks,
            nodes);
    return whole(last, heads, nodes, group);
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
      } else if (!HeadPath.VIEWS.contains(maker.operator())) {
        return Optional.empty();
      }
      group.with(maker);
      at = maker.inputs().get(0);
    }
    return Optional.empty();
  }

  /** Goes back over a number of each head that stands behind its scores. */
  private static String withoutSinks(String value, Nodes nodes, Group group, List<String> sinks) {
    Operation joined = nodes.maker(value, "Concat").orElse(null);
    if (joined == null || joined.inputs().size() != 2) {
      return value;
    }
    String weight = nodes.known(joined.inputs().get(1)).map(Known::weight).orElse("");
    if (weight.isEmpty() || !nodes.isConstant(joined.inputs().get(1))) {
      return value;
    }
    sinks.add(weight);
    group.with(joined);
    return joined.inputs().get(0);
  }

  /** Goes back over scales and masks to the product of queries and keys. */
  private static @Nullable Operation scores(String value, Nodes nodes, Group group, int depth) {
    Operation maker = nodes.maker(value).orElse(null);
    if (maker == null || depth > 6) {
      return null;
    }
    switch (maker.operator()) {
      case "MatMul", "FusedMatMul" -> {
        return isLinear(maker, nodes) ? null : maker;
      }
      case "Mul", "Div", "Tanh", "Cast", "Identity", "Reshape" -> {
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

  /** The group with what follows it, where its sequences were put one behind the other. */
  private static Optional<Group> whole(Operation last, Heads heads, Nodes nodes, Group group) {
    List<String> sources = new ArrayList<>();
    for (HeadPath each : List.of(heads.query(), heads.key(), heads.value())) {
      sources.add(sequences(each.linear().inputs().get(0), nodes));
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
    return heads.attention(inputs, end.outputs()).map(group::as);
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
}
