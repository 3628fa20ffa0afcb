package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.onnx.operator.Signature;
import io.github.layerbook.exchange.source.Arranged;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a layer as the operator that the dialect says it is: inputs in the order of the operator's
 * signature, all else as attributes.
 *
 * @param to where it is written
 * @param said the layer
 */
record OperatorWriter(StepWriter to, Said said) {
  private static final Set<String> FLOATS = Set.of("min", "max", "ratio");

  private static final String WEIGHT = "weight";

  /** Operators whose B is no bias. */
  private static final Set<String> MATRICES = Set.of("Gemm", "MatMul");

  /** Weights by ONNX's names, and by those that layers have elsewhere. */
  private static final Map<String, String> WEIGHTS =
      Map.ofEntries(
          Map.entry("W", WEIGHT),
          Map.entry("B", "bias"),
          Map.entry("C", "bias"),
          Map.entry("scale", WEIGHT),
          Map.entry("Scale", WEIGHT),
          Map.entry("mean", "running_mean"),
          Map.entry("var", "running_var"),
          Map.entry("slope", WEIGHT),
          Map.entry("data", WEIGHT));

  void write(Arranged arranged, List<String> tensors) {
    if (said.layer() instanceof Activation layer && ActivationWriter.isSeveral(layer.kind())) {
      ActivationWriter.write(to, "", layer.kind(), tensors.get(0));
    } else if (said.layer() instanceof Linear linear && linear.bias()) {
      biased(linear, tensors.get(0));
    } else {
      operator(arranged, tensors);
    }
  }

  /** A product has no bias. */
  private void biased(Linear linear, String input) {
    long out = linear.out().value();
    long in = said.inputs().get(0).channels().size().value();
    String product = to.add(StepWriter.MATMUL, "product", input, to.weight(WEIGHT, in, out));
    to.add("Add", "", product, to.weight("bias", out));
  }

  private void operator(Arranged arranged, List<String> tensors) {
    String type = said.invocation().name();
    Map<String, @Nullable Object> values = values(said, arranged.invocation());
    Signature signature = Signature.of(type);
    List<String> inputs = new ArrayList<>();
    int next = 0;
    for (String name : signature.inputs()) {
      if (name.startsWith("*")) {
        inputs.addAll(tensors.subList(next, tensors.size()));
        next = tensors.size();
        continue;
      }
      Object value = values.remove(name);
      if (value != null) {
        inputs.add(input(signature, name, value));
      } else if (next < tensors.size()) {
        inputs.add(tensors.get(next++));
      } else {
        inputs.add(signature.needed().contains(name) ? unlearned(arranged, name) : "");
      }
    }
    while (!inputs.isEmpty() && inputs.get(inputs.size() - 1).isEmpty()) {
      inputs.remove(inputs.size() - 1);
    }
    List<String> outputs = new ArrayList<>();
    for (int output : arranged.outputs()) {
      outputs.add(GraphValues.name(new OutputAddress(to.path(), output)));
    }
    NodeProto.Builder node = Protos.node(type, to.path(), inputs, outputs);
    values.forEach(
        (name, value) -> {
          if (value != null) {
            node.addAttribute(Protos.attribute(name, value));
          }
        });
    to.add(node);
  }

  /** Returns the values of what an operator is called with, by their names. */
  static Map<String, @Nullable Object> values(Said said, Invocation invocation) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<Argument> signature = said.entry().arguments();
    List<?> positional = invocation.arguments().positional();
    for (int i = 0; i < positional.size(); i++) {
      values.put(signature.get(i).name(), positional.get(i));
    }
    values.putAll(invocation.arguments().named());
    return values;
  }

  /** Ones or zeros that are no weights, where an operator needs an input. */
  private String unlearned(Arranged arranged, String name) {
    Long[] extents = extents(arranged).toArray(Long[]::new);
    NodeProto.Builder node =
        to.node("ConstantOfShape", name, List.of(to.numbers(name + "_extents", extents)));
    if (name.equalsIgnoreCase("scale") || name.equals("var")) {
      node.addAttribute(Protos.one());
    }
    return to.add(node);
  }

  /** Of the channels; or of all axes from one on, where the operator normalises these. */
  private List<Long> extents(Arranged arranged) {
    Object axis = arranged.invocation().arguments().named().get("axis");
    List<Long> all = arranged.operands().get(0).extents();
    return axis instanceof Long number
        ? all.subList(all.size() + Math.toIntExact(number), all.size())
        : List.of(said.inputs().get(0).channels().size().value());
  }

  private String input(Signature signature, String name, Object value) {
    if (signature.weights().contains(name)) {
      boolean matrix = MATRICES.contains(said.invocation().name()) && name.equals("B");
      String own = matrix ? WEIGHT : WEIGHTS.getOrDefault(name, name);
      return to.weight(own, Protos.numbers(value).toArray(Long[]::new));
    }
    return FLOATS.contains(name)
        ? to.decimal(name, ((Number) value).doubleValue())
        : to.numbers(name, Protos.numbers(value).toArray(Long[]::new));
  }
}
