package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.List;
import java.util.Optional;

/**
 * The mean of squares behind a root: {@code sqrt(mean(x²) + eps)}.
 *
 * @param mean the operation that takes the mean
 * @param data what is squared
 */
record Deviation(Operation mean, String data) {
  static Optional<Deviation> of(String value, Nodes nodes, Group group) {
    Operation root = nodes.maker(value, "Sqrt").orElse(null);
    Operation sum = root == null ? null : nodes.maker(root.inputs().get(0), "Add").orElse(null);
    if (root == null || sum == null || nodes.varying(sum).isEmpty()) {
      return Optional.empty();
    }
    String inner = nodes.varying(sum).orElseThrow();
    Operation mean = mean(inner, nodes).orElse(null);
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
        .with(nodes.casts(value))
        .with(nodes.casts(root.inputs().get(0)))
        .with(nodes.casts(inner))
        .with(nodes.casts(squares));
    return Optional.of(new Deviation(mean, square.inputs().get(0)));
  }

  /** Returns what takes a mean: also over all axes behind the second. */
  static Optional<Operation> mean(String value, Nodes nodes) {
    return nodes.maker(value, "ReduceMean").or(() -> nodes.maker(value, "GlobalAveragePool"));
  }

  /** Returns what divides one by a value. */
  static Optional<Operation> inverse(String value, Nodes nodes) {
    return nodes
        .maker(value, "Reciprocal")
        .or(
            () ->
                nodes.maker(value, "Div").filter(each -> nodes.isNumber(each.inputs().get(0), 1)));
  }

  /** The axis from which on a mean is taken; 0 if it is not over the last axes. */
  static long axis(Operation mean, Nodes nodes) {
    int rank = nodes.extents(mean.inputs().get(0)).size();
    if (mean.operator().equals("GlobalAveragePool")) {
      return 2L - rank;
    }
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

  /** What is divided by a root, whether by a division or by a product with the inverse. */
  static Optional<Deviation> divided(
      String value, Nodes nodes, Group group, List<String> dividend) {
    Operation division = nodes.maker(value, "Div").orElse(null);
    group.with(nodes.casts(value));
    if (division != null) {
      dividend.add(division.inputs().get(0));
      group.with(division);
      return of(division.inputs().get(1), nodes, group);
    }
    Operation product = nodes.maker(value, "Mul").orElse(null);
    for (int side = 0; product != null && product.inputs().size() == 2 && side < 2; side++) {
      String factor = product.inputs().get(side);
      Operation inverse = inverse(factor, nodes).orElse(null);
      if (inverse != null) {
        dividend.add(product.inputs().get(1 - side));
        group.with(product, inverse).with(nodes.casts(factor));
        String root = inverse.inputs().get(inverse.inputs().size() - 1);
        return of(root, nodes, group);
      }
    }
    return Optional.empty();
  }
}
