package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.attention;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Qwen3-Next, whose layers follow the gated delta rule or attend. */
final class DeltaDecoder {
  private DeltaDecoder() {}

  /** Qwen3-Next: three of four layers of the gated delta rule, attention with a gate. */
  static void qwen3Next(Model model) {
    Configuration config = model.config();
    DecoderPlan plan = DecoderPlan.of(config, "qwen3_next");
    GroupedAttention attention = PlannedDecoder.attention(config, plan).layer();
    Layer rule = deltaRule(config);
    IntPredicate isFull = full(config);
    IntFunction<Layer> feedForward = FeedForwards.of(plan);
    Layer norm = Model.rms();
    new Decoder(model)
        .turning(PlannedDecoder.turned(config, plan))
        .build(
            (block, i) -> {
              block.residual(
                  part -> {
                    part.add("input_layernorm", norm);
                    if (isFull.test(i)) {
                      part.add("self_attn", attention);
                    } else {
                      part.add("linear_attn", rule);
                    }
                  });
              block.residual(
                  part ->
                      part.add("post_attention_layernorm", norm).add("mlp", feedForward.apply(i)));
            });
  }

  /** Which layers of Qwen3-Next attend to everything. */
  private static IntPredicate full(Configuration config) {
    int layers = config.layers("num_hidden_layers");
    List<String> stated =
        config.words("layer_types", layers, List.of(LayerKinds.FULL, "linear_attention"));
    long every = stated == null ? config.number("full_attention_interval") : 1;
    return i -> stated == null ? (i + 1) % every == 0 : stated.get(i).equals(LayerKinds.FULL);
  }

  /** Qwen3-Next's gated delta rule. */
  private static Layer deltaRule(Configuration config) {
    long keys = config.number("linear_num_key_heads");
    long values = config.number("linear_num_value_heads");
    if (values % keys != 0) {
      throw config.wrong(
          "linear_num_key_heads",
          " is %d, which does not divide linear_num_value_heads %d: use %d"
              .formatted(keys, values, FieldValue.nearestDivisor(values, keys)));
    }
    return new GatedDeltaRule(
        Size.of(keys),
        Size.of(values),
        config.size("linear_key_head_dim"),
        config.size("linear_value_head_dim"),
        config.size("linear_conv_kernel_dim"));
  }
}
