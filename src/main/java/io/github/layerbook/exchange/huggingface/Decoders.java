package io.github.layerbook.exchange.huggingface;

import static io.github.layerbook.exchange.huggingface.Decoder.USUAL;
import static io.github.layerbook.exchange.huggingface.Decoder.attention;
import static io.github.layerbook.exchange.huggingface.Decoder.before;
import static io.github.layerbook.exchange.huggingface.Decoder.biases;
import static io.github.layerbook.exchange.huggingface.Decoder.branch;
import static io.github.layerbook.exchange.huggingface.Decoder.gated;
import static io.github.layerbook.exchange.huggingface.Decoder.norms;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Language models whose layers are all dense: every token takes every parameter. */
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
    gemma3(model, "model");
  }

  /** The same under another name of the base. */
  static void gemma3(Model model, String base) {
    Configuration config = model.config();
    Options<GroupedAttention> attention =
        attention(config)
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::norm, HeadNorm.RMS);
    LayerKinds kinds = LayerKinds.ofGemma(config);
    new Decoder(model)
        .scaled()
        .named(base, "embed_tokens", "layers", "norm")
        .turning(turnedBy(attention.layer()), kinds.present())
        .build(gemmaLayers(config, kinds.choose(attention)));
  }

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
        .build(
            (block, i) ->
                Decoder.beside(
                    block,
                    branch("", "self_attn", attention),
                    branch("", "mlp", feedForward),
                    norm));
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
    FeedForward feedForward =
        Options.with(gated(config, "hidden_act"), FeedForward::names, "gate_up_proj+down_proj");
    GroupedAttention each = windowed(config, attention).layer();
    new Decoder(model)
        .turning(turned)
        .build(before(Model.rms(), USUAL, always(each), always(feedForward)));
  }

  /** OLMo 2: norms after attention and feed-forward, and of all heads together. */
  static void olmo2(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        attention(config, config.headSize("head_dim", "hidden_size", "num_attention_heads"))
            .with(GroupedAttention::bias, biases(config.flag("attention_bias")))
            .with(GroupedAttention::norm, HeadNorm.ALL)
            .layer();
    Layer norm = Model.rms();
    Layer feedForward = gated(config, "hidden_act");
    new Decoder(model)
        .turning(turnedBy(attention))
        .build(
            (block, i) -> {
              block.residual(
                  part -> part.add("self_attn", attention).add("post_attention_layernorm", norm));
              block.residual(
                  part -> part.add("mlp", feedForward).add("post_feedforward_layernorm", norm));
            });
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
                ? (block, i) ->
                    Decoder.beside(
                        block,
                        branch("ln_attn", "self_attention", attention),
                        branch("ln_mlp", "mlp", feedForward),
                        null)
                : (block, i) ->
                    Decoder.beside(
                        block,
                        branch("", "self_attention", attention),
                        branch("", "mlp", feedForward),
                        norm);
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
            ? (block, i) ->
                Decoder.beside(
                    block,
                    branch(names.get(0), names.get(1), attention),
                    branch(names.get(2), names.get(3), feedForward),
                    null)
            : before(norm, names, always(attention), always(feedForward));
    new Decoder(model)
        .named("gpt_neox", "embed_in", "layers", "final_layer_norm")
        .norm(norm)
        .turning(turned)
        .build(each);
  }

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
                    always(attention),
                    always(feedForward))));
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
    Layer feedForward = plain(4 * width, Activation.Kind.GELU, true, "dense_h_to_4h+dense_4h_to_h");
    new Decoder(model)
        .named("transformer", "word_embeddings", "h", "ln_f")
        .sized("hidden_size", "n_layer", "")
        .norm(Model.layerNorm())
        .after(net -> net.add("word_embeddings_layernorm", Model.layerNorm()))
        .build(
            before(
                Model.layerNorm(),
                List.of("input_layernorm", "self_attention", "post_attention_layernorm", "mlp"),
                always(attention),
                always(feedForward)));
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
          normed(
              block,
              isBefore,
              norm,
              "self_attn_layer_norm",
              part -> part.add("self_attn", attention));
          normed(
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

  private static void normed(
      NetworkBuilder block,
      boolean isBefore,
      Layer norm,
      String name,
      Consumer<NetworkBuilder> layers) {
    if (isBefore) {
      block.residual(
          part -> {
            part.add(name, norm);
            layers.accept(part);
          });
    } else {
      block.residual(layers).add(name, norm);
    }
  }
}
