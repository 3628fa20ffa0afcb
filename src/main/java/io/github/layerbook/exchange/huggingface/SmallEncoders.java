package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import org.jspecify.annotations.Nullable;

/**
 * Encoders of texts that are smaller than BERT: fewer layers, narrower embeddings, shared layers.
 */
final class SmallEncoders {
  private SmallEncoders() {}

  /** DistilBERT. */
  static void distilbert(Model model) {
    Configuration config = model.config();
    long positions = config.number("max_position_embeddings");
    long width = config.number("dim");
    GroupedAttention attention =
        Encoders.plain(
            config.number("n_heads"),
            config.headSize("", "dim", "n_heads"),
            "q_lin+k_lin+v_lin+out_lin");
    FeedForward feedForward =
        FeedForwards.plain(
            config.number("hidden_dim"), config.activation("activation"), true, "lin1+lin2");
    Layer norm = Model.layerNorm();
    model.tokens("input_ids", 0, positions);
    Point[] words = new Point[1];
    model.base(
        "distilbert",
        () -> {
          model
              .net()
              .block(
                  "embeddings",
                  block -> {
                    model.numbers("position_ids", positions);
                    words[0] =
                        model.embedding("word_embeddings", config.number("vocab_size"), width);
                    block
                        .add(
                            "position_embeddings",
                            new PositionEmbedding(Size.of(positions), "weight", false))
                        .add("LayerNorm", norm);
                  });
          model
              .net()
              .block(
                  "transformer",
                  encoder ->
                      model.layers(
                          "layer",
                          config.layers("n_layers"),
                          (block, i) ->
                              block
                                  .residual(part -> part.add("attention", attention))
                                  .add("sa_layer_norm", norm)
                                  .residual(part -> part.add("ffn", feedForward))
                                  .add("output_layer_norm", norm)));
        });
    distilHead(model, words[0], width);
  }

  private static void distilHead(Model model, Point words, long width) {
    Configuration config = model.config();
    switch (model.head()) {
      case "Model" -> {}
      case "ForMaskedLM" -> {
        model.linear("vocab_transform", width, true);
        model.net().add("activation", new Activation(config.activation("activation"), false));
        model.net().add("vocab_layer_norm", Model.layerNorm());
        model.output("vocab_projector", config.number("vocab_size"), true, words);
      }
      case "ForSequenceClassification", "ForMultipleChoice" -> {
        model.first();
        model.linear("pre_classifier", width, true);
        model.net().add("activation", Activation.relu());
        model.linear(
            "classifier", model.head().equals("ForMultipleChoice") ? 1 : config.labels(), true);
      }
      case "ForTokenClassification" -> model.linear("classifier", config.labels(), true);
      case "ForQuestionAnswering" -> model.linear("qa_outputs", 2, true);
      default -> throw model.unknownHead("Model", "ForMaskedLM", "ForSequenceClassification", "…");
    }
  }

  /** ELECTRA: embeddings narrower than the layers, a discriminator or a generator. */
  static void electra(Model model) {
    Configuration config = model.config();
    long width = config.number("hidden_size");
    long narrow = config.number("embedding_size");
    long positions = config.number("max_position_embeddings");
    Point ids = model.tokens("input_ids", 0, positions);
    Point[] words = new Point[1];
    model.base(
        "electra",
        () -> {
          words[0] = Encoders.embeddings(model, ids, positions, narrow);
          if (narrow != width) {
            model.linear("embeddings_project", width, true);
          }
          model
              .net()
              .block(
                  "encoder",
                  encoder ->
                      model.layers(
                          "layer", config.layers("num_hidden_layers"), Encoders.layer(config)));
        });
    electraHead(model, words[0], width, narrow);
  }

  private static void electraHead(Model model, Point words, long width, long narrow) {
    Configuration config = model.config();
    Layer gelu = new Activation(Activation.Kind.GELU, false);
    NetworkBuilder net = model.net();
    switch (model.head()) {
      case "Model" -> {}
      case "ForMaskedLM", "ForCausalLM" -> {
        net.block(
            "generator_predictions",
            head -> {
              model.linear("dense", narrow, true);
              head.add("activation", gelu).add("LayerNorm", Model.layerNorm());
            });
        model.output("generator_lm_head", config.number("vocab_size"), true, words);
      }
      case "ForPreTraining" ->
          net.block(
              "discriminator_predictions",
              head -> {
                model.linear("dense", width, true);
                head.add("activation", new Activation(config.activation("hidden_act"), false));
                model.linear("dense_prediction", 1, true);
              });
      case "ForSequenceClassification" ->
          net.block(
              "classifier",
              head -> {
                model.first();
                model.linear("dense", width, true);
                head.add("activation", gelu);
                model.linear("out_proj", config.labels(), true);
              });
      case "ForTokenClassification" -> model.linear("classifier", config.labels(), true);
      case "ForQuestionAnswering" -> model.linear("qa_outputs", 2, true);
      default -> throw model.unknownHead("Model", "ForPreTraining", "ForMaskedLM", "…");
    }
  }

