package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.Attention;
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
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;

/** Models of images, and of images and texts: ViT, DINOv2, CLIP, SigLIP. */
final class Vision {
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

  /** Patches with a class token and a table of positions, as ViT and DINOv2 have them. */
  private static void embeddings(Model model, boolean isMasked) {
    Configuration config = model.config();
    long width = config.number("hidden_size");
    long patches = patches(config);
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
                Point here = block.here();
                List<Size> shape = List.of(Size.of(1), Size.of(width));
                block.from().add("mask_token", new Parameter(shape, AxisOrder.HWC, ""));
                block.from(here);
              }
              block
                  .add("cls_token", new ClassToken(Size.of(1), "", true))
                  .add(
                      "position_embeddings", new PositionEmbedding(Size.of(patches + 1), "", true));
            });
  }

  private static GroupedAttention attention(Configuration config) {
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
    if (!List.of("Model", "ForImageClassification").contains(model.head())) {
      throw model.unknownHead("Model", "ForImageClassification");
    }
    GroupedAttention attention = attention(config);
    FeedForward feedForward =
        Decoders.plain(config, "intermediate_size", "hidden_act", true, "fc1+fc2");
    image(model);
    model.base(
        "vit",
        () -> {
          embeddings(model, false);
          model.layers(
              "layers",
              config.layers("num_hidden_layers"),
              Decoder.before(
                  Model.layerNorm(),
                  List.of("layernorm_before", "attention", "layernorm_after", "mlp"),
                  i -> attention,
                  i -> feedForward));
          model.net().add("layernorm", Model.layerNorm());
        });
    model.first();
    if (model.isBase()) {
      model
          .net()
          .block(
              "pooler",
              pooler -> {
                model.linear(
                    "dense",
                    config.number("pooler_output_size", config.number("hidden_size")),
                    true);
                pooler.add("activation", new Activation(Activation.Kind.TANH, false));
              });
    } else {
      model.linear("classifier", config.labels(), true);
    }
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
          embeddings(model, config.flag("use_mask_token"));
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
            Size.of((hidden * 2 / 3 + 7) / 8 * 8),
            Activation.Kind.SILU,
            true,
            true,
            false,
            "weights_in+weights_out")
        : Decoders.plain(hidden, config.activation("hidden_act"), true, "fc1+fc2");
  }

  private static OpenExtents row(long width) {
    return new OpenExtents(List.of(Optional.of(Size.of(1)), Optional.of(Size.of(width))));
  }

  /** The layers of CLIP's and SigLIP's encoders. */
  private static void encoder(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        Encoders.plain(
            config.number("num_attention_heads"),
            config.headSize("", "hidden_size", "num_attention_heads"),
            "q_proj+k_proj+v_proj+out_proj");
    FeedForward feedForward =
        Decoders.plain(config, "intermediate_size", "hidden_act", true, "fc1+fc2");
    model
        .net()
        .block(
            "encoder",
            encoder ->
                model.layers(
                    "layers",
                    config.layers("num_hidden_layers"),
                    Decoder.before(
                        Model.layerNorm(),
                        List.of("layer_norm1", "self_attn", "layer_norm2", "mlp"),
                        i -> attention,
                        i -> feedForward)));
  }

  /** A text's embeddings, encoder and last norm. */
  private static void text(Model model) {
    Configuration config = model.config();
    long positions = config.number("max_position_embeddings");
    model.tokens("input_ids", 0, positions);
    model
        .net()
        .block(
            "text_model",
            block -> {
              block.block(
                  "embeddings",
                  part -> {
                    model.numbers("position_ids", positions);
                    model.embedding(
                        "token_embedding",
                        config.number("vocab_size"),
                        config.number("hidden_size"));
                    part.add(
                        "position_embedding",
                        new PositionEmbedding(Size.of(positions), "weight", false));
                  });
              encoder(model);
              block.add("final_layer_norm", Model.layerNorm());
            });
  }

  /** An image's embeddings: patches, a class token where there is one, and positions. */
  private static void patchEmbeddings(Model model, boolean hasClass, boolean bias) {
    Configuration config = model.config();
    long positions = patches(config) + (hasClass ? 1 : 0);
    model
        .net()
        .block(
            "embeddings",
            part -> {
              model.numbers("position_ids", positions);
              part.add(
                  "patch_embedding",
                  new PatchEmbedding(config.size("patch_size"), config.size("hidden_size"), bias));
              if (hasClass) {
                part.add("class_embedding", new ClassToken(Size.of(1), "", false));
              }
              part.add(
                  "position_embedding", new PositionEmbedding(Size.of(positions), "weight", false));
            });
  }

  /** CLIP's text model by itself. */
  static void clipText(Model model) {
    text(model);
    switch (model.head()) {
      case "TextModel", "Model" -> {}
      case "TextModelWithProjection" -> {
        model.net().add("last", new Slice(2, Size.of(0), Size.of(1), Size.of(1)));
        model.linear("text_projection", model.config().number("projection_dim"), false);
      }
      default -> throw model.unknownHead("TextModel", "TextModelWithProjection");
    }
  }

  /** CLIP's vision model by itself. */
  static void clipImages(Model model) {
    clipVision(model);
    switch (model.head()) {
      case "VisionModel", "Model" -> {}
      case "VisionModelWithProjection" ->
          model.linear("visual_projection", model.config().number("projection_dim"), false);
      default -> throw model.unknownHead("VisionModel", "VisionModelWithProjection");
    }
  }

  /** SigLIP's text model by itself. */
  static void siglipText(Model model) {
    text(model);
    siglipHead(model);
  }

  /** SigLIP's vision model by itself. */
  static void siglipImages(Model model) {
    image(model);
    model.net().block("vision_model", block -> siglipVision(model));
  }

  private static void clipVision(Model model) {
    image(model);
    model
        .net()
        .block(
            "vision_model",
            block -> {
              patchEmbeddings(model, true, false);
              block.add("pre_layrnorm", Model.layerNorm());
              encoder(model);
              model.first();
              block.add("post_layernorm", Model.layerNorm());
            });
  }

  /** CLIP: an image and a text meet in one space. */
  static void clip(Model model) {
    Configuration config = model.config();
    if (!model.isBase()) {
      throw model.unknownHead("Model");
    }
    long shared = config.number("projection_dim");
    text(model.part(config.part("text_config", "clip_text_model")));
    model.net().add("last", new Slice(2, Size.of(0), Size.of(1), Size.of(1)));
    model.linear("text_projection", shared, false);
    Point text = model.net().here();
    model.net().from();
    clipVision(model.part(config.part("vision_config", "clip_vision_model")));
    model.linear("visual_projection", shared, false);
    Point image = model.net().here();
    similarity(model.net(), text, image, List.of());
  }

  /** The product of a text's and an image's vector, times a learned number. */
  private static void similarity(NetworkBuilder net, Point text, Point image, List<Size> shape) {
    Point scores =
        net.from(text, image).add("logits", new Dot(-1, -1, false, AxisOrder.HWC)).here();
    Point scale = net.from().add("logit_scale", new Parameter(shape, AxisOrder.HWC, "")).here();
    one(net, scores, scale, Merge.Kind.MULTIPLY);
    if (!shape.isEmpty()) {
      Point scaled = net.here();
      Point bias = net.from().add("logit_bias", new Parameter(shape, AxisOrder.HWC, "")).here();
      one(net, scaled, bias, Merge.Kind.ADD);
    }
  }

  private static void one(NetworkBuilder net, Point scores, Point number, Merge.Kind kind) {
    Point row = net.from(number).add(new Reshape(row(1), AxisOrder.HWC)).here();
    net.from(scores, row).add(Merge.of(kind));
  }

  /** SigLIP: a head pools the image by attention. */
  static void siglip(Model model) {
    Configuration config = model.config();
    if (!model.isBase()) {
      throw model.unknownHead("Model");
    }
    Model textModel = model.part(config.part("text_config", "siglip_text_model"));
    text(textModel);
    siglipHead(textModel);
    Point text = model.net().here();
    model.net().from();
    Model images = model.part(config.part("vision_config", "siglip_vision_model"));
    image(images);
    model.net().block("vision_model", block -> siglipVision(images));
    similarity(model.net(), text, model.net().here(), List.of(Size.of(1)));
  }

  private static void siglipHead(Model model) {
    Configuration config = model.config();
    model
        .net()
        .block(
            "text_model",
            block -> {
              block.add("last", new Slice(2, Size.of(0), Size.of(1), Size.of(1)));
              model.linear(
                  "head", config.number("projection_size", config.number("hidden_size")), true);
            });
  }

  /** SigLIP's vision model, in whatever block the network is. */
  static void siglipVision(Model model) {
    Configuration config = model.config();
    patchEmbeddings(model, false, true);
    encoder(model);
    model.net().add("post_layernorm", Model.layerNorm());
    if (config.flag("vision_use_head")) {
      model.net().block("head", head -> pooling(head, config));
    }
  }

  private static void pooling(NetworkBuilder head, Configuration config) {
    long width = config.number("hidden_size");
    Point image = head.here();
    List<Size> shape = List.of(Size.of(1), Size.of(1), Size.of(width));
    head.from().add("probe", new Parameter(shape, AxisOrder.HWC, ""));
    Point probe = head.add("query", new Reshape(row(width), AxisOrder.HWC)).here();
    head.from(probe, image).add("attention", Attention.of(config.number("num_attention_heads")));
    head.residual(
        part ->
            part.add("layernorm", Model.layerNorm())
                .add(
                    "mlp",
                    Decoders.plain(config, "intermediate_size", "hidden_act", true, "fc1+fc2")));
  }
}
