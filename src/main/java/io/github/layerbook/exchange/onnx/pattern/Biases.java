package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A bias that is added behind a product with weights, or behind a convolution. */
final class Biases implements Pattern {
  @Override
  public Set<String> lastOperators() {
    return Set.of("Add");
  }

  @Override
  public Optional<Group> endingWith(Operation last, Nodes nodes) {
    if (nodes.varying(last).isEmpty()) {
      return Optional.empty();
    }
    String bias = nodes.constant(last);
    List<Long> own = nodes.extents(bias).stream().filter(extent -> extent != 1).toList();
    String sum = nodes.varying(last).orElseThrow();
    Operation product = nodes.maker(nodes.origin(sum)).orElse(null);
    if (product == null || own.size() > 1 || nodes.known(bias).isEmpty()) {
      return Optional.empty();
    }
    List<Long> result = nodes.extents(last.output());
    Optional<Group> group =
        switch (product.operator()) {
          case "MatMul" -> product(last, product, bias, nodes);
          case "Gemm" ->
              product.input(2).isEmpty() && isLast(nodes.extents(bias), result)
                  ? Optional.of(
                      with(
                          last,
                          product,
                          List.of(product.inputs().get(0), product.inputs().get(1), bias)))
                  : Optional.empty();
          case "Conv", "ConvTranspose" ->
              product.input(2).isEmpty() && isChannels(nodes.extents(bias), result)
                  ? Optional.of(
                      with(
                          last,
                          product,
                          List.of(product.inputs().get(0), product.inputs().get(1), bias)))
                  : Optional.empty();
          default -> Optional.empty();
        };
    return group.map(each -> each.with(nodes.casts(sum)));
  }

  private static Group with(Operation last, Operation product, List<String> inputs) {
    return new Group(last).with(product).as(product.with(inputs, last.outputs()));
  }

  private static Optional<Group> product(
      Operation last, Operation product, String bias, Nodes nodes) {
    if (product.inputs().size() != 2) {
      return Optional.empty();
    }
    String weight = product.inputs().get(1);
    boolean fits =
        nodes.isConstant(weight)
            && nodes.extents(weight).size() == 2
            && isLast(nodes.extents(bias), nodes.extents(weight));
    return fits
        ? Optional.of(
            new Group(last)
                .with(product)
                .as(
                    product
                        .as("Gemm", "", List.of(product.inputs().get(0), weight, bias), Map.of())
                        .with(List.of(product.inputs().get(0), weight, bias), last.outputs())))
        : Optional.empty();
  }

  /** Whether a bias has a value for each place of the last axis. */
  private static boolean isLast(List<Long> bias, List<Long> result) {
    return !bias.isEmpty()
        && !result.isEmpty()
        && bias.get(bias.size() - 1).equals(result.get(result.size() - 1))
        && bias.stream().reduce(1L, Math::multiplyExact).equals(bias.get(bias.size() - 1));
  }

  /** Whether a bias has a value for each channel, which stand behind the batch. */
  private static boolean isChannels(List<Long> bias, List<Long> result) {
    int channels = bias.size() - result.size() + 1;
    return result.size() > 2
        && channels >= 0
        && bias.get(channels).equals(result.get(1))
        && bias.stream().reduce(1L, Math::multiplyExact).equals(result.get(1));
  }
}
