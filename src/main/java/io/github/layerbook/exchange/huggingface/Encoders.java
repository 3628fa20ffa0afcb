package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Encoders of texts: BERT and its kin. */
final class Encoders {
  /** Heads of BERT that read its pooler. */
  private static final Set<String> POOLED =
      Set.of(
          "Model",
          "ForPreTraining",
          "ForNextSentencePrediction",
          "ForSequenceClassification",
          "ForMultipleChoice");

  private Encoders() {}

  /** BERT, and MiniLM. */
  static void bert(Model model) {
    Configuration config = model.config();
    Point words = trunk(model, "bert", POOLED.contains(model.head()));
    switch (model.head()) {
      case "Model" -> {}
      case "ForMaskedLM", "LMHeadModel", "ForPreTraining" -> {
        model.net().block("cls", cls -> predictions(model, words));
        if (model.head().equals("ForPreTraining")) {
          model.net().block("cls", cls -> model.linear("seq_relationship", 2, true));
        }
      }
      case "ForNextSentencePrediction" ->
          model.net().block("cls", cls -> model.linear("seq_relationship", 2, true));
      case "ForSequenceClassification", "ForTokenClassification" ->
          model.linear("classifier", config.labels(), true);
      case "ForMultipleChoice" -> model.linear("classifier", 1, true);
      case "ForQuestionAnswering" -> model.linear("qa_outputs", 2, true);
      default -> throw model.unknownHead("Model", "ForMaskedLM", "ForSequenceClassification", "…");
    }
  }

  /** XLM-RoBERTa and CamemBERT, whose head for words is made before the layers. */
  static void headFirst(Model model) {
    if (scoresWords(model) && model.isTied()) {
      firstHead(model);
    }
    roberta(model);
  }

  /** RoBERTa. */
  static void roberta(Model model) {
    Configuration config = model.config();
    boolean isPooled = model.isBase() || model.head().equals("ForMultipleChoice");
    Point words = trunk(model, "roberta", isPooled);
    long width = config.number("hidden_size");
    switch (model.head()) {
      case "Model" -> {}
      case "ForMaskedLM", "ForCausalLM" ->
          model
              .net()
              .block(
                  "lm_head",
                  head -> {
                    model.linear("dense", width, true);
                    head.add("activation", new Activation(Activation.Kind.GELU, false));
                    head.add("layer_norm", Model.layerNorm());
                    output(model, words);
                  });
      case "ForSequenceClassification" ->
          model
              .net()
              .block(
                  "classifier",
                  head -> {
                    model.first();
                    model.linear("dense", width, true);
                    head.add("activation", new Activation(Activation.Kind.TANH, false));
                    model.linear("out_proj", config.labels(), true);
                  });
      case "ForTokenClassification" -> model.linear("classifier", config.labels(), true);
      case "ForMultipleChoice" -> model.linear("classifier", 1, true);
      case "ForQuestionAnswering" -> model.linear("qa_outputs", 2, true);
      default -> throw model.unknownHead("Model", "ForMaskedLM", "ForSequenceClassification", "…");
    }
  }

  private static boolean scoresWords(Model model) {
    return model.head().equals("ForMaskedLM") || model.head().equals("ForCausalLM");
  }

  /** The matrix of words where the head is made first, so that the tensor has the head's name. */
  private static void firstHead(Model model) {
    Configuration config = model.config();
    List<Size> shape = List.of(config.size("vocab_size"), config.size("hidden_size"));
    model
        .net()
        .block(
            "lm_head",
            head -> head.from().add("decoder", new Parameter(shape, AxisOrder.CHW, "weight")));
    model.sharing(model.net().here());
  }

  /** The embeddings, the layers and, if it is read, the pooler. */
  private static Point trunk(Model model, String base, boolean isPooled) {
    Configuration config = model.config();
    Point[] words = new Point[1];
    long positions = config.number("max_position_embeddings");
    Point ids = model.tokens("input_ids", 0, positions);
    model.base(
        base,
        () -> {
          words[0] = embeddings(model, ids, positions, config.number("hidden_size"));
          model
              .net()
              .block(
                  "encoder",
                  encoder ->
                      model.layers("layer", config.layers("num_hidden_layers"), layer(config)));
          if (isPooled) {
            model
                .net()
                .block(
                    "pooler",
                    pooler -> {
                      model.first();
                      model.linear("dense", config.number("hidden_size"), true);
                      pooler.add("activation", new Activation(Activation.Kind.TANH, false));
                    });
          }
        });
    return words[0];
  }

