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
import static io.github.layerbook.exchange.huggingface.Mixtures.mixture;
import static io.github.layerbook.exchange.huggingface.Mixtures.where;

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
import java.util.function.IntPredicate;

/** Language models with experts that every token takes besides those that it chooses. */
final class SharedMixtures {
  private SharedMixtures() {}

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
