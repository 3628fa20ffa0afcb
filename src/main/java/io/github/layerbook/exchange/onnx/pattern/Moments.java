package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A layer norm as Keras computes it, of a factor and a summand: {@code x * f + (shift - mean(x) *
 * f)}, where {@code f} is the scale over {@code sqrt(mean((x - mean(x))²) + eps)}.
 */
final class Moments implements Pattern {
  @Override
  public Set<String> lastOperators() {
    return Set.of("Add");
  }

  @Override
  public Optional<Group> endingWith(Operation last, Nodes nodes) {
    for (int side = 0; side < 4; side++) {
      String rest = last.inputs().get(1 - side / 2);
      Operation product = nodes.maker(last.inputs().get(side / 2), "Mul").orElse(null);
      if (product != null) {
        Group group = new Group(last).with(product);
        String data = product.inputs().get(side % 2);
        Optional<Group> found = found(data, product.inputs().get(1 - side % 2), rest, nodes, group);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Group> found(
      String data, String factor, String rest, Nodes nodes, Group group) {
    String scale = constant("Mul", factor, nodes);
    Operation inverse = Deviation.inverse(without("Mul", factor, nodes, group), nodes).orElse(null);
    Deviation deviation =
        inverse == null
            ? null
            : Deviation.of(inverse.inputs().get(inverse.inputs().size() - 1), nodes, group)
                .orElse(null);
    Operation difference =
        deviation == null ? null : nodes.maker(deviation.data(), "Sub").orElse(null);
    Operation mean =
        difference == null ? null : Deviation.mean(difference.inputs().get(1), nodes).orElse(null);
    if (inverse == null || deviation == null || difference == null || mean == null) {
      return Optional.empty();
    }
    group.with(inverse, difference, mean);
    Affine affine = new Affine(data, scale, constant("Add", rest, nodes), group);
    long axis = Deviation.axis(mean, nodes);
    boolean fits =
        nodes.same(difference.inputs().get(0), data)
            && nodes.same(mean.inputs().get(0), data)
            && isMeanLess(without("Add", rest, nodes, group), mean, factor, nodes, group)
            && axis == Deviation.axis(deviation.mean(), nodes)
            && affine.isOver(axis, data, nodes);
    return fits
        ? Optional.of(
            group.as(
                group
                    .replacement()
                    .as("LayerNormalization", "", affine.inputs(data), Map.of("axis", axis))))
        : Optional.empty();
  }

  /** What an operator combines a value with that does not depend on the input; empty for none. */
  private static String constant(String operator, String value, Nodes nodes) {
    return nodes
        .maker(value, operator)
        .filter(each -> nodes.varying(each).isPresent())
        .map(nodes::constant)
        .orElse("");
  }

  /** A value without what an operator combines it with that does not depend on the input. */
  private static String without(String operator, String value, Nodes nodes, Group group) {
    Operation maker = nodes.maker(value, operator).orElse(null);
    Optional<String> varying = maker == null ? Optional.empty() : nodes.varying(maker);
    if (maker != null && varying.isPresent()) {
      group.with(maker);
    }
    return varying.orElse(value);
  }

  /** Whether a value is {@code -mean * factor}. */
  private static boolean isMeanLess(
      String value, Operation mean, String factor, Nodes nodes, Group group) {
    Operation product = nodes.maker(value, "Mul").orElse(null);
    Operation negative =
        product == null
            ? null
            : nodes
                .other(product, factor)
                .flatMap(other -> nodes.maker(other, "Neg"))
                .filter(each -> nodes.same(each.inputs().get(0), mean.output()))
                .orElse(null);
    if (product == null || negative == null) {
      return false;
    }
    group.with(product, negative);
    return true;
  }
}
