package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.BESIDE;
import static io.github.layerbook.exchange.huggingface.Decoder.USUAL;
import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.beside;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;
import static io.github.layerbook.exchange.huggingface.Decoder.gated;
import static io.github.layerbook.exchange.huggingface.Decoder.norms;
import static io.github.layerbook.exchange.huggingface.Decoders.always;
import static io.github.layerbook.exchange.huggingface.Decoders.even;
import static io.github.layerbook.exchange.huggingface.Decoders.plain;
import static io.github.layerbook.exchange.huggingface.Decoders.turned;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.IntFunction;

/** Language models whose attention and feed-forward part lie side by side, or may. */
final class ParallelDecoders {
  private ParallelDecoders() {}

  /** Phi 1 and 2: attention and feed-forward side by side on one norm. */
  static void phi(Model model) {
    Configuration config = model.config();
    long head = config.headSize("head_dim", "hidden_size", "num_attention_heads");
    long turned = turned(config, head);
    GroupedAttention attention =
        attention(config, head)
            .with(GroupedAttention::bias, ProjectionBias.ALL)
            .with(GroupedAttention::norm, norms(config.flag("qk_layernorm"), HeadNorm.LAYER))
            .with(GroupedAttention::rotary, even(turned))
            .with(GroupedAttention::names, "q_proj+k_proj+v_proj+dense")
            .layer();
    Layer feedForward = plain(config, "intermediate_size", "hidden_act", true, "");
    Layer norm = Model.layerNorm();
    new Decoder(model)
        .named("model", "embed_tokens", "layers", "final_layernorm")
        .norm(norm)
        .biased()
        .turning(turned)
        .build(beside(norm, BESIDE, always(attention), always(feedForward)));
  }

  /** Falcon: one head of keys and values, attention and feed-forward side by side. */
  static void falcon(Model model) {
    Configuration config = model.config();
    boolean isNew = config.flag("new_decoder_architecture");
    long heads = config.number("num_attention_heads");
    long head = config.headSize("", "hidden_size", "num_attention_heads");
    long keyHeads =
        isNew
            ? config.keyHeads("num_kv_heads", "num_attention_heads")
            : config.flag("multi_query") ? 1 : heads;
    if (isNew && keyHeads < heads) {
      model
          .notes()
          .add(
              "the library's own cache repeats keys and values for all heads: %d times as much"
                  .formatted(heads / keyHeads));
    }
    boolean bias = config.flag("bias");
    GroupedAttention attention =
        attention(heads, keyHeads, head)
            .with(GroupedAttention::bias, biases(bias))
            .with(GroupedAttention::rotary, config.flag("alibi") ? null : Size.of(head))
            .with(GroupedAttention::names, "query_key_value+dense")
            .layer();
    Layer feedForward =
        plain(
            config.number("ffn_hidden_size", 4 * config.number("hidden_size")),
            config.activation("activation"),
            bias,
            "dense_h_to_4h+dense_4h_to_h");
    Layer norm = Model.layerNorm();
    long norms = config.number("num_ln_in_parallel_attn", isNew ? 2 : 1);
    LayerOf each =
        !config.flag("parallel_attn")
            ? before(
                norm,
                List.of("input_layernorm", "self_attention", "post_attention_layernorm", "mlp"),
                always(attention),
                always(feedForward))
            : norms == 2
                ? beside(
                    norm,
                    List.of("ln_attn", "self_attention", "ln_mlp", "mlp"),
                    always(attention),
                    always(feedForward))
                : beside(
                    norm,
                    List.of("input_layernorm", "self_attention", "mlp"),
                    always(attention),
                    always(feedForward));
    new Decoder(model)
        .named("transformer", "word_embeddings", "h", "ln_f")
        .norm(norm)
        .turning(head)
        .build(each);
  }

