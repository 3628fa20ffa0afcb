package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.USUAL;
import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;
import static io.github.layerbook.exchange.huggingface.Decoder.gated;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.size.Size;
import java.util.function.IntFunction;

/** Language models as Llama is built: every token takes every parameter. */
final class Decoders {
  private Decoders() {}

  /** Llama 1 to 3, and what is built like them. */
  static void llama(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config).with(GroupedAttention::bias, biases(config.flag("attention_bias")));
    Layer feedForward =
        Options.with(gated(config, "hidden_act"), FeedForward::bias, config.flag("mlp_bias"));
    usual(model, attention.layer(), feedForward);
  }

  private static void usual(Model model, GroupedAttention attention, Layer feedForward) {
    usual(model, attention, i -> attention, i -> feedForward);
  }

  /** A decoder under the usual names, whose layers may differ. */
  static void usual(
      Model model,
      GroupedAttention turned,
      IntFunction<? extends Layer> attention,
      IntFunction<? extends Layer> feedForward) {
    new Decoder(model)
        .turning(turnedBy(turned))
        .build(before(Model.rms(), USUAL, attention, feedForward));
  }

  /** How many features of a head an attention turns. */
  static long turnedBy(GroupedAttention attention) {
    Size features = attention.rotary();
    return features == null ? 0 : features.value();
  }

  /** Mistral: every layer within a window. */
  static void mistral(Model model) {
    Configuration config = model.config();
    usual(model, windowed(config, attention(config)).layer(), gated(config, "hidden_act"));
  }

  /** Attention within the configuration's window, if it has one. */
  static Options<GroupedAttention> windowed(
      Configuration config, Options<GroupedAttention> attention) {
    Long window = config.optional("sliding_window");
    return attention.with(
        GroupedAttention::window, window == null ? null : Size.of(Math.max(1, window)));
  }

  /** Qwen 2: biases of queries, keys and values; a window from some layer on. */
  static void qwen2(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"))
            .with(GroupedAttention::bias, ProjectionBias.INPUTS);
    LayerKinds kinds = LayerKinds.ofQwen(config);
    usual(model, attention.layer(), kinds.choose(attention), always(gated(config, "hidden_act")));
  }

  /** Qwen 3: each head of queries and keys normalised. */
  static void qwen3(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::norm, HeadNorm.RMS);
    usual(
        model,
        attention.layer(),
        LayerKinds.ofQwen(config).choose(attention),
        always(gated(config, "hidden_act")));
  }

  /** The same layer in each block. */
  static IntFunction<Layer> always(Layer layer) {
    return i -> layer;
  }

  /** SmolLM 3: some layers without a rotary embedding. */
  static void smollm3(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"))
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")));
    LayerKinds kinds = LayerKinds.ofSmol(config);
    usual(
        model,
        attention.layer(),
        kinds.choose(attention),
        always(
            Options.with(gated(config, "hidden_act"), FeedForward::bias, config.flag("mlp_bias"))));
  }

  /** How many features of a head are turned, where only a share of them is. */
  static long turned(Configuration config, long headSize) {
    return (long) (headSize * config.share("partial_rotary_factor"));
  }

  /** Pairs of features are turned. */
  static Size even(long features) {
    return Size.of((features + 1) / 2 * 2);
  }

  /** Two linear layers. */
  static FeedForward plain(
      Configuration config, String width, String activation, boolean bias, String names) {
    return plain(config.number(width), config.activation(activation), bias, names);
  }

  /** Two linear layers of a width. */
  static FeedForward plain(long width, Activation.Kind activation, boolean bias, String names) {
    return new FeedForward(Size.of(width), activation, false, bias, false, names);
  }

  /** Phi 3 and 4: one product for queries, keys and values, one for gate and features. */
  static void phi3(Model model) {
    Configuration config = model.config();
    long head = config.headSize("head_dim", "hidden_size", "num_attention_heads");
    long turned = turned(config, head);
    Options<GroupedAttention> attention =
        attention(config, head)
            .with(GroupedAttention::rotary, even(turned))
            .with(GroupedAttention::names, "qkv_proj+o_proj");
    GroupedAttention each = windowed(config, attention).layer();
    new Decoder(model)
        .turning(turned)
        .build(before(Model.rms(), USUAL, always(each), always(joined(config))));
  }

  /** StarCoder 2: layer norms, and two linear layers. */
  static void starcoder2(Model model) {
    Configuration config = model.config();
    boolean bias = config.flag("use_bias");
    Options<GroupedAttention> attention =
        attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"))
            .with(GroupedAttention::bias, biases(bias));
    GroupedAttention each = windowed(config, attention).layer();
    Layer norm = Model.layerNorm();
    new Decoder(model)
        .norm(norm)
        .turning(turnedBy(each))
        .build(
            before(
                norm,
                USUAL,
                always(each),
                always(plain(config, "intermediate_size", "hidden_act", bias, "c_fc+c_proj"))));
  }

  /** GLM 4 of 2024: biases of queries, keys and values, one product for gate and features. */
  static void glm(Model model) {
    Configuration config = model.config();
    GroupedAttention attention = glmAttention(config).layer();
    new Decoder(model)
        .turning(turnedBy(attention))
        .build(before(Model.rms(), USUAL, always(attention), always(joined(config))));
  }

  /** GLM's attention. */
  static Options<GroupedAttention> glmAttention(Configuration config) {
    long head = config.headSize("head_dim", "hidden_size", "num_attention_heads");
    return attention(config, head)
        .with(
            GroupedAttention::bias,
            config.flag("attention_bias") ? ProjectionBias.INPUTS : ProjectionBias.NONE)
        .with(GroupedAttention::rotary, even(turned(config, head)));
  }

  /** A gated feed-forward layer whose gate and features are one product. */
  static FeedForward joined(Configuration config) {
    return Options.with(gated(config, "hidden_act"), FeedForward::names, "gate_up_proj+down_proj");
  }
}
