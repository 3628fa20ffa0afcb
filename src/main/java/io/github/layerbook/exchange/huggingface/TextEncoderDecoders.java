package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** BART and its kin: an encoder and a decoder of texts under one embedding. */
final class TextEncoderDecoders {
  /**
   * What differs among them.
   *
   * @param more rows of the table of positions besides those that the model was made for
   * @param isEmbeddingNormed whether the embeddings are normalised
   * @param isBefore whether norms stand before each part, with one more at the end
   */
  private record Kind(int more, boolean isEmbeddingNormed, boolean isBefore) {}

  private static final Kind BART = new Kind(2, true, false);
  private static final Kind MBART = new Kind(2, true, true);
  private static final Kind PEGASUS = new Kind(0, false, true);
  private static final Kind MARIAN = new Kind(0, false, false);

  private TextEncoderDecoders() {}

  /** BART. */
  static void bart(Model model) {
    build(model, BART);
  }

  /** mBART: norms before each part. */
  static void mbart(Model model) {
    build(model, MBART);
  }

  /** Pegasus: sines and cosines for positions. */
  static void pegasus(Model model) {
    build(model, PEGASUS);
  }

  /** MarianMT: sines and cosines for positions, norms after each part. */
  static void marian(Model model) {
    Configuration config = model.config();
    if (!config.flag("share_encoder_decoder_embeddings")) {
      throw config.wrong(
          "share_encoder_decoder_embeddings", " is false: only models of one vocabulary are read");
    }
    build(model, MARIAN);
  }

  private static void build(Model model, Kind kind) {
    Configuration config = model.config();
    long vocabulary = config.number("vocab_size");
    Embedding table = Embedding.of(vocabulary, config.number("d_model"));
    boolean isOutput =
        model.head().equals("ForConditionalGeneration") || model.head().equals("MTModel");
    if (!isOutput && !model.isBase()) {
      throw model.unknownHead("Model", "ForConditionalGeneration");
    }
    long positions = config.number("max_position_embeddings");
    Point ids = model.tokens("input_ids", 0, positions);
    Point[] shared = new Point[1];
    model.base(
        "model",
        () -> {
          NetworkBuilder net = model.net();
          shared[0] = net.from(ids).add("shared", table).here();
          net.block("encoder", block -> stack(model, kind, "encoder", null));
          Point encoded = net.here();
          net.from();
          model.tokens("decoder_input_ids", 1, positions);
          net.block(
              "decoder",
              block -> {
                block.addShared("embed_tokens", table, shared[0]);
                stack(model, kind, "decoder", encoded);
              });
        });
    if (isOutput) {
      model.output("lm_head", vocabulary, false, shared[0]);
      model.numbers("final_logits_bias", Tensor.Element.VALUE, 1, vocabulary);
    }
  }

  private static void stack(Model model, Kind kind, String side, @Nullable Point encoded) {
    Configuration config = model.config();
    long width = config.number("d_model");
    NetworkBuilder net = model.net();
    long rows = config.number("max_position_embeddings") + kind.more();
    net.add("embed_positions", new PositionEmbedding(Size.of(rows), "weight", false));
    if (kind.isEmbeddingNormed()) {
      net.add("layernorm_embedding", Model.layerNorm());
    }
    String heads = side + "_attention_heads";
    Layer attention =
        Options.of(
                Encoders.plain(
                    config.number(heads),
                    config.headSize("", "d_model", heads),
                    "q_proj+k_proj+v_proj+out_proj"))
            .with(GroupedAttention::causal, encoded != null)
            .layer();
    Layer wide = new Linear(config.size(side + "_ffn_dim"), true, null);
    Layer activation = new Activation(config.activation("activation_function"), false);
    model.layers(
        "layers",
        config.layers(side + "_layers"),
        (block, i) -> {
          part(block, kind, "self_attn", part -> part.add("self_attn", attention));
          if (encoded != null) {
            part(
                block,
                kind,
                "encoder_attn",
                part -> {
                  Point query = part.here();
                  part.from(query, encoded).add("encoder_attn", attention);
                });
          }
          part(
              block,
              kind,
              "final",
              part ->
                  part.add("fc1", wide).add("activation", activation).add("fc2", Linear.of(width)));
        });
    if (kind.isBefore()) {
      net.add("layer_norm", Model.layerNorm());
    }
  }

  private static void part(
      NetworkBuilder block, Kind kind, String name, Consumer<NetworkBuilder> layers) {
    String norm = name + "_layer_norm";
    Decoder.normed(block, kind.isBefore(), Model.layerNorm(), norm, layers);
  }
}
