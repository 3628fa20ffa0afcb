package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.USUAL;
import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;
import static io.github.layerbook.exchange.huggingface.Decoder.gated;
import static io.github.layerbook.exchange.huggingface.Decoder.norms;
import static io.github.layerbook.exchange.huggingface.Decoders.always;
import static io.github.layerbook.exchange.huggingface.Decoders.even;
import static io.github.layerbook.exchange.huggingface.Decoders.turned;
import static io.github.layerbook.exchange.huggingface.Decoders.turnedBy;
import static io.github.layerbook.exchange.huggingface.Decoders.usual;
import static io.github.layerbook.exchange.huggingface.Decoders.windowed;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.feedforward.FeedForward;
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
    return Options.of(Options.make(MixtureOfExperts.class, Size.of(all), config.size(width)))
        .with(MixtureOfExperts::top, Size.of(top))
        .with(MixtureOfExperts::activation, config.activation("hidden_act"));
  }

  /** Some layers' feed-forward part is a mixture, that of others is dense. */
  private static IntFunction<Layer> where(IntPredicate sparse, Layer mixture, Layer dense) {
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

  /** DeepSeek V2: latent attention, shared experts, the first layers dense. */
  static void deepseek2(Model model) {
    deepseek(model, Routing.PLAIN, model.config().flag("mlp_bias"));
  }

  /** DeepSeek V3, R1 and Kimi K2: the router's scores corrected by a buffer. */
  static void deepseek3(Model model) {
    deepseek(model, Routing.CORRECTED, false);
  }

  private static void deepseek(Model model, Routing routing, boolean bias) {
    Configuration config = model.config();
    long turned = config.number("qk_rope_head_dim");
    long plain = config.number("qk_nope_head_dim");
    Long together = config.stated("qk_head_dim");
    if (together != null && together != turned + plain) {
      throw config.wrong(
          "qk_head_dim",
          " is %d, and qk_nope_head_dim + qk_rope_head_dim %d: leave it out"
              .formatted(together, turned + plain));
    }
    Long queries = config.optional("q_lora_rank");
    Layer attention =
        new LatentAttention(
            config.size("num_attention_heads"),
            config.size("kv_lora_rank"),
            queries == null ? null : config.size("q_lora_rank"),
            Size.of(plain),
            Size.of(turned),
            config.size("v_head_dim"),
            config.flag("attention_bias"));
    config.optional("num_key_value_heads");
    Layer mixture = withShared(config, routing, bias);
    Layer dense = Options.with(gated(config, "hidden_act"), FeedForward::bias, bias);
    long first = config.orZero("first_k_dense_replace");
    new Decoder(model)
        .turning(turned)
        .build(
            before(Model.rms(), USUAL, always(attention), where(i -> i >= first, mixture, dense)));
  }

  /**
   * Experts with as many shared ones as are stated, which are one that is so many times as wide.
   */
  private static Layer withShared(Configuration config, Routing routing, boolean bias) {
    long shared = config.orZero("n_shared_experts");
    Options<MixtureOfExperts> mixture =
        mixture(config, "n_routed_experts", "moe_intermediate_size")
            .with(MixtureOfExperts::routing, routing)
            .with(MixtureOfExperts::sharedbias, bias && shared > 0);
    return shared == 0
        ? mixture.layer()
        : mixture
            .with(
                MixtureOfExperts::shared,
                Size.of(Math.multiplyExact(shared, config.number("moe_intermediate_size"))))
            .layer();
  }

  /** GLM 4.5. */
  static void glm4(Model model) {
    Configuration config = model.config();
    long head = config.headSize("head_dim", "hidden_size", "num_attention_heads");
    long turned = turned(config, head);
    GroupedAttention attention =
        attention(config, head)
            .with(
                GroupedAttention::bias,
                config.flag("attention_bias") ? ProjectionBias.INPUTS : ProjectionBias.NONE)
            .with(GroupedAttention::norm, norms(config.flag("use_qk_norm"), HeadNorm.RMS))
            .with(GroupedAttention::rotary, even(turned))
            .layer();
    long first = config.orZero("first_k_dense_replace");
    Layer mixture = withShared(config, Routing.CORRECTED, false);
    Layer dense = gated(config, "hidden_act");
    new Decoder(model)
        .turning(turned)
        .build(
            before(Model.rms(), USUAL, always(attention), where(i -> i >= first, mixture, dense)));
  }

  /** Llama 4: three of four layers turned by the position and within a chunk. */
  static void llama4(Model model) {
    Configuration config = model.config();
    Options<GroupedAttention> unturned =
        attention(config).with(GroupedAttention::bias, biases(config.flag("attention_bias")));
    Options<GroupedAttention> turned =
        unturned.with(GroupedAttention::norm, norms(config.flag("use_qk_norm"), HeadNorm.UNIT));
    Layer mixture =
        mixture(config, "num_local_experts", "intermediate_size")
            .with(MixtureOfExperts::shared, config.size("intermediate_size"))
            .with(MixtureOfExperts::transposed, true)
            .with(MixtureOfExperts::names, "router+experts+shared_expert")
            .layer();
    Layer dense =
        FeedForward.gated(config.size("intermediate_size_mlp"), config.activation("hidden_act"));
    List<Long> sparse = config.numbers("moe_layers");
    long step = sparse == null ? config.number("interleave_moe_layer_step") : 1;
    IntPredicate isSparse = i -> sparse == null ? (i + 1) % step == 0 : sparse.contains((long) i);
    new Decoder(model)
        .turning(turnedBy(turned.layer()))
        .build(
            before(
                Model.rms(),
                List.of("input_layernorm", "self_attn", "post_attention_layernorm", "feed_forward"),
                LayerKinds.ofLlama4(config).choose(turned, unturned),
                where(isSparse, mixture, dense)));
  }
}
