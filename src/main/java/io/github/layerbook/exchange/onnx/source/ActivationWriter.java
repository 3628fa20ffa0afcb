package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.size.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Activations, by ONNX's operators or by several where it has none that most programs know. */
final class ActivationWriter {
  /** Squareplus's, as Keras has it. */
  private static final double FOUR = 4;

  /** What stands between a random leak's bounds, an eighth and a third. */
  private static final double MEAN_LEAK = 11.0 / 48;

  /** What writes an activation of an input under a name. */
  @FunctionalInterface
  private interface Writer {
    String write(StepWriter to, String name, String input);
  }

  private static final Map<Activation.Kind, Writer> SEVERAL = several();

  private ActivationWriter() {}

  private static Map<Activation.Kind, Writer> several() {
    Map<Activation.Kind, Writer> several = new EnumMap<>(Activation.Kind.class);
    several.put(
        Activation.Kind.SILU,
        (to, name, x) -> to.add("Mul", name, x, to.add("Sigmoid", under(name, "sigmoid"), x)));
    several.put(
        Activation.Kind.QUICKGELU,
        (to, name, x) -> {
          String more = to.add("Mul", under(name, "more"), x, to.decimal(under(name, "by"), 1.702));
          return to.add("Mul", name, x, to.add("Sigmoid", under(name, "sigmoid"), more));
        });
    several.put(
        Activation.Kind.LOGSIGMOID,
        (to, name, x) -> {
          String minus = to.add("Neg", under(name, "minus"), x);
          return to.add("Neg", name, to.add("Softplus", under(name, "softplus"), minus));
        });
    several.put(
        Activation.Kind.TANHSHRINK,
        (to, name, x) -> to.add("Sub", name, x, to.add("Tanh", under(name, "tanh"), x)));
    several.put(
        Activation.Kind.RELU2,
        (to, name, x) -> {
          String positive = to.add("Relu", under(name, "relu"), x);
          return to.add("Mul", name, positive, positive);
        });
    several.put(Activation.Kind.RRELU, ActivationWriter::leaking);
    several.put(Activation.Kind.SQUAREPLUS, ActivationWriter::squareplus);
    several.put(Activation.Kind.SPARSEPLUS, ActivationWriter::sparseplus);
    several.put(Activation.Kind.SPARSESIGMOID, ActivationWriter::sparsesigmoid);
    return several;
  }

  private static String under(String name, String step) {
    return name.isEmpty() ? step : name + "_" + step;
  }

  private static String leaking(StepWriter to, String name, String x) {
    return to.add(
        to.node("LeakyRelu", name, List.of(x)).addAttribute(Protos.attribute("alpha", MEAN_LEAK)));
  }

  private static String squareplus(StepWriter to, String name, String x) {
    String square = to.add("Mul", under(name, "square"), x, x);
    String more = to.add("Add", under(name, "more"), square, to.decimal(under(name, "four"), FOUR));
    String both = to.add("Add", under(name, "both"), x, to.add("Sqrt", under(name, "root"), more));
    return to.add("Mul", name, both, to.decimal(under(name, "half"), 0.5));
  }

  private static String sparseplus(StepWriter to, String name, String x) {
    String one = to.decimal(under(name, "one"), 1);
    String near = to.add("Clip", under(name, "near"), x, to.decimal(under(name, "least"), -1), one);
    String more = to.add("Add", under(name, "more"), near, one);
    String square = to.add("Mul", under(name, "square"), more, more);
    String quarter =
        to.add("Mul", under(name, "quarter"), square, to.decimal(under(name, "by"), 0.25));
    String beyond = to.add("Relu", under(name, "relu"), to.add("Sub", under(name, "less"), x, one));
    return to.add("Add", name, quarter, beyond);
  }

  private static String sparsesigmoid(StepWriter to, String name, String x) {
    return to.add(
        to.node("HardSigmoid", name, List.of(x))
            .addAttribute(Protos.attribute("alpha", 0.5))
            .addAttribute(Protos.attribute("beta", 0.5)));
  }

  /** Returns whether an activation is written as several operators. */
  static boolean isSeveral(Activation.Kind kind) {
    return SEVERAL.containsKey(kind);
  }

  /** Returns the entries of activations for which ONNX's table has none. */
  static List<EntryBuilder> entries(String module) {
    return SEVERAL.keySet().stream()
        .map(
            kind ->
                EntryBuilder.of(Activation.class, module, kind.name() + "Steps")
                    .fixed("kind", kind)
                    .unsaid("inplace")
                    .arranged(call -> Arrangement.channelsFirst(call.inputs(), 1).inAnyOrder()))
        .toList();
  }

  /** Writes an activation and returns the name of its output, which ends with the step's. */
  static String write(StepWriter to, String step, Activation.Kind kind, String input) {
    Writer writer = SEVERAL.get(kind);
    if (writer != null) {
      return writer.write(to, step, input);
    }
    Invocation invocation =
        OnnxOperators.dialect()
            .write(new Activation(kind, false), List.of(Shape.features(Size.of(1))))
            .get(0);
    NodeProto.Builder node = to.node(invocation.name(), step, List.of(input));
    invocation
        .arguments()
        .named()
        .forEach(
            (name, value) -> {
              if (value != null) {
                node.addAttribute(Protos.attribute(name, value));
              }
            });
    return to.add(node);
  }
}
