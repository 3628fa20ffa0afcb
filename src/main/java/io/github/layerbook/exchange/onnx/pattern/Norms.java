package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Normalisations that are written out. */
final class Norms {
  private Norms() {}

  /**
   * A scale and a shift that may follow.
   *
   * @param core what is scaled and shifted
   * @param scale the scale; empty for none
   * @param shift the shift; empty for none
   * @param group the nodes that do it
   */
  private record Affine(String core, String scale, String shift, Group group) {
    static List<Affine> of(Operation last, Nodes nodes) {
      List<Affine> all = new ArrayList<>();
      if (last.operator().equals("Add") && nodes.varying(last).isPresent()) {
        String shift = nodes.constant(last);
        String scaled = nodes.varying(last).orElseThrow();
        nodes
            .maker(scaled, "Mul")
            .filter(product -> nodes.varying(product).isPresent())
            .ifPresent(
                product ->
                    all.add(
                        new Affine(
                            nodes.varying(product).orElseThrow(),
                            nodes.constant(product),
                            shift,
                            new Group(last).with(product).with(between(scaled, nodes)))));
      } else if (last.operator().equals("Mul") && nodes.varying(last).isPresent()) {
        all.add(
            new Affine(
                nodes.varying(last).orElseThrow(), nodes.constant(last), "", new Group(last)));
      }
      all.add(new Affine(last.output(), "", "", new Group(last)));
      return all;
    }

    /** Whether each feature of the last axes, from one on, has its scale and its shift. */
    boolean isOver(long axis, String data, Nodes nodes) {
      List<Long> extents = nodes.extents(data);
      int first = extents.size() + Math.toIntExact(axis);
      return first >= 0
          && axis < 0
          && isOver(scale, extents.subList(first, extents.size()), nodes)
          && isOver(shift, extents.subList(first, extents.size()), nodes);
    }

    private static boolean isOver(String weight, List<Long> features, Nodes nodes) {
      List<Long> own = nodes.extents(weight).stream().filter(extent -> extent != 1).toList();
      return weight.isEmpty()
          || nodes.isSingle(weight)
          || own.equals(features.stream().filter(extent -> extent != 1).toList());
    }

    /** The inputs of the operation that stands for all. */
    List<String> inputs(String data) {
      List<String> inputs = new ArrayList<>(List.of(data));
      if (!scale.isEmpty()) {
        inputs.add(scale);
      }
      if (!shift.isEmpty()) {
        inputs.add(shift);
      }
      return inputs;
    }
  }

  /** The casts that stand between a value and what it is but for its type. */
  private static Operation[] between(String value, Nodes nodes) {
    List<Operation> casts = new ArrayList<>();
    String at = value;
    String end = nodes.origin(value);
    while (!at.equals(end)) {
      Operation cast = nodes.maker(at).orElseThrow();
      casts.add(cast);
      at = cast.inputs().get(0);
    }
    return casts.toArray(Operation[]::new);
  }

  /** The axis from which on a mean is taken; 0 if it is not over the last axes. */
  private static long axis(Operation mean, Nodes nodes) {
    int rank = nodes.extents(mean.inputs().get(0)).size();
    List<Long> axes =
        mean.numbers("axes")
            .or(() -> mean.input(1).flatMap(nodes::known).flatMap(Known::integers))
            .orElse(List.of());
    List<Long> negative =
        axes.stream().map(axis -> axis < 0 ? axis : axis - rank).sorted().toList();
    for (int i = 0; i < negative.size(); i++) {
      if (negative.get(i) != i - negative.size()) {
        return 0;
      }
    }
    return -negative.size();
  }

  private static Operation normalized(
      Operation last, String operator, List<String> inputs, Map<String, Object> attributes) {
    return last.as(operator, "", inputs, attributes);
  }

