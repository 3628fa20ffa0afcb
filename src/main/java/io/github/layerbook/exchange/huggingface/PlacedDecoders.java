package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;

/** Language models that learn a vector for each position, or add a bias by distance. */
final class PlacedDecoders {
  private PlacedDecoders() {}

  /** GPT-2: a table of positions, weights that lie inputs before outputs. */
  static void gpt2(Model model) {
    Configuration config = model.config();
    long width = config.number("n_embd");
    GroupedAttention attention =
        attention(
                config.number("n_head"),
                config.number("n_head"),
                config.headSize("", "n_embd", "n_head"))
            .with(GroupedAttention::bias, ProjectionBias.ALL)
            .with(GroupedAttention::rotary, null)
            .with(GroupedAttention::transposed, true)
            .with(GroupedAttention::names, "c_attn+c_proj")
            .layer();
    Layer feedForward =
        new FeedForward(
            Size.of(config.number("n_inner", 4 * width)),
            config.activation("activation_function"),
            false,
            true,
            true,
            "c_fc+c_proj");
    new Decoder(model)
        .named("transformer", "wte", "h", "ln_f")
        .sized("n_embd", "n_layer", "n_positions")
        .norm(Model.layerNorm())
        .positions("wpe", config.number("n_positions"))
        .build(
            crossing(
                config,
                width,
                before(
                    Model.layerNorm(),
                    List.of("ln_1", "attn", "ln_2", "mlp"),
                    FeedForwards.always(attention),
                    FeedForwards.always(feedForward))));
  }

  /** Layers that could attend to an encoder's output: what that takes is there, and not run. */
  private static LayerOf crossing(Configuration config, long width, LayerOf each) {
    if (!config.flag("add_cross_attention")) {
      return each;
    }
    return (block, i) -> {
      each.add(block, i);
      Point here = block.here();
      block.block(
          "crossattention",
          part -> {
            Model.held(part, "c_attn.weight", width, 2 * width);
            Model.held(part, "c_attn.bias", 2 * width);
            Model.held(part, "q_attn.weight", width, width);
            Model.held(part, "q_attn.bias", width);
            Model.held(part, "c_proj.weight", width, width);
            Model.held(part, "c_proj.bias", width);
          });
      Model.held(block, "ln_cross_attn.weight", width);
      Model.held(block, "ln_cross_attn.bias", width);
      block.from(here);
    };
  }

  /** BLOOM: positions only by distance, without parameters; a norm of the embeddings. */
  static void bloom(Model model) {
    Configuration config = model.config();
    long width = config.number("hidden_size");
    GroupedAttention attention =
        attention(
                config.number("n_head"),
                config.number("n_head"),
                config.headSize("", "hidden_size", "n_head"))
            .with(GroupedAttention::bias, ProjectionBias.ALL)
            .with(GroupedAttention::rotary, null)
            .with(GroupedAttention::names, "query_key_value+dense")
            .layer();
    Layer feedForward =
        FeedForwards.plain(4 * width, Activation.Kind.GELU, true, "dense_h_to_4h+dense_4h_to_h");
    new Decoder(model)
        .named("transformer", "word_embeddings", "h", "ln_f")
        .sized("hidden_size", "n_layer", "")
        .norm(Model.layerNorm())
        .after(net -> net.add("word_embeddings_layernorm", Model.layerNorm()))
        .build(
            before(
                Model.layerNorm(),
                List.of("input_layernorm", "self_attention", "post_attention_layernorm", "mlp"),
                FeedForwards.always(attention),
                FeedForwards.always(feedForward)));
  }

