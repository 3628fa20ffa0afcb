package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.network.NetworkBuilder.Point;
import java.util.function.IntFunction;

/** ModernBERT: an encoder of texts built as decoders are. */
final class ModernBert {
  private ModernBert() {}

  /** ModernBERT: rotary positions, gates, two of three layers within a window. */
  static void modernbert(Model model) {
    Configuration config = model.config();
    boolean shift = config.flag("norm_bias");
    Layer norm = shift ? Model.layerNorm() : Model.unshifted();
    long head = config.headSize("", "hidden_size", "num_attention_heads");
    LayerKinds kinds = LayerKinds.ofModernBert(config);
    Options<GroupedAttention> attention =
        Decoder.attention(
                config.number("num_attention_heads"), config.number("num_attention_heads"), head)
            .with(GroupedAttention::bias, Decoder.biases(config.flag("attention_bias")))
            .with(GroupedAttention::causal, false)
            .with(GroupedAttention::names, "Wqkv+Wo");
    IntFunction<GroupedAttention> each = kinds.choose(attention);
    Layer feedForward =
        new FeedForward(
            config.size("intermediate_size"),
            config.activation("hidden_activation"),
            true,
            config.flag("mlp_bias"),
            false,
            "Wi+Wo");
    Point ids = model.tokens("input_ids", 0, config.number("max_position_embeddings"));
    Point[] words = new Point[1];
    model.base(
        "model",
        () -> {
          kinds.present().forEach(kind -> model.frequencies(kind + "_", head));
          model.net().from(ids);
          model
              .net()
              .block(
                  "embeddings",
                  block -> {
                    words[0] =
                        model.embedding(
                            "tok_embeddings",
                            config.number("vocab_size"),
                            config.number("hidden_size"));
                    block.add("norm", norm);
                  });
          model.layers(
              "layers",
              config.layers("num_hidden_layers"),
              (block, i) -> {
                block.residual(
                    part ->
                        (i == 0 ? part : part.add("attn_norm", norm)).add("attn", each.apply(i)));
                block.residual(part -> part.add("mlp_norm", norm).add("mlp", feedForward));
              });
          model.net().add("final_norm", norm);
        });
    modernHead(model, words[0], norm);
  }

  private static void modernHead(Model model, Point words, Layer norm) {
    Configuration config = model.config();
    if (model.isBase()) {
      return;
    }
    if (model.head().equals("ForSequenceClassification")) {
      if (config.word("classifier_pooling").equals("cls")) {
        model.first();
      } else {
        model.net().add("mean", GlobalPool.average());
      }
    }
    model
        .net()
        .block(
            "head",
            head -> {
              model.linear("dense", config.number("hidden_size"), config.flag("classifier_bias"));
              head.add("act", new Activation(config.activation("classifier_activation"), false))
                  .add("norm", norm);
            });
    switch (model.head()) {
      case "ForMaskedLM" ->
          model.output("decoder", config.number("vocab_size"), config.flag("decoder_bias"), words);
      case "ForSequenceClassification", "ForTokenClassification" ->
          model.linear("classifier", config.labels(), true);
      case "ForQuestionAnswering" -> model.linear("classifier", 2, true);
      default -> throw model.unknownHead("Model", "ForMaskedLM", "ForSequenceClassification", "…");
    }
  }
}