  /** The mean of squares behind a root: {@code sqrt(mean(x²) + eps)}. */
  private record Root(Operation mean, String data) {
    static Optional<Root> of(String value, Nodes nodes, Group group) {
      Operation root = nodes.maker(value, "Sqrt").orElse(null);
      Operation sum = root == null ? null : nodes.maker(root.inputs().get(0), "Add").orElse(null);
      if (root == null || sum == null || nodes.varying(sum).isEmpty()) {
        return Optional.empty();
      }
      String inner = nodes.varying(sum).orElseThrow();
      Operation mean = nodes.maker(inner, "ReduceMean").orElse(null);
      if (mean == null || !nodes.isSingle(nodes.constant(sum))) {
        return Optional.empty();
      }
      String squares = mean.inputs().get(0);
      Operation square =
          nodes
              .maker(squares, "Pow")
              .filter(each -> nodes.isNumber(each.inputs().get(1), 2))
              .or(
                  () ->
                      nodes
                          .maker(squares, "Mul")
                          .filter(each -> nodes.same(each.inputs().get(0), each.inputs().get(1))))
              .orElse(null);
      if (square == null) {
        return Optional.empty();
      }
      group
          .with(root, sum, mean, square)
          .with(between(value, nodes))
          .with(between(root.inputs().get(0), nodes))
          .with(between(inner, nodes))
          .with(between(squares, nodes));
      return Optional.of(new Root(mean, square.inputs().get(0)));
    }
  }

  /** What is divided by a root, whether by a division or by a product with the inverse. */
  private static Optional<Root> divided(
      String value, Nodes nodes, Group group, List<String> dividend) {
    Operation division = nodes.maker(value, "Div").orElse(null);
    group.with(between(value, nodes));
    if (division != null) {
      dividend.add(division.inputs().get(0));
      group.with(division);
      return Root.of(division.inputs().get(1), nodes, group);
    }
    Operation product = nodes.maker(value, "Mul").orElse(null);
    for (int side = 0; product != null && product.inputs().size() == 2 && side < 2; side++) {
      String factor = product.inputs().get(side);
      Operation inverse =
          nodes
              .maker(factor, "Reciprocal")
              .or(
                  () ->
                      nodes
                          .maker(factor, "Div")
                          .filter(each -> nodes.isNumber(each.inputs().get(0), 1)))
              .orElse(null);
      if (inverse != null) {
        dividend.add(product.inputs().get(1 - side));
        group.with(product, inverse).with(between(factor, nodes));
        String root = inverse.inputs().get(inverse.inputs().size() - 1);
        return Root.of(root, nodes, group);
      }
    }
    return Optional.empty();
  }

