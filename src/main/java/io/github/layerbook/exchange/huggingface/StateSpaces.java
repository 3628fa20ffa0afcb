package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.attention;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import io.github.layerbook.layer.statespace.HeadedStateSpace;
import io.github.layerbook.layer.statespace.SelectiveStateSpace;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Language models with states in the place of some or all attention. */
final class StateSpaces {
  private StateSpaces() {}

  /** Mamba. */
  static void mamba(Model model) {
    Configuration config = model.config();
    Layer mixer =
        new SelectiveStateSpace(
            config.size("state_size"),
            config.size("expand"),
            config.size("conv_kernel"),
            rank(config, "time_step_rank"),
            config.flag("use_bias"),
            config.flag("use_conv_bias"),
            false);
    Layer norm = Model.rms();
    new Decoder(model)
        .named("backbone", "embeddings", "layers", "norm_f")
        .sized("hidden_size", "num_hidden_layers", "")
        .build((block, i) -> block.residual(part -> part.add("norm", norm).add("mixer", mixer)));
  }

  /** Mamba 2: heads of a number each, groups of heads with one input and output vector. */
  static void mamba2(Model model) {
    Configuration config = model.config();
    long heads = config.number("num_heads");
    long each = config.number("head_dim");
    long inner = (long) (config.decimal("expand") * config.number("hidden_size"));
    if (heads * each != inner) {
      throw config.wrong(
          "head_dim",
          " is %d, and num_heads %d of %d inner features: use %d"
              .formatted(each, heads, inner, Math.max(1, inner / heads)));
    }
    long groups = config.number("n_groups");
    if (heads % groups != 0) {
      throw config.wrong(
          "n_groups",
          " is %d, which does not divide num_heads %d: use %d"
              .formatted(groups, heads, FieldValue.nearestDivisor(heads, groups)));
    }
    Layer mixer =
        new HeadedStateSpace(
            Size.of(heads),
            Size.of(each),
            config.size("state_size"),
            Size.of(groups),
            config.size("conv_kernel"),
            config.flag("use_bias"),
            config.flag("use_conv_bias"));
    Layer norm = Model.rms();
    new Decoder(model)
        .named("backbone", "embeddings", "layers", "norm_f")
        .sized("hidden_size", "num_hidden_layers", "")
        .build((block, i) -> block.residual(part -> part.add("norm", norm).add("mixer", mixer)));
  }

  /** The features that the step is made of; none for the usual number. */
  private static @Nullable Size rank(Configuration config, String field) {
    return config.isWord(field, "auto") ? null : config.size(field);
  }

  /** Jamba: one attention among eight layers, every second feed-forward part a mixture. */
  static void jamba(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"))
            .with(GroupedAttention::rotary, null)
            .layer();
    Layer mamba =
        new SelectiveStateSpace(
            config.size("mamba_d_state"),
            config.size("mamba_expand"),
            config.size("mamba_d_conv"),
            rank(config, "mamba_dt_rank"),
            config.flag("mamba_proj_bias"),
            config.flag("mamba_conv_bias"),
            true);
    IntPredicate isAttention = periodic(config, "attn_layer_period", "attn_layer_offset");
    IntPredicate isMixture = periodic(config, "expert_layer_period", "expert_layer_offset");
    Layer dense = FeedForwards.gated(config);
    boolean hasExperts = config.number("num_experts") > 1;
    Layer mixture =
        hasExperts
            ? FeedForwards.mixture(config, "num_experts", "intermediate_size")
                .with(MixtureOfExperts::names, "router+experts+shared_experts")
                .layer()
            : dense;
    Layer norm = Model.rms();
    new Decoder(model)
        .named("model", "embed_tokens", "layers", "final_layernorm")
        .build(
            (block, i) -> {
              block.residual(
                  part -> {
                    part.add("input_layernorm", norm);
                    if (isAttention.test(i)) {
                      part.add("self_attn", attention);
                    } else {
                      part.add("mamba", mamba);
                    }
                  });
              block.residual(
                  part ->
                      part.add("pre_ff_layernorm", norm)
                          .add("feed_forward", isMixture.test(i) ? mixture : dense));
            });
  }

  private static IntPredicate periodic(Configuration config, String period, String offset) {
    long every = config.number(period);
    long first = config.orZero(offset);
    return i -> i % every == first;
  }

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
