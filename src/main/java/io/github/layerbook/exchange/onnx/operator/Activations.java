package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.ParametricRelu;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ONNX's activations. */
final class Activations {
  /** The kind, the operator and its attributes. */
  private static final String TABLE =
      """
      RELU Relu
      LEAKYRELU LeakyRelu alpha=0.01
      ELU Elu alpha=1.0
      SELU Selu alpha=1.67326 gamma=1.0507
      CELU Celu alpha=1.0
      SILU Swish alpha=1.0
      MISH Mish
      HARDSIGMOID HardSigmoid alpha=0.2 beta=0.5
      HARDSWISH HardSwish
      THRESHOLD ThresholdedRelu alpha=1.0
      GELU Gelu approximate=none
      QUICKGELU QuickGelu alpha=1.702
      SIGMOID Sigmoid
      TANH Tanh
      SOFTPLUS Softplus
      SOFTSIGN Softsign
      EXPONENTIAL Exp
      """;

  private Activations() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> all = new ArrayList<>();
    for (List<String> row : Dialect.rows(TABLE)) {
      all.add(
          inPlace(OnnxOperators.operator(Activation.class, row.get(1)))
              .fixed("kind", Activation.Kind.valueOf(row.get(0)))
              .signature(String.join(" ", row.subList(2, row.size())))
              .arranged(Axes::any));
    }
    all.add(shrink());
    all.add(clip());
    all.add(softmax(Softmax.Kind.SOFTMAX, "Softmax"));
    all.add(softmax(Softmax.Kind.LOG, "LogSoftmax"));
    all.add(parametric());
    all.add(
        OnnxOperators.operator(Dropout.class, "Dropout")
            .fixed("kind", Dropout.Kind.VALUES)
            .signature("ratio=0.5 training_mode=None seed=None")
            .bound(
                List.of("p", "inplace"),
                (call, options) -> options.put("p", call.decimal("ratio")),
                (writing, arguments) -> arguments.put("ratio", writing.get("p")))
            .arranged(Axes::any));
    all.add(OnnxOperators.operator(Identity.class, "Identity").arranged(Axes::any));
    return all;
  }

  /** ONNX does not say where an output lives. */
  private static EntryBuilder inPlace(EntryBuilder builder) {
    return builder.unsaid("inplace");
  }

  /** With a bias it is soft: {@code x - bias} beyond lambd. */
  private static EntryBuilder shrink() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Activation.class),
            call ->
                activation(
                    call.decimal("bias") == 0
                        ? Activation.Kind.HARDSHRINK
                        : Activation.Kind.SOFTSHRINK),
            writing ->
                switch (kind(writing)) {
                  case HARDSHRINK -> Map.of("lambd", 0.5, "bias", 0.0);
                  case SOFTSHRINK -> Map.of("lambd", 0.5, "bias", 0.5);
                  default -> throw unsaid(writing);
                },
            "ai.onnx",
            "Shrink")
        .signature("bias=0.0 lambd=0.5")
        .arranged(Axes::any);
  }

  /** Between 0 and 6 it is ReLU6, from 0 on ReLU, else a hard tanh. */
  private static EntryBuilder clip() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Activation.class),
            Activations::clipped,
            writing ->
                switch (kind(writing)) {
                  case RELU6 -> bounds(0.0, 6.0);
                  case HARDTANH -> bounds(-1.0, 1.0);
                  default -> throw unsaid(writing);
                },
            "ai.onnx",
            "Clip")
        .signature("min=None max=None")
        .arranged(Axes::any);
  }

  private static Map<String, @Nullable Object> bounds(double min, double max) {
    Map<String, @Nullable Object> bounds = new LinkedHashMap<>();
    bounds.put("min", min);
    bounds.put("max", max);
    return bounds;
  }

  private static Layer clipped(Call call) {
    boolean fromZero = !call.isAbsent("min") && call.decimal("min") == 0;
    boolean toSix = !call.isAbsent("max") && call.decimal("max") == 6;
    boolean open = call.isAbsent("max") || call.decimal("max") > 1e30;
    return activation(
        fromZero && toSix
            ? Activation.Kind.RELU6
            : fromZero && open ? Activation.Kind.RELU : Activation.Kind.HARDTANH);
  }

  private static Layer activation(Activation.Kind kind) {
    return LayerForm.of(Activation.class).get(0).of(Map.of("kind", kind));
  }

  private static Activation.Kind kind(Writing writing) {
    return ((Activation) writing.layer()).kind();
  }

  private static NotExpressibleException unsaid(Writing writing) {
    return new NotExpressibleException("ONNX has no operator for " + kind(writing));
  }

  private static EntryBuilder softmax(Softmax.Kind kind, String name) {
    return OnnxOperators.operator(Softmax.class, name)
        .fixed("kind", kind)
        .signature("axis=-1")
        .writing("axis", writing -> 1L)
        .arranged(call -> Axes.along(call, call.number("axis")));
  }

  /** One slope for all, or one for each channel. */
  private static EntryBuilder parametric() {
    return OnnxOperators.operator(ParametricRelu.class, "PRelu")
        .signature("slope")
        .bound(
            List.of("shared", "in"),
            (call, options) -> {
              long slopes = call.numbers("slope", 1).stream().reduce(1L, Math::multiplyExact);
              if (slopes != 1) {
                options.put("shared", "positions");
                options.put("in", Size.of(slopes));
              }
            },
            (writing, arguments) -> arguments.put("slope", slopes(writing)))
        .arranged(Axes::channels);
  }

  private static List<Long> slopes(Writing writing) {
    List<Long> slopes = new ArrayList<>();
    boolean one = "all".equals(writing.get("shared"));
    slopes.add(one ? Long.valueOf(1) : Long.valueOf(writing.channels(0).value()));
    for (int i = 0; !one && i < writing.inputs().get(0).spatial().size(); i++) {
      slopes.add(1L);
    }
    return slopes;
  }
}
