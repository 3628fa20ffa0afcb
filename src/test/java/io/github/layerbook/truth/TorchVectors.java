package io.github.layerbook.truth;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.GatedLinearUnit;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.ParametricRelu;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.linear.Bilinear;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.EmbeddingBag;
import io.github.layerbook.layer.linear.Linear;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** PyTorch's layers of vectors: linear layers, embeddings, activations. */
final class TorchVectors {
  /** They differ in what they zero together and by what they replace it: in training alone. */
  private static final List<String> DROPOUTS =
      List.of("Dropout", "AlphaDropout", "FeatureAlphaDropout");

  private TorchVectors() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    mappings.put("Linear", c -> Trial.torchLast(c, linear(c)));
    mappings.put("Bilinear", c -> Trial.torchLast(c, bilinear(c)).uncounted());
    mappings.put("Embedding", c -> Trial.torchLast(c, embedding(c)));
    mappings.put("EmbeddingBag", TorchVectors::bags);
    for (String name : DROPOUTS) {
      mappings.put(name, c -> Trial.torchLast(c, new Dropout(c.decimal("p", 0.5))));
    }
    mappings.put("Dropout1d", TorchVectors::lines);
    mappings.put("Dropout2d", c -> Trial.torchLast(c, channels(c)));
    mappings.put("Dropout3d", c -> Trial.torchLast(c, channels(c)));
    mappings.put("Identity", c -> Trial.torchLast(c, new Identity()));
    mappings.put("Softmax", c -> along(c, new Softmax()));
    mappings.put("Softmax2d", c -> Trial.torch(c, 3, new Softmax()));
    mappings.put("LogSoftmax", c -> along(c, new Softmax(Softmax.Kind.LOG)));
    mappings.put("Softmin", c -> along(c, new Softmax(Softmax.Kind.MIN)));
    mappings.put("GLU", TorchVectors::halved);
    mappings.put("PReLU", c -> Trial.torchExamples(c, c.input(0).size() > 1 ? 1 : 0, prelu(c)));
    for (Activation.Kind kind : Activation.Kind.values()) {
      activation(kind, c -> Trial.torchLast(c, Activation.of(kind)), mappings);
    }
    return mappings;
  }

  /** PyTorch writes {@code LeakyReLU}, {@code SiLU}, {@code Hardswish}: the same letters. */
  private static void activation(
      Activation.Kind kind, Mapping mapping, Map<String, Mapping> mappings) {
    for (String name :
        new String[] {
          "ReLU",
          "ReLU6",
          "LeakyReLU",
          "RReLU",
          "ELU",
          "SELU",
          "CELU",
          "SiLU",
          "Mish",
          "Hardsigmoid",
          "Hardswish",
          "Hardtanh",
          "Threshold",
          "GELU",
          "Sigmoid",
          "Tanh",
          "Softplus",
          "Softsign",
          "LogSigmoid",
          "Tanhshrink",
          "Softshrink",
          "Hardshrink"
        }) {
      if (name.toUpperCase(Locale.ROOT).equals(kind.name())) {
        mappings.put(name, mapping);
      }
    }
  }

  private static Trial lines(Case c) {
    if (c.input(0).size() < 2 || c.input(0).size() > 3) {
      throw new IllegalArgumentException("Dropout1d takes 2 or 3 axes, not " + c.input(0));
    }
    return Trial.torchLast(c, channels(c));
  }

  private static Dropout channels(Case c) {
    return new Dropout(Dropout.Kind.CHANNELS, c.decimal("p", 0.5), false);
  }

  /** Where the batch is halved, the whole tensor is one example. */
  private static Trial halved(Case c) {
    int rank = c.input(0).size();
    int dimension = (int) c.number("dim", -1);
    boolean batch = dimension == 0 || dimension == -rank;
    return Trial.torchExamples(
        c,
        batch || rank == 0 ? 0 : 1,
        new GatedLinearUnit(Activation.Kind.SIGMOID, dimension == 0 ? 1 : dimension));
  }

  private static Trial along(Case c, Layer layer) {
    int rank = c.input(0).size();
    int dimension = (int) c.number("dim", -1);
    if (rank == 0) {
      return Trial.torchLast(c, layer)
          .on(1, List.of(List.of(1L)))
          .layout((out, shape) -> List.of());
    } else if (dimension < -rank || dimension >= rank) {
      throw new IllegalArgumentException("the input has no dimension " + dimension);
    }
    return Trial.along(c, 0, dimension, layer);
  }

  private static Linear linear(Case c) {
    return new Linear(c.size("out_features", 0), c.flag("bias", true), c.size("in_features"));
  }

  private static Bilinear bilinear(Case c) {
    return new Bilinear(
        c.size("out_features", 0),
        c.flag("bias", true),
        c.size("in1_features"),
        c.size("in2_features"));
  }

  private static Embedding embedding(Case c) {
    return new Embedding(c.size("num_embeddings", 0), c.size("embedding_dim", 0));
  }

  /**
   * Bags are examples, unless a second input tells where they begin, and, if it is so agreed, where
   * the last one ends.
   */
  private static Trial bags(Case c) {
    boolean several = c.inputs().size() > 1;
    if (several && (c.input(0).size() != 1 || c.input(1).size() != 1)) {
      throw new IllegalArgumentException("words and offsets are lists, not " + c.inputs());
    }
    if (!several && c.input(0).size() != 2) {
      throw new IllegalArgumentException("bags without offsets have 2 axes: " + c.inputs());
    }
    List<Long> batch = several ? List.of() : c.input(0).subList(0, 1);
    Trial trial = Trial.torchExamples(c, batch.size(), bag(c));
    if (several && c.flag("include_last_offset", false)) {
      trial = trial.on(1, List.of(c.input(0), List.of(c.input(1).get(0) - 1)));
    }
    return trial.layout((output, shape) -> Trial.join(batch, Trial.extents(shape, AxisOrder.HWC)));
  }

  private static EmbeddingBag bag(Case c) {
    return new EmbeddingBag(
        c.size("num_embeddings", 0),
        c.size("embedding_dim", 0),
        EmbeddingBag.Mode.valueOf(c.text("mode", "mean").toUpperCase(Locale.ROOT)));
  }

  /** A tensor of one axis has no channels. */
  private static ParametricRelu prelu(Case c) {
    long channels = c.input(0).size() > 1 ? c.input(0).get(1) : 1;
    if (channels == 1 && c.number("num_parameters", 1) > 1) {
      throw new IllegalArgumentException(
          "%s is not the number of channels of %s"
              .formatted(c.argument("num_parameters"), c.input(0)));
    }
    return c.number("num_parameters", 1) == 1
        ? new ParametricRelu("all", null)
        : new ParametricRelu("positions", c.size("num_parameters"));
  }
}