  /** ALBERT: each group of layers is run several times with the same weights. */
  static void albert(Model model) {
    Configuration config = model.config();
    long width = config.number("hidden_size");
    long positions = config.number("max_position_embeddings");
    boolean isPooled =
        model.isBase()
            || model.head().equals("ForSequenceClassification")
            || model.head().equals("ForPreTraining")
            || model.head().equals("ForMultipleChoice");
    Point ids = model.tokens("input_ids", 0, positions);
    Point[] words = new Point[1];
    model.base(
        "albert",
        () -> {
          words[0] = Encoders.embeddings(model, ids, positions, config.number("embedding_size"));
          model
              .net()
              .block(
                  "encoder",
                  encoder -> {
                    model.linear("embedding_hidden_mapping_in", width, true);
                    groups(config, encoder);
                  });
          if (isPooled) {
            model.first();
            model.linear("pooler", width, true);
            model.net().add("pooler_activation", new Activation(Activation.Kind.TANH, false));
          }
        });
    albertHead(model, words[0]);
  }

  private static void groups(Configuration config, NetworkBuilder encoder) {
    int layers = config.layers("num_hidden_layers");
    int groups = config.layers("num_hidden_groups");
    int inner = config.layers("inner_group_num");
    if (groups > layers) {
      throw config.wrong(
          "num_hidden_groups",
          " is %d, and there are %d layers: use at most %d".formatted(groups, layers, layers));
    }
    SharedLayer layer = SharedLayer.of(config);
    Point[][][] first = new Point[groups][inner][];
    for (int i = 0; i < layers; i++) {
      int group = (int) (i / ((double) layers / groups));
      for (int j = 0; j < inner; j++) {
        Point[] weights = first[group][j];
        String name =
            weights == null
                ? "albert_layer_groups.%d.albert_layers.%d".formatted(group, j)
                : "layer_%d.%d".formatted(i, j);
        Point[] made = new Point[SharedLayer.PARTS];
        encoder.block(name, block -> layer.add(block, made, weights));
        if (weights == null) {
          first[group][j] = made;
        }
      }
    }
  }

  /** One of ALBERT's layers: the parts that have weights, which later ones share. */
  private record SharedLayer(Layer attention, Layer wide, Layer activation, Layer narrow) {
    private static final int PARTS = 5;

    private static SharedLayer of(Configuration config) {
      long width = config.number("hidden_size");
      return new SharedLayer(
          Encoders.plain(
              config.number("num_attention_heads"),
              config.headSize("", "hidden_size", "num_attention_heads"),
              "query+key+value+dense"),
          new Linear(config.size("intermediate_size"), true, null),
          new Activation(config.activation("hidden_act"), false),
          Linear.of(width));
    }

    /** Adds the layer with weights of its own, whose points are kept, or with those of another. */
    private void add(NetworkBuilder block, Point[] made, Point @Nullable [] weights) {
      Layer norm = Model.layerNorm();
      block.residual(part -> made[0] = part(part, "attention", attention, weights, 0));
      block.block("attention", part -> made[1] = part(part, "LayerNorm", norm, weights, 1));
      block.residual(
          part -> {
            made[2] = part(part, "ffn", wide, weights, 2);
            part.add("activation", activation);
            made[3] = part(part, "ffn_output", narrow, weights, 3);
          });
      made[4] = part(block, "full_layer_layer_norm", norm, weights, 4);
    }

    private static Point part(
        NetworkBuilder block, String name, Layer layer, Point @Nullable [] weights, int index) {
      return weights == null
          ? block.add(name, layer).here()
          : block.addShared(name, layer, weights[index]).here();
    }
  }

  private static void albertHead(Model model, Point words) {
    Configuration config = model.config();
    switch (model.head()) {
      case "Model" -> {}
      case "ForMaskedLM" ->
          model
              .net()
              .block(
                  "predictions",
                  head -> {
                    model.linear("dense", config.number("embedding_size"), true);
                    head.add("activation", new Activation(config.activation("hidden_act"), false))
                        .add("LayerNorm", Model.layerNorm());
                    Encoders.output(model, words);
                  });
      case "ForSequenceClassification", "ForTokenClassification" ->
          model.linear("classifier", config.labels(), true);
      case "ForMultipleChoice" -> model.linear("classifier", 1, true);
      case "ForQuestionAnswering" -> model.linear("qa_outputs", 2, true);
      default -> throw model.unknownHead("Model", "ForMaskedLM", "ForSequenceClassification", "…");
    }
  }
}