  /** Words, kinds of sentences and positions of a width, added and normalised. */
  static Point embeddings(Model model, Point ids, long positions, long width) {
    Configuration config = model.config();
    Point[] words = new Point[1];
    model
        .net()
        .block(
            "embeddings",
            block -> {
              model.numbers("position_ids", positions);
              model.numbers("token_type_ids", positions);
              words[0] = model.embedding("word_embeddings", config.number("vocab_size"), width);
              block
                  .from(ids)
                  .add(
                      "token_type_embeddings",
                      Embedding.of(config.number("type_vocab_size"), width));
              Point types = block.here();
              block
                  .from(words[0], types)
                  .add("add", Merge.of(Merge.Kind.ADD))
                  .add(
                      "position_embeddings",
                      new PositionEmbedding(Size.of(positions), "weight", false))
                  .add("LayerNorm", Model.layerNorm());
            });
    return words[0];
  }

  /** One of BERT's layers. */
  static Model.LayerOf layer(Configuration config) {
    long width = config.number("hidden_size");
    GroupedAttention attention =
        plain(
            config.number("num_attention_heads"),
            config.headSize("", "hidden_size", "num_attention_heads"),
            "query+key+value");
    Layer dense = Linear.of(width);
    Layer wide = new Linear(config.size("intermediate_size"), true, null);
    Layer activation = new Activation(config.activation("hidden_act"), false);
    Layer norm = Model.layerNorm();
    boolean crosses = config.flag("add_cross_attention");
    if (crosses && !config.flag("is_decoder")) {
      throw config.wrong(
          "add_cross_attention", " is true, and is_decoder is not: only decoders attend so");
    }
    return (block, i) -> {
      block.residual(
          branch ->
              branch.block(
                  "attention",
                  part -> {
                    part.add("self", attention);
                    part.block("output", output -> output.add("dense", dense));
                  }));
      block.block(
          "attention", part -> part.block("output", output -> output.add("LayerNorm", norm)));
      block.residual(
          branch ->
              branch
                  .block(
                      "intermediate", part -> part.add("dense", wide).add("activation", activation))
                  .block("output", output -> output.add("dense", dense)));
      block.block("output", output -> output.add("LayerNorm", norm));
      if (crosses) {
        crossAttention(block, width);
      }
    };
  }

  /** What attends to an encoder's output, if there is one: it is there, and not run. */
  private static void crossAttention(NetworkBuilder layer, long width) {
    Point here = layer.here();
    layer.block(
        "crossattention",
        part -> {
          for (String each : List.of("self.query", "self.key", "self.value", "output.dense")) {
            Model.held(part, each + ".weight", width, width);
            Model.held(part, each + ".bias", width);
          }
          Model.held(part, "output.LayerNorm.weight", width);
          Model.held(part, "output.LayerNorm.bias", width);
        });
    layer.from(here);
  }

  /** Attention with biases, as many key heads as heads, and no rotary embedding. */
  static GroupedAttention plain(long heads, long headSize, String names) {
    return Decoder.attention(heads, heads, headSize)
        .with(GroupedAttention::bias, ProjectionBias.ALL)
        .with(GroupedAttention::rotary, null)
        .with(GroupedAttention::causal, false)
        .with(GroupedAttention::names, names)
        .layer();
  }

  /** BERT's guess of masked words. */
  static void predictions(Model model, Point words) {
    Configuration config = model.config();
    model
        .net()
        .block(
            "predictions",
            head -> {
              head.block(
                  "transform",
                  transform -> {
                    model.linear("dense", config.number("hidden_size"), true);
                    transform.add(
                        "activation", new Activation(config.activation("hidden_act"), false));
                    transform.add("LayerNorm", Model.layerNorm());
                  });
              output(model, words);
            });
  }

  /** The decoder whose matrix is the embedding's and whose bias is the head's own. */
  static void output(Model model, Point words) {
    long vocabulary = model.config().number("vocab_size");
    NetworkBuilder net = model.net();
    if (!model.isTied()) {
      Point here = net.here();
      Model.held(net, "bias", vocabulary);
      net.from(here);
      model.output("decoder", vocabulary, true, words);
      return;
    }
    model.output(model.isShared() ? "scores" : "decoder", vocabulary, false, words);
    Point scores = net.here();
    Size size = Size.of(vocabulary);
    net.from().add("bias", new Parameter(List.of(size), AxisOrder.HWC, ""));
    OpenExtents row = new OpenExtents(List.of(Optional.of(Size.of(1)), Optional.of(size)));
    Point bias = net.add("row", new Reshape(row, AxisOrder.HWC)).here();
    net.from(scores, bias).add("add", Merge.of(Merge.Kind.ADD));
  }
}
