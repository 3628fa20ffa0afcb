package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;

/** Encoders of images and texts that meet in one space: CLIP and SigLIP. */
final class ImageTexts {
  private ImageTexts() {}

  /** The layers of CLIP's and SigLIP's encoders. */
  private static void encoder(Model model) {
    Configuration config = model.config();
    GroupedAttention attention =
        Encoders.plain(
            config.number("num_attention_heads"),
            config.headSize("", "hidden_size", "num_attention_heads"),
            "q_proj+k_proj+v_proj+out_proj");
    FeedForward feedForward = FeedForwards.plain(config, "fc1+fc2");
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
    long positions = Vision.patches(config) + (hasClass ? 1 : 0);
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
    Vision.image(model);
    model.net().block("vision_model", block -> siglipTower(model));
  }

  private static void clipVision(Model model) {
    Vision.image(model);
    model.net().block("vision_model", block -> clipTower(model));
  }

  /** CLIP's vision model, in whatever block the network is. */
  static void clipTower(Model model) {
    patchEmbeddings(model, true, false);
    model.net().add("pre_layrnorm", Model.layerNorm());
    encoder(model);
    model.first();
    model.net().add("post_layernorm", Model.layerNorm());
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
    Point row = net.from(number).add(new Reshape(Vision.row(1), AxisOrder.HWC)).here();
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
    Vision.image(images);
    model.net().block("vision_model", block -> siglipTower(images));
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
  static void siglipTower(Model model) {
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
    Point probe = head.add("query", new Reshape(Vision.row(width), AxisOrder.HWC)).here();
    head.from(probe, image).add("attention", Attention.of(config.number("num_attention_heads")));
    head.residual(
        part ->
            part.add("layernorm", Model.layerNorm())
                .add("mlp", FeedForwards.plain(config, "fc1+fc2")));
  }
}
