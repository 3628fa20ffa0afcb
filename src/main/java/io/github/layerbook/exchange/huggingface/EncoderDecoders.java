package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models whose decoder attends to what an encoder makes: T5 and Whisper. */
final class EncoderDecoders {
  private EncoderDecoders() {}

  /** T5, Flan-T5 and mT5: biases by distance in the first layers, one embedding for all. */
  static void t5(Model model) {
    Configuration config = model.config();
    if (!List.of("ForConditionalGeneration", "Model", "EncoderModel").contains(model.head())) {
      throw model.unknownHead("Model", "EncoderModel", "ForConditionalGeneration");
    }
    long vocabulary = config.number("vocab_size");
    Embedding table = Embedding.of(vocabulary, config.number("d_model"));
    model.tokens("input_ids", 0, Long.MAX_VALUE);
    Point shared = model.net().add("shared", table).here();
    model.net().block("encoder", block -> stack(model, "num_layers", null));
    if (model.head().equals("EncoderModel")) {
      return;
    }
    Point encoded = model.net().here();
    model.net().from();
    model.tokens("decoder_input_ids", 1, Long.MAX_VALUE);
    model
        .net()
        .block(
            "decoder",
            block -> {
              block.addShared("embed_tokens", table, shared);
              stack(
                  model,
                  config.states("num_decoder_layers") ? "num_decoder_layers" : "num_layers",
                  encoded);
            });
    if (!model.isBase()) {
      model.output("lm_head", vocabulary, false, shared);
    }
  }

  private static void stack(Model model, String depth, @Nullable Point encoded) {
    Configuration config = model.config();
    long heads = config.number("num_heads");
    Options<GroupedAttention> attention =
        Decoder.attention(heads, heads, config.number("d_kv"))
            .with(GroupedAttention::rotary, null)
            .with(GroupedAttention::causal, encoded != null)
            .with(GroupedAttention::names, "q+k+v+o");
    GroupedAttention each = attention.layer();
    GroupedAttention first =
        attention
            .with(GroupedAttention::buckets, config.size("relative_attention_num_buckets"))
            .layer();
    Layer norm = Model.rms();
    Layer feedForward = feedForward(config);
    int parts = encoded == null ? 2 : 3;
    model.layers(
        "block",
        config.layers(depth),
        (block, i) ->
            model.layers(
                "layer",
                parts,
                (layer, part) ->
                    layer.residual(
                        branch -> {
                          branch.add("layer_norm", norm);
                          if (part == 0) {
                            branch.add("SelfAttention", i == 0 ? first : each);
                          } else if (part == parts - 1) {
                            branch.add("DenseReluDense", feedForward);
                          } else if (encoded != null) {
                            Point query = branch.here();
                            branch.from(query, encoded).add("EncDecAttention", each);
                          }
                        })));
    model.net().add("final_layer_norm", norm);
  }

  /** One or two layers before the last, as the word says: {@code relu}, {@code gated-gelu}. */
  private static FeedForward feedForward(Configuration config) {
    String word = config.word("feed_forward_proj");
    boolean isGated = word.startsWith("gated-");
    Activation.Kind kind =
        config.activation("feed_forward_proj", isGated ? word.substring("gated-".length()) : word);
    return new FeedForward(
        config.size("d_ff"), kind, isGated, false, false, isGated ? "wi_0+wi_1+wo" : "wi+wo");
  }

  /** Whisper: two convolutions over frames of sound before the encoder. */
  static void whisper(Model model) {
    Configuration config = model.config();
    if (!model.isBase() && !model.head().equals("ForConditionalGeneration")) {
      throw model.unknownHead("Model", "ForConditionalGeneration");
    }
    long width = config.number("d_model");
    long source = config.number("max_source_positions");
    model
        .net()
        .add(
            "input_features",
            Input.of(Math.multiplyExact(2L, source), config.number("num_mel_bins")));
    Point[] words = new Point[1];
    model.base(
        "model",
        () -> {
          model.net().block("encoder", encoder -> whisperEncoder(model, width, source));
          Point encoded = model.net().here();
          model.net().from();
          model.net().block("decoder", decoder -> words[0] = whisperDecoder(model, width, encoded));
        });
    if (!model.isBase()) {
      model.output("proj_out", config.number("vocab_size"), false, words[0]);
    }
  }

  private static void whisperEncoder(Model model, long width, long source) {
    Configuration config = model.config();
    Convolution convolution =
        Convolution.of(new Extents(List.of(Size.of(3))), Size.of(width)).padding(1);
    model
        .net()
        .add("conv1", convolution)
        .add("gelu1", new Activation(Activation.Kind.GELU, false))
        .add("conv2", convolution.stride(2))
        .add("gelu2", new Activation(Activation.Kind.GELU, false))
        .add("embed_positions", new PositionEmbedding(Size.of(source), "weight", false));
    Layer attention = whisperAttention(config, "encoder_attention_heads", false);
    model.layers(
        "layers",
        config.layers("encoder_layers"),
        (block, i) -> {
          block.residual(
              part ->
                  part.add("self_attn_layer_norm", Model.layerNorm()).add("self_attn", attention));
          whisperEnd(config, block, "encoder_ffn_dim", width);
        });
    model.net().add("layer_norm", Model.layerNorm());
  }

  private static GroupedAttention whisperAttention(
      Configuration config, String heads, boolean causal) {
    return Options.of(
            Encoders.plain(
                config.number(heads),
                config.headSize("", "d_model", heads),
                "q_proj+k_proj+v_proj+out_proj"))
        .with(GroupedAttention::bias, ProjectionBias.NOKEY)
        .with(GroupedAttention::causal, causal)
        .layer();
  }

  private static void whisperEnd(
      Configuration config, NetworkBuilder block, String hidden, long width) {
    Layer activation = new Activation(config.activation("activation_function"), false);
    block.residual(
        part ->
            part.add("final_layer_norm", Model.layerNorm())
                .add("fc1", new Linear(config.size(hidden), true, null))
                .add("activation", activation)
                .add("fc2", Linear.of(width)));
  }

  private static Point whisperDecoder(Model model, long width, Point encoded) {
    Configuration config = model.config();
    long positions = config.number("max_target_positions");
    model.tokens("decoder_input_ids", 0, positions);
    Point words = model.embedding("embed_tokens", config.number("vocab_size"), width);
    model.net().add("embed_positions", new PositionEmbedding(Size.of(positions), "weight", false));
    Layer attention = whisperAttention(config, "decoder_attention_heads", true);
    model.layers(
        "layers",
        config.layers("decoder_layers"),
        (block, i) -> {
          block.residual(
              part ->
                  part.add("self_attn_layer_norm", Model.layerNorm()).add("self_attn", attention));
          block.residual(
              part -> {
                part.add("encoder_attn_layer_norm", Model.layerNorm());
                Point query = part.here();
                part.from(query, encoded).add("encoder_attn", attention);
              });
          whisperEnd(config, block, "decoder_ffn_dim", width);
        });
    model.net().add("layer_norm", Model.layerNorm());
    return words;
  }
}
