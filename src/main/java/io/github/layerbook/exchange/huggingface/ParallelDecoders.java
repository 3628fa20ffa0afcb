package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.beside;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.size.Size;
import java.util.List;

/** Language models whose attention and feed-forward part lie side by side, or may. */
final class ParallelDecoders {
  private ParallelDecoders() {}

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
        FeedForwards.plain(
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
                FeedForwards.always(attention),
                FeedForwards.always(feedForward))
            : norms == 2
                ? beside(
                    norm,
                    List.of("ln_attn", "self_attention", "ln_mlp", "mlp"),
                    FeedForwards.always(attention),
                    FeedForwards.always(feedForward))
                : beside(
                    norm,
                    List.of("input_layernorm", "self_attention", "mlp"),
                    FeedForwards.always(attention),
                    FeedForwards.always(feedForward));
    new Decoder(model)
        .named("transformer", "word_embeddings", "h", "ln_f")
        .norm(norm)
        .turning(head)
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
            .with(GroupedAttention::rotary, Decoder.even(turned))
            .with(GroupedAttention::names, "q_proj+k_proj+v_proj+out_proj")
            .layer();
    Layer feedForward =
        FeedForwards.plain(
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
                FeedForwards.always(attention),
                FeedForwards.always(feedForward)));
  }
}
