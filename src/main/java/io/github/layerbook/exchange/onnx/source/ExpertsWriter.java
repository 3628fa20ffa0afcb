package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.feedforward.Routing;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixture of experts in ONNX's operators: all experts at once, as products with banks, weighed by
 * gates that are zero for those that a position does not take ({@code TopK}, {@code
 * ScatterElements}). The values are the layer's; the work of all experts is done.
 *
 * @param to where the operators are written
 * @param layer the layer
 * @param shape the input's shape
 */
record ExpertsWriter(StepWriter to, MixtureOfExperts layer, Shape shape) {
  private static final String MUL = "Mul";

  /** Refuses experts that are layers of their own. */
  static void check(Writing writing) {
    if (((MixtureOfExperts) writing.layer()).hidden() == null || writing.inputs().size() > 1) {
      throw new NotExpressibleException(
          "its experts are layers in braces, of which ONNX knows none");
    }
  }

  static String write(StepWriter to, Said said, List<String> inputs) {
    return new ExpertsWriter(to, (MixtureOfExperts) said.layer(), said.inputs().get(0))
        .written(inputs.get(0));
  }

  private String written(String input) {
    List<String> names = List.of(layer.names().split("\\+", -1));
    long width = shape.channels().size().value();
    String gates = gates(names.get(0), input, width);
    String given = bank(names.get(1), input, width);
    String weighed = to.add(MUL, "weighed", given, gates);
    String chosen =
        to.add(
            to.node("ReduceSum", "chosen", List.of(weighed, to.numbers("experts_axis", 1L)))
                .addAttribute(Protos.attribute("keepdims", 0L)));
    Size shared = layer.shared();
    if (shared != null) {
      chosen = to.add("Add", "all", chosen, shared(names.get(2), input, width, shared.value()));
    }
    return to.add("Identity", "", chosen);
  }

  /** The weight of each expert for each position: {@code [batch, experts, positions, 1]}. */
  private String gates(String name, String input, long width) {
    long experts = layer.experts().value();
    boolean corrected = layer.routing() == Routing.CORRECTED;
    String scores = to.projected(name, input, width, experts, layer.routing() == Routing.BIASED);
    String weights = to.add(corrected ? "Sigmoid" : "Softmax", "routes", scores);
    String many = to.numbers("top", layer.top().value());
    String values = to.path() + "_top_values";
    String places = to.path() + "_top_places";
    to.graph()
        .addNode(
            Protos.node(
                "TopK", to.path() + "_topk", List.of(weights, many), List.of(values, places)));
    String zeros = to.add(MUL, "no_gates", weights, to.decimal("no_gate", 0));
    String gates =
        to.add(
            to.node("ScatterElements", "gates", List.of(zeros, places, values))
                .addAttribute(Protos.attribute("axis", 2L)));
    return to.reshaped(
        "gates_apart", to.moved("gates_moved", gates, 0L, 2L, 1L), 0L, experts, -1L, 1L);
  }

  /** What each expert gives for each position: {@code [batch, experts, positions, features]}. */
  private String bank(String name, String input, long width) {
    long experts = layer.experts().value();
    Size hidden = layer.hidden();
    long inner = hidden == null ? 0 : hidden.value();
    String each = to.add("Unsqueeze", "each", input, to.numbers("each_axis", 1L));
    String opened = step(name + ".gate_up_proj", each, experts, width, 2 * inner);
    String gate =
        to.activated("gate", layer.activation(), to.part("gate_own", opened, 3, 0, inner));
    String up = to.part("up_own", opened, 3, inner, 2 * inner);
    return step(name + ".down_proj", to.add(MUL, "inner", gate, up), experts, inner, width);
  }

  private String step(String name, String input, long experts, long in, long out) {
    String product =
        to.add(StepWriter.MATMUL, name + "_product", input, to.weight(name, experts, in, out));
    return layer.bias()
        ? to.add("Add", name + "_biased", product, biases(name + "_bias", experts, out))
        : product;
  }

  private String biases(String name, long experts, long out) {
    return to.add(
        "Unsqueeze",
        name + "_apart",
        to.weight(name, experts, out),
        to.numbers(name + "_axis", 1L));
  }

  /** The expert that every position takes. */
  private String shared(String name, String input, long width, long hidden) {
    boolean bias = layer.sharedbias();
    List<String> both = new ArrayList<>();
    for (String part : List.of("gate_proj", "up_proj")) {
      both.add(to.projected(name + "." + part, input, width, hidden, bias));
    }
    String gate = to.activated("shared_gate", layer.activation(), both.get(0));
    String inner = to.add(MUL, "shared_inner", gate, both.get(1));
    String given = to.projected(name + ".down_proj", inner, hidden, width, bias);
    if (!layer.sharedgate()) {
      return given;
    }
    String score = to.projected(name + "_gate", input, width, 1, false);
    return to.add(MUL, "shared_opened", given, to.add("Sigmoid", "shared_score", score));
  }
}