  /** {@code (x - mean(x)) / sqrt(mean((x - mean(x))²) + eps)}, scaled and shifted. */
  static final class OfLayers implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Add", "Mul", "Div");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      for (Affine affine : Affine.of(last, nodes)) {
        Group group = affine.group();
        List<String> dividend = new ArrayList<>();
        Optional<Root> root = divided(affine.core(), nodes, group, dividend);
        Operation difference =
            root.flatMap(each -> nodes.maker(dividend.get(0), "Sub")).orElse(null);
        Operation again = root.flatMap(each -> nodes.maker(each.data(), "Sub")).orElse(null);
        if (difference == null || again == null) {
          continue;
        }
        String data = difference.inputs().get(0);
        Operation mean = nodes.maker(difference.inputs().get(1), "ReduceMean").orElse(null);
        Operation sameMean = nodes.maker(again.inputs().get(1), "ReduceMean").orElse(null);
        boolean fits =
            mean != null
                && sameMean != null
                && nodes.same(mean.inputs().get(0), data)
                && nodes.same(again.inputs().get(0), data)
                && affine.isOver(axis(mean, nodes), data, nodes)
                && axis(mean, nodes) == axis(root.orElseThrow().mean(), nodes);
        if (fits && mean != null && sameMean != null) {
          group
              .with(difference, again, mean, sameMean)
              .with(between(dividend.get(0), nodes))
              .with(between(root.orElseThrow().data(), nodes));
          Map<String, Object> attributes = Map.of("axis", axis(mean, nodes));
          return Optional.of(
              group.as(normalized(last, "LayerNormalization", affine.inputs(data), attributes)));
        }
      }
      return Optional.empty();
    }
  }

  /** {@code x / sqrt(mean(x²) + eps)}, scaled. */
  static final class OfSquares implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Mul", "Div");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      for (Affine affine : Affine.of(last, nodes)) {
        Group group = affine.group();
        List<String> dividend = new ArrayList<>();
        Optional<Root> root = divided(affine.core(), nodes, group, dividend);
        boolean fits =
            affine.shift().isEmpty()
                && root.isPresent()
                && nodes.same(root.get().data(), dividend.get(0))
                && affine.isOver(axis(root.get().mean(), nodes), dividend.get(0), nodes);
        if (fits) {
          String data = nodes.origin(dividend.get(0));
          Map<String, Object> attributes = Map.of("axis", axis(root.orElseThrow().mean(), nodes));
          return Optional.of(
              group.as(normalized(last, "RMSNormalization", affine.inputs(data), attributes)));
        }
      }
      return Optional.empty();
    }
  }

  /** An instance norm of groups that channels are put into and taken out of again. */
  static final class OfGroups implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Add", "Reshape");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      for (Affine affine : Affine.of(last, nodes)) {
        Operation apart = nodes.maker(affine.core(), "Reshape").orElse(null);
        Operation norm =
            apart == null
                ? null
                : nodes.maker(apart.inputs().get(0), "InstanceNormalization").orElse(null);
        Operation together =
            norm == null ? null : nodes.maker(norm.inputs().get(0), "Reshape").orElse(null);
        if (apart == null || norm == null || together == null) {
          continue;
        }
        String data = together.inputs().get(0);
        List<Long> before = nodes.extents(data);
        long groups = nodes.extents(norm.inputs().get(1)).stream().reduce(1L, Math::multiplyExact);
        boolean fits =
            before.size() > 1
                && before.equals(nodes.extents(apart.output()))
                && groups > 0
                && before.get(1) % groups == 0
                && affine.scale().isEmpty() == affine.shift().isEmpty();
        if (fits) {
          Map<String, Object> attributes = new LinkedHashMap<>();
          attributes.put("num_groups", groups);
          return Optional.of(
              affine
                  .group()
                  .with(apart, norm, together)
                  .as(normalized(last, "GroupNormalization", affine.inputs(data), attributes)));
        }
      }
      return Optional.empty();
    }
  }

  /** {@code x / max(‖x‖, eps)}. */
  static final class OfLengths implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Div");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      if (last.inputs().size() != 2) {
        return Optional.empty();
      }
      Group group = new Group(last);
      String at = last.inputs().get(1);
      for (int i = 0; i < 4; i++) {
        Operation maker = nodes.maker(at).orElse(null);
        if (maker == null) {
          return Optional.empty();
        }
        Optional<String> data = length(maker, nodes, group);
        if (data.isPresent()) {
          long axis = axis(maker, nodes);
          boolean fits = axis == -1 && nodes.same(data.get(), last.inputs().get(0));
          return fits
              ? Optional.of(
                  group
                      .with(maker)
                      .as(
                          last.as(
                              "LpNormalization", "", List.of(data.get()), Map.of("axis", axis))))
              : Optional.empty();
        } else if (!List.of("Expand", "Clip", "Max", "Add", "Cast", "Sqrt")
            .contains(maker.operator())) {
          return Optional.empty();
        }
        group.with(maker);
        at = maker.inputs().get(0);
      }
      return Optional.empty();
    }

    /** What an operation tells the length of, or its square. */
    private static Optional<String> length(Operation maker, Nodes nodes, Group group) {
      if (maker.operator().equals("ReduceL2")) {
        return Optional.of(maker.inputs().get(0));
      }
      Operation square =
          maker.operator().equals("ReduceSum")
              ? nodes.maker(maker.inputs().get(0), "Mul").orElse(null)
              : null;
      if (square == null || !nodes.same(square.inputs().get(0), square.inputs().get(1))) {
        return Optional.empty();
      }
      group.with(square);
      return Optional.of(square.inputs().get(0));
    }
  }
}
