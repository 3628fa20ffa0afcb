package io.github.layerbook.truth;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.TransformerLayer;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's attention and transformer layers. */
final class TorchAttention {
  private TorchAttention() {}

  static Map<String, Mapping> mappings() {
    return Map.of(
        "MultiheadAttention",
        c -> sequences(c, attention(c)),
        "TransformerEncoderLayer",
        c -> sequences(c, layer(c, TransformerLayer.Kind.ENCODER)),
        "TransformerDecoderLayer",
        c -> sequences(c, layer(c, TransformerLayer.Kind.DECODER)));
  }

  private static Attention attention(Case c) {
    Size embedding = c.size("embed_dim");
    return new Attention(
        c.size("num_heads", 0),
        null,
        null,
        null,
        null,
        c.flag("bias", true),
        true,
        c.flag("add_bias_kv", false),
        c.flag("add_zero_attn", false),
        null,
        false,
        weights(c),
        embedding,
        stated(c, "kdim", embedding),
        stated(c, "vdim", embedding));
  }

  private static Attention.Weights weights(Case c) {
    if (!c.json().path("call").path("need_weights").asBoolean(true)) {
      return Attention.Weights.NONE;
    }
    return c.json().path("call").path("average_attn_weights").asBoolean(true)
        ? Attention.Weights.AVERAGE
        : Attention.Weights.HEADS;
  }

  private static @Nullable Size stated(Case c, String name, @Nullable Size otherwise) {
    Size stated = c.size(name);
    return stated == null ? otherwise : stated;
  }

  private static TransformerLayer layer(Case c, TransformerLayer.Kind kind) {
    if (c.number("dim_feedforward", 2048) == 0) {
      throw new NotExpressible(NotExpressible.Reason.NO_VALUES);
    }
    return new TransformerLayer(
        kind,
        c.size("nhead", 0),
        c.size("dim_feedforward", 2048),
        Activation.Kind.valueOf(c.text("activation", "relu").toUpperCase(Locale.ROOT)),
        c.flag("bias", true),
        c.size("d_model"));
  }

  /** Sequences stand second, unless the batch is first; weights always have it first. */
  private static Trial sequences(Case c, Layer layer) {
    Trial trial = Trial.torchLast(c, layer);
    if (c.inputs().stream().anyMatch(shape -> shape.size() != 3)) {
      return trial;
    }
    boolean first = c.flag("batch_first", false);
    int axis = first ? 1 : 0;
    long batch = c.input(0).get(1 - axis);
    for (List<Long> shape : c.inputs()) {
      if (shape.get(1 - axis) != batch) {
        throw new IllegalArgumentException("the inputs' batches differ: " + c.inputs());
      }
    }
    List<List<Long>> examples =
        c.inputs().stream().map(shape -> List.of(shape.get(axis), shape.get(2))).toList();
    return trial
        .on(batch, examples)
        .layout((output, shape) -> TorchRecurrent.batched(shape, batch, first || output > 0));
  }
}