  /** GPT-NeoX and Pythia. */
  static void gptNeox(Model model) {
    Configuration config = model.config();
    long head = config.headSize("", "hidden_size", "num_attention_heads");
    long heads = config.number("num_attention_heads");
    long turned = turned(config, head);
    GroupedAttention attention =
        attention(heads, heads, head)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::rotary, even(turned))
            .with(GroupedAttention::names, "query_key_value+dense")
            .layer();
    Layer feedForward =
        plain(config, "intermediate_size", "hidden_act", true, "dense_h_to_4h+dense_4h_to_h");
    Layer norm = Model.layerNorm();
    List<String> names = List.of("input_layernorm", "attention", "post_attention_layernorm", "mlp");
    LayerOf each =
        config.flag("use_parallel_residual")
            ? beside(norm, names, always(attention), always(feedForward))
            : before(norm, names, always(attention), always(feedForward));
    new Decoder(model)
        .named("gpt_neox", "embed_in", "layers", "final_layer_norm")
        .norm(norm)
        .turning(turned)
        .build(each);
  }

  /** GPT-J: attention without biases beside a feed-forward part with them. */
  static void gptj(Model model) {
    Configuration config = model.config();
    long heads = config.number("n_head");
    long width = config.number("n_embd");
    long head = config.headSize("", "n_embd", "n_head");
    long turned = config.number("rotary_dim", head);
    GroupedAttention attention =
        attention(heads, heads, head)
            .with(GroupedAttention::rotary, even(turned))
            .with(GroupedAttention::names, "q_proj+k_proj+v_proj+out_proj")
            .layer();
    Layer feedForward =
        plain(
            config.number("n_inner", 4 * width),
            config.activation("activation_function"),
            true,
            "fc_in+fc_out");
    long positions = config.number("n_positions");
    new Decoder(model)
        .named("transformer", "wte", "h", "ln_f")
        .sized("n_embd", "n_layer", "n_positions")
        .norm(Model.layerNorm())
        .biased()
        .keeping(
            kept ->
                kept.numbers(
                    "rotary_emb.embed_positions", Tensor.Element.SINGLE, positions, turned))
        .build(
            beside(
                Model.layerNorm(),
                List.of("ln_1", "attn", "mlp"),
                always(attention),
                always(feedForward)));
  }

  /** StableLM: each head of queries and keys with a norm of its own. */
  static void stablelm(Model model) {
    Configuration config = model.config();
    long head = config.headSize("", "hidden_size", "num_attention_heads");
    long turned = turned(config, head);
    GroupedAttention attention =
        attention(config, head)
            .with(
                GroupedAttention::bias,
                config.flag("use_qkv_bias") ? ProjectionBias.INPUTS : ProjectionBias.NONE)
            .with(GroupedAttention::norm, norms(config.flag("qk_layernorm"), HeadNorm.EACH))
            .with(GroupedAttention::rotary, even(turned))
            .layer();
    Layer feedForward = gated(config, "hidden_act");
    Layer norm = Model.layerNorm();
    new Decoder(model)
        .norm(norm)
        .turning(turned)
        .build(
            config.flag("use_parallel_residual")
                ? beside(norm, BESIDE, always(attention), always(feedForward))
                : before(norm, USUAL, always(attention), always(feedForward)));
  }

  /** Cohere's Command R: norms without shift. */
  static void cohere(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        cohereAttention(config)
            .with(GroupedAttention::norm, norms(config.flag("use_qk_norm"), HeadNorm.OWN))
            .layer();
    cohere(model, always(attention));
  }

  /** Cohere's Command R7B and A: layers within a window are turned, others are not. */
  static void cohere2(Model model) {
    Configuration config = model.config();
    cohere(model, LayerKinds.ofCohere(config).choose(cohereAttention(config)));
  }

  private static Options<GroupedAttention> cohereAttention(Configuration config) {
    return attention(config).with(GroupedAttention::bias, biases(config.flag("attention_bias")));
  }

  private static void cohere(Model model, IntFunction<? extends Layer> attention) {
    Configuration config = model.config();
    Layer norm = Model.unshifted();
    new Decoder(model)
        .norm(norm)
        .turning(config.headSize("head_dim", "hidden_size", "num_attention_heads"))
        .build(beside(norm, BESIDE, attention, always(gated(config, "hidden_act"))));
  }
}
