package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Activations that are a product of an input with what is made of it. */
final class Gates {
  private Gates() {}

  private static Group group(Operation last, String operator, String input) {
    return new Group(last).as(last.as(operator, "", List.of(input), Map.of()));
  }

  /** The factors of a product of products; divisions by a number are such too. */
  private static void factors(
      String value, Nodes nodes, Group group, List<String> factors, int depth) {
    Operation maker = nodes.maker(value).orElse(null);
    boolean inner =
        depth < 4
            && maker != null
            && maker.inputs().size() == 2
            && (maker.operator().equals("Mul")
                || (maker.operator().equals("Div") && nodes.isSingle(maker.inputs().get(1))))
            && (depth == 0 || nodes.readers(value).size() == 1);
    if (!inner || maker == null) {
      factors.add(value);
      return;
    }
    group.with(maker);
    maker.inputs().forEach(input -> factors(input, nodes, group, factors, depth + 1));
  }

  /**
   * A softmax of which nothing is left where all is masked, {@code isnan(p) ? 0 : p}; a softplus
   * that is its input where that is large, {@code x > 20 ? x : softplus(x)}.
   */
  static final class Guarded implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Where");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      Operation large = nodes.maker(last.inputs().get(0), "Greater").orElse(null);
      Operation curve = nodes.maker(last.inputs().get(2), "Softplus").orElse(null);
      String input = last.inputs().get(1);
      if (large != null
          && curve != null
          && nodes.same(large.inputs().get(0), input)
          && nodes.same(curve.inputs().get(0), input)) {
        return Optional.of(group(last, "Softplus", input).with(large, curve));
      }
      Operation test = nodes.maker(last.inputs().get(0), "IsNaN").orElse(null);
      Operation softmax = nodes.maker(last.inputs().get(2), "Softmax").orElse(null);
      return test != null
              && softmax != null
              && nodes.isSingle(last.inputs().get(1))
              && test.inputs().get(0).equals(softmax.output())
          ? Optional.of(
              new Group(last)
                  .with(test, softmax)
                  .as(softmax.with(softmax.inputs(), last.outputs())))
          : Optional.empty();
    }
  }

  /**
   * {@code x * 0.5 * (1 + erf(x / √2))} or {@code x * 0.5 * erfc(-x / √2)}, or with a hyperbolic
   * tangent of a cubic of x.
   */
  static final class Gelu implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Mul", "Div");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      Group group = new Group(last);
      List<String> factors = new ArrayList<>();
      factors(last.output(), nodes, group, factors, 0);
      List<String> varying = factors.stream().filter(each -> !nodes.isConstant(each)).toList();
      List<String> numbers = factors.stream().filter(nodes::isSingle).toList();
      if (varying.size() != 2 || varying.size() + numbers.size() != factors.size()) {
        return Optional.empty();
      }
      for (int side = 0; side < 2; side++) {
        String input = varying.get(1 - side);
        Group whole = new Group(last).with(group.members());
        if (isGate(varying.get(side), input, nodes, whole)) {
          return Optional.of(whole.as(last.as("Gelu", "", List.of(input), Map.of())));
        }
      }
      return Optional.empty();
    }

    private static boolean isGate(String value, String input, Nodes nodes, Group group) {
      Operation rest = nodes.maker(value, "Erfc").orElse(null);
      if (rest != null) {
        group.with(rest);
        return isMadeOf(rest.inputs().get(0), input, nodes, group, 0);
      }
      Operation sum = nodes.maker(value, "Add").orElse(null);
      if (sum == null || nodes.varying(sum).isEmpty() || !nodes.isNumber(nodes.constant(sum), 1)) {
        return false;
      }
      String inner = nodes.varying(sum).orElseThrow();
      Operation curve = nodes.maker(inner, "Erf").or(() -> nodes.maker(inner, "Tanh")).orElse(null);
      if (curve == null) {
        return false;
      }
      group.with(sum, curve);
      return isMadeOf(curve.inputs().get(0), input, nodes, group, 0);
    }

    /** Whether a value is made of one other and of numbers. */
    private static boolean isMadeOf(
        String value, String input, Nodes nodes, Group group, int depth) {
      if (nodes.same(value, input) || nodes.isSingle(value)) {
        return true;
      }
      Operation maker = nodes.maker(value).orElse(null);
      boolean plain =
          maker != null
              && depth < 8
              && List.of("Mul", "Add", "Div", "Pow", "Cast", "Neg").contains(maker.operator());
      if (!plain || maker == null) {
        return false;
      }
      group.with(maker);
      return maker.inputs().stream()
          .allMatch(each -> isMadeOf(each, input, nodes, group, depth + 1));
    }
  }

  /** SiLU, quick GELU, Mish, hard swish; and a hard sigmoid that is written out. */
  static final class Products implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Mul", "Div");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      if (last.inputs().size() != 2) {
        return Optional.empty();
      } else if (last.operator().equals("Div")) {
        return nodes.isNumber(last.inputs().get(1), 6) ? sixth(last, nodes) : Optional.empty();
      }
      for (int side = 0; side < 2; side++) {
        String input = last.inputs().get(1 - side);
        Optional<Group> group = gated(last, last.inputs().get(side), input, nodes);
        if (group.isPresent()) {
          return group;
        }
      }
      return Optional.empty();
    }

    private static Optional<Group> gated(Operation last, String gate, String input, Nodes nodes) {
      Operation maker = nodes.maker(gate).orElse(null);
      if (maker == null || maker.inputs().isEmpty()) {
        return nodes.isNumber(gate, 1 / 6.0) ? sixth(last, nodes) : Optional.empty();
      }
      String inner = maker.inputs().get(0);
      switch (maker.operator()) {
        case "Sigmoid" -> {
          if (nodes.same(inner, input)) {
            return Optional.of(group(last, "Swish", input).with(maker));
          }
          return nodes
              .maker(inner, "Mul")
              .filter(each -> nodes.other(each, input).filter(nodes::isSingle).isPresent())
              .map(scaled -> group(last, "QuickGelu", input).with(maker, scaled));
        }
        case "HardSigmoid" -> {
          return nodes.same(inner, input)
              ? Optional.of(group(last, "HardSwish", input).with(maker))
              : Optional.empty();
        }
        case "Tanh" -> {
          return nodes
              .maker(inner, "Softplus")
              .filter(each -> nodes.same(each.inputs().get(0), input))
              .map(curve -> group(last, "Mish", input).with(maker, curve));
        }
        case "Div" -> {
          Group inside = group(last, "HardSwish", input).with(maker);
          return nodes.isNumber(maker.inputs().get(1), 6) && isClipped(inner, input, nodes, inside)
              ? Optional.of(inside)
              : Optional.empty();
        }
        case "Mul" -> {
          Group inside = group(last, "HardSwish", input).with(maker);
          return nodes.varying(maker).isPresent()
                  && nodes.isNumber(nodes.constant(maker), 1 / 6.0)
                  && isClipped(nodes.varying(maker).orElseThrow(), input, nodes, inside)
              ? Optional.of(inside)
              : Optional.empty();
        }
        default -> {
          return nodes.isNumber(gate, 1 / 6.0) ? sixth(last, nodes) : Optional.empty();
        }
      }
    }

    /** {@code x * relu6(x + 3) / 6}, or {@code relu6(x + 3) / 6} alone. */
    private static Optional<Group> sixth(Operation last, Nodes nodes) {
      String whole = nodes.varying(last).orElse("");
      Operation product = nodes.maker(whole, "Mul").orElse(null);
      for (int side = 0; product != null && product.inputs().size() == 2 && side < 2; side++) {
        String input = product.inputs().get(1 - side);
        Group group = group(last, "HardSwish", input).with(product);
        if (isClipped(product.inputs().get(side), input, nodes, group)) {
          return Optional.of(group);
        }
      }
      Group alone = new Group(last);
      String input =
          nodes
              .maker(whole, "Clip")
              .flatMap(clip -> nodes.maker(clip.inputs().get(0), "Add"))
              .flatMap(nodes::varying)
              .orElse("");
      return !input.isEmpty() && isClipped(whole, input, nodes, alone)
          ? Optional.of(alone.as(last.as("HardSigmoid", "", List.of(input), Map.of())))
          : Optional.empty();
    }

    /** Whether a value is {@code relu6(x + 3)}. */
    private static boolean isClipped(String value, String input, Nodes nodes, Group group) {
      Operation clip = nodes.maker(value, "Clip").orElse(null);
      Operation sum = clip == null ? null : nodes.maker(clip.inputs().get(0), "Add").orElse(null);
      if (clip == null || sum == null) {
        return false;
      }
      boolean three = nodes.other(sum, input).filter(each -> nodes.isNumber(each, 3)).isPresent();
      boolean six =
          clip.attributes().containsKey("max")
              ? clip.decimal("max", 0) == 6
              : clip.input(2).filter(each -> nodes.isNumber(each, 6)).isPresent();
      group.with(clip, sum);
      return three && six;
    }
  }
}
