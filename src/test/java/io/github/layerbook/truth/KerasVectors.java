package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.GatedLinearUnit;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.ParametricRelu;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.linear.EinsumDense;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keras's layers of vectors: dense layers, embeddings, activations. */
final class KerasVectors {
  /** They differ in what they zero together and by what they replace it: in training alone. */
  private static final List<String> DROPOUTS = List.of("AlphaDropout", "GaussianDropout");

  private KerasVectors() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    mappings.put(
        "Dense",
        c ->
            Trial.keras(c, new Linear(c.size("units", 0), c.flag("use_bias", true), null))
                .naming(KerasVectors::kernel));
    mappings.put("EinsumDense", c -> Trial.keras(c, einsum(c)).naming(t -> renamed(t, "kernel")));
    mappings.put(
        "Embedding",
        c ->
            Trial.keras(c, new Embedding(c.size("input_dim", 0), c.size("output_dim", 0)))
                .naming(t -> renamed(t, "embeddings")));
    mappings.put("Activation", c -> Trial.keras(c, activation(c.text("activation", "linear"))));
    for (String name : DROPOUTS) {
      mappings.put(name, c -> Trial.keras(c, new Dropout(c.decimal("rate", 0))));
    }
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put(
          "SpatialDropout" + n + "D",
          c ->
              KerasShapes.spatial(
                  c, n, new Dropout(Dropout.Kind.CHANNELS, c.decimal("rate", 0), false)));
    }
    for (String name : List.of("ReLU", "LeakyReLU", "ELU")) {
      mappings.put(name, c -> Trial.keras(c, activation(name)));
    }
    for (String name : List.of("Identity", "GaussianNoise", "ActivityRegularization", "Masking")) {
      mappings.put(name, c -> Trial.keras(c, new Identity()));
    }
    mappings.put(
        "Softmax", c -> KerasNormalizations.along(c, (int) c.number("axis", -1), new Softmax()));
    mappings.put("Dropout", c -> Trial.keras(c, new Dropout(c.decimal("rate", 0))));
    mappings.put("PReLU", c -> Trial.keras(c, prelu(c)).naming(t -> renamed(t, "alpha")));
    return mappings;
  }

  /** A matrix with Keras's axes: inputs before outputs. */
  static Map<String, List<Long>> kernel(Tensor tensor) {
    List<Long> extents = Trial.extents(tensor);
    return tensor.kind() == Tensor.Kind.BIAS
        ? Map.of("bias", extents)
        : Map.of("kernel", List.of(extents.get(1), extents.get(0)));
  }

  private static Map<String, List<Long>> renamed(Tensor tensor, String weight) {
    return Map.of(
        tensor.kind() == Tensor.Kind.WEIGHT ? weight : tensor.name(), Trial.extents(tensor));
  }

  /** Keras states the whole output; Layerbook what the input does not tell. */
  private static EinsumDense einsum(Case c) {
    String equation = c.text("equation", "").replace(" ", "");
    String from = equation.substring(0, equation.indexOf(','));
    String to = equation.substring(equation.indexOf("->") + 2);
    JsonNode shape = c.argument("output_shape");
    List<Long> stated = new ArrayList<>();
    if (shape != null) {
      (shape.isArray() ? shape : List.of(shape)).forEach(n -> stated.add(n.asLong()));
    }
    checkBiasAxes(c, to, shape);
    List<Size> sizes = new ArrayList<>();
    for (int i = 1; i <= stated.size(); i++) {
      if (from.indexOf(to.charAt(to.length() - i)) < 0) {
        sizes.add(0, Size.of(stated.get(stated.size() - i)));
      }
    }
    return new EinsumDense(sizes, equation, c.text("bias_axes", ""));
  }

  /** Keras makes biases only along axes whose extents are stated. */
  private static void checkBiasAxes(Case c, String to, @Nullable JsonNode shape) {
    for (int i = 1; shape != null && i <= shape.size(); i++) {
      String axis = to.substring(to.length() - i, to.length() - i + 1);
      if (shape.get(shape.size() - i).isNull() && c.text("bias_axes", "").contains(axis)) {
        throw new IllegalArgumentException(
            "the extent of the bias along %s is not stated in %s".formatted(axis, shape));
      }
    }
  }

  private static Layer activation(String name) {
    String kind = name.replace("_", "").toUpperCase(Locale.ROOT);
    return switch (kind) {
      case "LINEAR" -> new Identity();
      case "SOFTMAX" -> new Softmax();
      case "SWISH" -> Activation.of(Activation.Kind.SILU);
      case "HARDSILU" -> Activation.of(Activation.Kind.HARDSWISH);
      case "LOGSOFTMAX" -> new Softmax(Softmax.Kind.LOG);
      case "GLU" -> new GatedLinearUnit(Activation.Kind.SIGMOID);
      default ->
          Activation.of(
              Arrays.stream(Activation.Kind.values())
                  .filter(each -> each.name().equals(kind))
                  .findFirst()
                  .orElseThrow(() -> new NotExpressible(NotExpressible.Reason.UNKNOWN_ACTIVATION)));
    };
  }

  private static ParametricRelu prelu(Case c) {
    JsonNode shared = c.argument("shared_axes");
    return new ParametricRelu(
        shared == null || shared.isEmpty()
            ? "none"
            : Case.numbers(shared).stream().map(String::valueOf).collect(Collectors.joining("x")),
        null);
  }
}
