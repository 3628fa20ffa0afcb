package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Encoders of images: ViT, DeiT, BEiT and DINOv2. */
final class Vision {
  private static final List<String> NAMES =
      List.of("layernorm_before", "attention", "layernorm_after", "mlp");

  private Vision() {}

  /** The number of patches of an image. */
  static long patches(Configuration config) {
    long side = config.number("image_size");
    long patch = config.number("patch_size");
    if (patch > side) {
      throw config.wrong(
          "patch_size", " is %d, and image_size %d: use at most %d".formatted(patch, side, side));
    }
    return (side / patch) * (side / patch);
  }

  static void image(Model model) {
    model.image(
        "pixel_values", model.config().number("num_channels"), model.config().number("image_size"));
  }

  /** Patches with a class token, perhaps one of a teacher, and a table of positions. */
  private static void embeddings(Model model, boolean isMasked, int tokens) {
    long positions = patches(model.config()) + tokens;
    embedded(
        model,
        isMasked,
        block -> {
          if (tokens > 1) {
            block.add("distillation_token", new ClassToken(Size.of(1), "", true));
          }
          block
              .add("cls_token", new ClassToken(Size.of(1), "", true))
              .add("position_embeddings", new PositionEmbedding(Size.of(positions), "", true));
        },
        2);
  }

  /** Patches, and what is put before them. */
  static void embedded(
      Model model, boolean isMasked, Consumer<NetworkBuilder> tokens, int maskAxes) {
    Configuration config = model.config();
    long width = config.number("hidden_size");
    model
        .net()
        .block(
            "embeddings",
            block -> {
              block.block(
                  "patch_embeddings",
                  part ->
                      part.add(
                          "projection", PatchEmbedding.of(config.number("patch_size"), width)));
              if (isMasked) {
                List<Size> shape = new ArrayList<>(Collections.nCopies(maskAxes - 1, Size.of(1)));
                shape.add(Size.of(width));
                Point here = block.here();
                block.from().add("mask_token", new Parameter(shape, AxisOrder.HWC, ""));
                block.from(here);
              }
              tokens.accept(block);
            });
  }

  /** Attention with a bias of queries, keys and values where it is stated. */
  static GroupedAttention attention(Configuration config) {
    return Options.of(
            Encoders.plain(
                config.number("num_attention_heads"),
                config.headSize("", "hidden_size", "num_attention_heads"),
                "q_proj+k_proj+v_proj+o_proj"))
        .with(
            GroupedAttention::bias,
            config.flag("qkv_bias") ? ProjectionBias.ALL : ProjectionBias.OUTPUT)
        .layer();
  }

  /** ViT. */
  static void vit(Model model) {
    Configuration config = model.config();
    transformer(model, "vit", 1);
    if (model.isBase()) {
      pooler(model);
    } else if (model.head().equals("ForImageClassification")) {
      model.first();
      model.linear("classifier", config.labels(), true);
    } else {
      throw model.unknownHead("Model", "ForImageClassification");
    }
  }

  /** DeiT: a token that learns from a teacher besides that of the class. */
  static void deit(Model model) {
    Configuration config = model.config();
    transformer(model, "deit", 2);
    switch (model.head()) {
      case "Model" -> pooler(model);
      case "ForImageClassification" -> {
        model.first();
        model.linear("classifier", config.labels(), true);
      }
      case "ForImageClassificationWithTeacher" -> {
        Point all = model.net().here();
        model.first();
        model.linear("cls_classifier", config.labels(), true);
        Point classes = model.net().here();
        model.net().from(all).add("second", new Slice(2, Size.of(1), Size.of(2), Size.of(1)));
        model.linear("distillation_classifier", config.labels(), true);
        Point taught = model.net().here();
        model.net().from(classes, taught).add("mean", Merge.of(Merge.Kind.ADD));
      }
      default -> throw model.unknownHead("Model", "ForImageClassification");
    }
  }

  private static void transformer(Model model, String base, int tokens) {
    Configuration config = model.config();
    GroupedAttention attention = attention(config);
    FeedForward feedForward = FeedForwards.plain(config, "fc1+fc2");
    image(model);
    model.base(
        base,
        () -> {
          embeddings(model, false, tokens);
          model.layers(
              "layers",
              config.layers("num_hidden_layers"),
              Decoder.before(Model.layerNorm(), NAMES, i -> attention, i -> feedForward));
          model.net().add("layernorm", Model.layerNorm());
        });
  }

  private static void pooler(Model model) {
    Configuration config = model.config();
    model.first();
    model
        .net()
        .block(
            "pooler",
            pooler -> {
              model.linear(
                  "dense", config.number("pooler_output_size", config.number("hidden_size")), true);
              pooler.add("activation", new Activation(Activation.Kind.TANH, false));
            });
  }

  /** DINOv2: layers scaled by learned numbers. */
  static void dinov2(Model model) {
    Configuration config = model.config();
    if (!List.of("Model", "ForImageClassification").contains(model.head())) {
      throw model.unknownHead("Model", "ForImageClassification");
    }
    long width = config.number("hidden_size");
    Layer attention = attention(config);
    Layer feedForward = dinoFeedForward(config, width);
    Layer norm = Model.layerNorm();
    Layer scale = new LayerScale("lambda1");
    image(model);
    model.base(
        "dinov2",
        () -> {
          embeddings(model, config.flag("use_mask_token"), 1);
          model
              .net()
              .block(
                  "encoder",
                  encoder ->
                      model.layers(
                          "layer",
                          config.layers("num_hidden_layers"),
                          (block, i) -> {
                            block.residual(
                                part ->
                                    part.add("norm1", norm)
                                        .add("attention", attention)
                                        .add("layer_scale1", scale));
                            block.residual(
                                part ->
                                    part.add("norm2", norm)
                                        .add("mlp", feedForward)
                                        .add("layer_scale2", scale));
                          }));
          model.net().add("layernorm", norm);
        });
    if (!model.isBase()) {
      Point all = model.net().here();
      Point first = model.net().add("cls", new Slice(2, Size.of(0), Size.of(1), Size.of(1))).here();
      model
          .net()
          .from(all)
          .add("patches", new Slice(2, Size.of(1), null, Size.of(1)))
          .add("mean", GlobalPool.average());
      Point mean = model.net().add("row", new Reshape(row(width), AxisOrder.HWC)).here();
      model.net().from(first, mean).add("both", new Concatenate(1));
      model.linear("classifier", config.labels(), true);
    }
  }

  private static FeedForward dinoFeedForward(Configuration config, long width) {
    long hidden = (long) (width * config.decimal("mlp_ratio"));
    return config.flag("use_swiglu_ffn")
        ? new FeedForward(
            Size.of((hidden * 2 / 3 + 7) / 8 * 8), Activation.Kind.SILU, true, true, false, "")
        : FeedForwards.plain(hidden, config.activation("hidden_act"), true, "fc1+fc2");
  }

  /** A row of features. */
  static OpenExtents row(long width) {
    return new OpenExtents(List.of(Optional.of(Size.of(1)), Optional.of(Size.of(width))));
  }
}
