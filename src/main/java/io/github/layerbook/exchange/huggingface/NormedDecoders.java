package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.USUAL;
import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;
import static io.github.layerbook.exchange.huggingface.Decoder.gated;
import static io.github.layerbook.exchange.huggingface.Decoders.always;
import static io.github.layerbook.exchange.huggingface.Decoders.glmAttention;
import static io.github.layerbook.exchange.huggingface.Decoders.joined;
import static io.github.layerbook.exchange.huggingface.Decoders.turnedBy;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.normalization.LayerNormalization;
import java.util.List;
import java.util.function.IntFunction;

/** Language models with norms after their parts too, of all heads together, or without scales. */
final class NormedDecoders {
  private NormedDecoders() {}

  /** Gemma 1: embeddings times the root of their width. */
  static void gemma(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .layer();
    Layer feedForward = gated(config, "hidden_act");
    new Decoder(model)
        .scaled()
        .turning(turnedBy(attention))
        .build(before(Model.rms(), USUAL, always(attention), always(feedForward)));
  }

  /** Gemma 2: norms before and after, every second layer within a window. */
  static void gemma2(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config).with(GroupedAttention::bias, biases(config.flag("attention_bias")));
    new Decoder(model)
        .scaled()
        .turning(turnedBy(attention.layer()))
        .build(gemmaLayers(config, LayerKinds.alternating(config).choose(attention)));
  }

  private static LayerOf gemmaLayers(
      Configuration config, IntFunction<GroupedAttention> attention) {
    Layer norm = Model.rms();
    Layer feedForward = gated(config, "hidden_activation");
    return (block, i) -> {
      block.residual(
          part ->
              part.add("input_layernorm", norm)
                  .add("self_attn", attention.apply(i))
                  .add("post_attention_layernorm", norm));
      block.residual(
          part ->
              part.add("pre_feedforward_layernorm", norm)
                  .add("mlp", feedForward)
                  .add("post_feedforward_layernorm", norm));
    };
  }

  /** Gemma 3: heads normalised, five of six layers within a window. */
  static void gemma3(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::norm, HeadNorm.RMS);
    LayerKinds kinds = LayerKinds.ofGemma(config);
    new Decoder(model)
        .scaled()
        .turning(turnedBy(attention.layer()), kinds.present())
        .build(gemmaLayers(config, kinds.choose(attention)));
  }

  /** OLMo 2: norms after attention and feed-forward, and of all heads together. */
  static void olmo2(Model model) {
    Configuration config = model.config();
    GroupedAttention attention = olmoAttention(config).layer();
    new Decoder(model).turning(turnedBy(attention)).build(olmoLayers(config, always(attention)));
  }

  private static Options<GroupedAttention> olmoAttention(Configuration config) {
    return attention(config)
        .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
        .with(GroupedAttention::norm, HeadNorm.ALL);
  }

  private static LayerOf olmoLayers(Configuration config, IntFunction<? extends Layer> attention) {
    Layer norm = Model.rms();
    Layer feedForward = gated(config, "hidden_act");
    return (block, i) -> {
      block.residual(
          part -> part.add("self_attn", attention.apply(i)).add("post_attention_layernorm", norm));
      block.residual(part -> part.add("mlp", feedForward).add("post_feedforward_layernorm", norm));
    };
  }

  /** OLMo 1: norms without parameters. */
  static void olmo(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .layer();
    Layer norm = new LayerNormalization(List.of(), AxisOrder.HWC, false, false);
    new Decoder(model)
        .norm(norm)
        .turning(turnedBy(attention))
        .build(before(norm, USUAL, always(attention), always(gated(config, "hidden_act"))));
  }

  /** OLMo 3: as OLMo 2, three of four layers within a window. */
  static void olmo3(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention = olmoAttention(config);
    LayerKinds kinds = LayerKinds.ofOlmo(config);
    new Decoder(model)
        .turning(turnedBy(attention.layer()), kinds.present())
        .build(olmoLayers(config, kinds.choose(attention)));
  }

  /** GLM 4 of 2025: norms before and after. */
  static void glm4(Model model) {
    Configuration config = model.config();
    GroupedAttention attention = glmAttention(config).layer();
    Layer norm = Model.rms();
    Layer feedForward = joined(config);
    new Decoder(model)
        .turning(turnedBy(attention))
        .build(
            (block, i) -> {
              block.residual(
                  part ->
                      part.add("input_layernorm", norm)
                          .add("self_attn", attention)
                          .add("post_self_attn_layernorm", norm));
              block.residual(
                  part ->
                      part.add("post_attention_layernorm", norm)
                          .add("mlp", feedForward)
                          .add("post_mlp_layernorm", norm));
            });
  }
}
