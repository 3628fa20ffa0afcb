package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.USUAL;
import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;
import static io.github.layerbook.exchange.huggingface.Decoder.gated;
import static io.github.layerbook.exchange.huggingface.Decoders.always;
import static io.github.layerbook.exchange.huggingface.Decoders.even;
import static io.github.layerbook.exchange.huggingface.Decoders.turned;
import static io.github.layerbook.exchange.huggingface.Decoders.turnedBy;
import static io.github.layerbook.exchange.huggingface.Decoders.usual;
import static io.github.layerbook.exchange.huggingface.Decoders.windowed;
import static io.github.layerbook.exchange.huggingface.Mixtures.mixture;
import static io.github.layerbook.exchange.huggingface.Mixtures.where;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.feedforward.Routing;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Language models of whose experts a token takes a few. */
final class Mixtures {
  private Mixtures() {}

  /** Experts as the usual fields say, with another name for their number and their width. */
  static Options<MixtureOfExperts> mixture(Configuration config, String experts, String width) {
    long all = config.number(experts);
    long top = config.number("num_experts_per_tok");
    if (top > all) {
      throw config.wrong(
          "num_experts_per_tok",
          " is %d, and %s %d: use at most %d".formatted(top, experts, all, all));
    }
    return Options.of(Options.make(MixtureOfExperts.class, Size.of(all)))
        .with(MixtureOfExperts::hidden, config.size(width))
        .with(MixtureOfExperts::top, Size.of(top))
        .with(MixtureOfExperts::activation, config.activation("hidden_act"));
  }

  /** Some layers' feed-forward part is a mixture, that of others is dense. */
  static IntFunction<Layer> where(IntPredicate sparse, Layer mixture, Layer dense) {
    return i -> sparse.test(i) ? mixture : dense;
  }

  /** Mixtral. */
  static void mixtral(Model model) {
    Configuration config = model.config();
    GroupedAttention attention = windowed(config, attention(config)).layer();
    Layer mixture = mixture(config, "num_local_experts", "intermediate_size").layer();
    usual(model, attention, always(attention), always(mixture));
  }

  /** Which layers of a Qwen are mixtures: every so many, but for those that are listed. */
  private static IntPredicate sparse(Configuration config) {
    List<Long> dense = config.numbers("mlp_only_layers");
    long every = config.number("decoder_sparse_step");
    boolean hasExperts = config.orZero("num_experts") > 0;
    return i -> hasExperts && (i + 1) % every == 0 && (dense == null || !dense.contains((long) i));
  }

  /** Qwen's mixture or dense part. */
  private static IntFunction<Layer> qwenParts(Configuration config, boolean isShared) {
    IntPredicate sparse = sparse(config);
    Layer dense = gated(config, "hidden_act");
    if (config.orZero("num_experts") == 0) {
      return always(dense);
    }
    Options<MixtureOfExperts> mixture = mixture(config, "num_experts", "moe_intermediate_size");
    if (isShared) {
      mixture =
          mixture
              .with(MixtureOfExperts::shared, config.size("shared_expert_intermediate_size"))
              .with(MixtureOfExperts::sharedgate, true)
              .with(MixtureOfExperts::names, "gate+experts+shared_expert");
    }
    return where(sparse, mixture.layer(), dense);
  }

  /** Qwen 1.5 and 2: a shared expert that is weighed for each token. */
  static void qwen2(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"))
            .with(
                GroupedAttention::bias,
                config.flag("qkv_bias") ? ProjectionBias.INPUTS : ProjectionBias.NONE);
    usual(
        model,
        attention.layer(),
        LayerKinds.ofQwenMixture(config).choose(attention),
        qwenParts(config, true));
  }

  /** Qwen 3. */
  static void qwen3(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::norm, HeadNorm.RMS);
    GroupedAttention each =
        (config.flag("use_sliding_window") ? windowed(config, attention) : attention).layer();
    usual(model, each, always(each), qwenParts(config, false));
  }

  /** Qwen3-Next: three of four layers of the gated delta rule, attention with a gate. */
  static void qwen3Next(Model model) {
    Configuration config = model.config();
    long head = config.headSize("head_dim", "hidden_size", "num_attention_heads");
    long turned = turned(config, head);
    GroupedAttention attention =
        attention(config, head)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::norm, HeadNorm.RMS)
            .with(GroupedAttention::rotary, even(turned))
            .with(GroupedAttention::gated, true)
            .layer();
    Layer rule = StateSpaces.deltaRule(config);
    IntPredicate isFull = StateSpaces.full(config);
    IntFunction<Layer> feedForward = qwenParts(config, true);
    Layer norm = Model.rms();
    new Decoder(model)
        .turning(turned)
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

  /** OLMoE: all heads normalised together. */
  static void olmoe(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"))
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::norm, HeadNorm.ALL)
            .layer();
    Layer mixture = mixture(config, "num_experts", "intermediate_size").layer();
    usual(model, attention, always(attention), always(mixture));
  }

  /** Phi 3.5's mixture: layer norms, biases where they are stated. */
  static void phimoe(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config).with(GroupedAttention::bias, biases(config.flag("attention_bias")));
    Layer norm = Model.layerNorm();
    Decoder decoder = new Decoder(model).norm(norm).turning(turnedBy(attention.layer()));
    (config.flag("lm_head_bias") ? decoder.biased() : decoder)
        .build(
            before(
                norm, USUAL, always(windowed(config, attention).layer()), always(routed(config))));
  }

  private static Layer routed(Configuration config) {
    return mixture(config, "num_local_experts", "intermediate_size")
        .with(MixtureOfExperts::names, "router+experts+shared_experts")
        .layer();
  }

  /** Granite's mixture. */
  static void granite(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .layer();
    new Decoder(model)
        .turning(turnedBy(attention))
        .build(
            before(
                Model.rms(),
                List.of(
                    "input_layernorm", "self_attn", "post_attention_layernorm", "block_sparse_moe"),
                always(attention),
                always(routed(config))));
  }

  /** gpt-oss: attention sinks, biases everywhere, every second layer within a window. */
  static void gptOss(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::sinks, true);
    Layer mixture =
        mixture(config, "num_local_experts", "intermediate_size")
            .with(MixtureOfExperts::routing, Routing.BIASED)
            .with(MixtureOfExperts::bias, true)
            .with(MixtureOfExperts::transposed, true)
            .with(MixtureOfExperts::names, "router+experts+shared_experts")
            .layer();
    usual(
        model,
        attention.layer(),
        LayerKinds.alternating(config).choose(attention),
        always(mixture));
  }
}
