package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;

/** BEiT: an image's encoder with biases by distance. */
final class Beit {
  private Beit() {}

  /** BEiT: biases by distance in each layer, no bias of keys, the patches' mean. */
  static void beit(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        Options.with(Vision.attention(config), GroupedAttention::bias, ProjectionBias.NOKEY);
    FeedForward feedForward = FeedForwards.plain(config, "fc1+fc2");
    Layer norm = Model.layerNorm();
    boolean isMean = config.flag("use_mean_pooling");
    boolean isScaled = config.share("layer_scale_init_value") > 0;
    boolean isBiased = config.flag("use_relative_position_bias");
    long patches = Vision.patches(config);
    Vision.image(model);
    model.base(
        "beit",
        () -> {
          Vision.embedded(
              model,
              config.flag("use_mask_token"),
              block -> {
                block.add("cls_token", new ClassToken(Size.of(1), "", true));
                if (config.flag("use_absolute_position_embeddings")) {
                  block.add(
                      "position_embeddings", new PositionEmbedding(Size.of(patches + 1), "", true));
                }
              },
              3);
          if (config.flag("use_shared_relative_position_bias")) {
            Point here = model.net().here();
            distances(model.net(), "shared_position_bias", config);
            model.net().from(here);
          }
          model.layers(
              "layers",
              config.layers("num_hidden_layers"),
              (block, i) -> {
                if (isBiased) {
                  Point here = block.here();
                  distances(block, "relative_position_bias", config);
                  block.from(here);
                }
                scaled(block, norm, "layernorm_before", "attention", attention, isScaled, 1);
                scaled(block, norm, "layernorm_after", "mlp", feedForward, isScaled, 2);
              });
          if (!isMean) {
            model.net().add("layernorm", norm);
          }
          beitPooler(model, isMean);
        });
    switch (model.head()) {
      case "Model" -> {}
      case "ForImageClassification" -> model.linear("classifier", config.labels(), true);
      default -> throw model.unknownHead("Model", "ForImageClassification");
    }
  }

  /** A number for each head and distance of two patches, and three for the class token. */
  private static void distances(NetworkBuilder block, String name, Configuration config) {
    long side = 2 * (config.number("image_size") / config.number("patch_size")) - 1;
    Model.held(
        block,
        name + ".relative_position_bias_table",
        side * side + 3,
        config.number("num_attention_heads"));
  }

  private static void scaled(
      NetworkBuilder block,
      Layer norm,
      String normName,
      String name,
      Layer layer,
      boolean isScaled,
      int which) {
    block.residual(
        part -> {
          part.add(normName, norm).add(name, layer);
          if (isScaled) {
            part.add("lambda_" + which, new LayerScale(""));
          }
        });
  }

  private static void beitPooler(Model model, boolean isMean) {
    if (!isMean) {
      model.first();
      return;
    }
    model
        .net()
        .add("patches", new Slice(2, Size.of(1), null, Size.of(1)))
        .add("mean", GlobalPool.average());
    model.net().block("pooler", pooler -> pooler.add("layernorm", Model.layerNorm()));
  }
}