  /** OPT: a table of positions that starts at the third row; norms before or after. */
  static void opt(Model model) {
    Configuration config = model.config();
    long width = config.number("hidden_size");
    long words = config.number("word_embed_proj_dim", width);
    boolean bias = config.flag("enable_bias");
    boolean affine = config.flag("layer_norm_elementwise_affine");
    boolean isBefore = config.flag("do_layer_norm_before");
    Layer norm = new LayerNormalization(List.of(), AxisOrder.HWC, affine, affine);
    GroupedAttention attention =
        attention(
                config.number("num_attention_heads"),
                config.number("num_attention_heads"),
                config.headSize("", "hidden_size", "num_attention_heads"))
            .with(GroupedAttention::bias, biases(bias))
            .with(GroupedAttention::rotary, null)
            .with(GroupedAttention::names, "q_proj+k_proj+v_proj+out_proj")
            .layer();
    Layer first = new Linear(config.size("ffn_dim"), bias, null);
    Layer second = new Linear(Size.of(width), bias, null);
    Layer activation = new Activation(config.activation("activation_function"), false);
    LayerOf each =
        (block, i) -> {
          Decoder.normed(
              block,
              isBefore,
              norm,
              "self_attn_layer_norm",
              part -> part.add("self_attn", attention));
          Decoder.normed(
              block,
              isBefore,
              norm,
              "final_layer_norm",
              part -> part.add("fc1", first).add("activation", activation).add("fc2", second));
        };
    boolean hasLast = isBefore && !config.flag("_remove_final_layer_norm");
    long rows = config.number("max_position_embeddings") + 2;
    Decoder decoder =
        new Decoder(model)
            .named("model.decoder", "embed_tokens", "layers", "final_layer_norm")
            .embedded(words)
            .norm(hasLast ? norm : null)
            .after(
                net -> {
                  if (words != width) {
                    net.add("project_in", new Linear(Size.of(width), false, null));
                  }
                  net.add("embed_positions", new PositionEmbedding(Size.of(rows), "weight", false));
                });
    if (words != width) {
      decoder.ending(net -> net.add("project_out", new Linear(Size.of(words), false, null)));
    }
    decoder.build(each);
  }

  /**
   * GPT-Neo: every second layer within a window, which masks what is there: the library computes
   * and keeps everything.
   */
  static void gptNeo(Model model) {
    Configuration config = model.config();
    long heads = config.number("num_heads");
    long width = config.number("hidden_size");
    GroupedAttention attention =
        attention(heads, heads, config.headSize("", "hidden_size", "num_heads"))
            .with(GroupedAttention::bias, ProjectionBias.OUTPUT)
            .with(GroupedAttention::rotary, null)
            .with(GroupedAttention::names, "q_proj+k_proj+v_proj+out_proj")
            .layer();
    Layer feedForward =
        FeedForwards.plain(
            config.number("intermediate_size", 4 * width),
            config.activation("activation_function"),
            true,
            "c_fc+c_proj");
    Layer norm = Model.layerNorm();
    long positions = config.number("max_position_embeddings");
    new Decoder(model)
        .named("transformer", "wte", "h", "ln_f")
        .sized("hidden_size", "num_layers", "max_position_embeddings")
        .norm(norm)
        .positions("wpe", positions)
        .build(
            (block, i) -> {
              block.residual(
                  part -> {
                    Point here = part.add("ln_1", norm).here();
                    Model.numbers(
                        part,
                        "attn.attention.bias",
                        Tensor.Element.BYTE,
                        1,
                        1,
                        positions,
                        positions);
                    part.from(here).block("attn", attn -> attn.add("attention", attention));
                  });
              block.residual(part -> part.add("ln_2", norm).add("mlp", feedForward));
            });
  }

  /** MPT: biases by distance, no others, and no table of positions. */
  static void mpt(Model model) {
    Configuration config = model.config();
    long heads = config.number("n_heads");
    long width = config.number("d_model");
    GroupedAttention attention =
        attention(heads, heads, config.headSize("", "d_model", "n_heads"))
            .with(GroupedAttention::rotary, null)
            .with(GroupedAttention::names, "Wqkv+out_proj")
            .layer();
    Layer norm = Model.unshifted();
    new Decoder(model)
        .named("transformer", "wte", "blocks", "norm_f")
        .sized("d_model", "n_layers", "max_seq_len")
        .norm(norm)
        .build(
            before(
                norm,
                List.of("norm_1", "attn", "norm_2", "ffn"),
                FeedForwards.always(attention),
                FeedForwards.always(
                    FeedForwards.plain(
                        4 * width, Activation.Kind.GELU, false, "up_proj+down_proj"))));
  }
}
