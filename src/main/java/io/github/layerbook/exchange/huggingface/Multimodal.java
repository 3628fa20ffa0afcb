package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.exchange.huggingface.Families.Family;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.convolution.Unfold;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Language models that read images too, as they run on text alone: the tensors of the vision model
 * are there, and no layer reads them.
 */
final class Multimodal {
  private static final String SAID =
      "text alone: the vision model's parameters are there, and no work is done with them";

  private Multimodal() {}

  /** Gemma 3 of 4 and more billions. */
  static void gemma3(Model model) {
    Configuration config = model.config();
    Configuration text = config.part("text_config", "gemma3_text");
    Configuration images = config.part("vision_config", "siglip_vision_model");
    long width = text.number("hidden_size");
    long features = images.number("hidden_size");
    NetworkBuilder held = Network.named("held");
    Model vision = new Model(images, held, "Model", List.of());
    Vision.image(vision);
    String tower = model.isBase() ? "" : "model.";
    held.block(tower + "vision_tower", block -> ImageTexts.siglipTower(vision));
    held.block(
        tower + "multi_modal_projector",
        block -> {
          Model.held(block, "mm_input_projection_weight", features, width);
          Model.held(block, "mm_soft_emb_norm.weight", features);
        });
    config.number("mm_tokens_per_image");
    hold(model, held);
    boolean isTied = config.flag("tie_word_embeddings");
    PlannedDecoder.build(
        model.part(text).tied(isTied).based("model.language_model"), "gemma3_text");
  }

  /** LLaVA: a vision model, two linear layers, and a language model of any type. */
  static void llava(Model model) {
    Configuration config = model.config();
    Configuration text = config.part("text_config", "llama");
    Configuration images = config.part("vision_config", "clip_vision_model");
    Family language = Families.byType().get(text.type());
    boolean isClip = images.type().equals("clip_vision_model");
    if (language == null || !(isClip || images.type().equals("siglip_vision_model"))) {
      throw config.wrong(
          "vision_config", " or text_config is of a type that LLaVA is not read with");
    }
    long width = text.number("hidden_size");
    boolean bias = config.flag("multimodal_projector_bias");
    NetworkBuilder held = Network.named("held");
    Model vision = new Model(images, held, "Model", List.of());
    Vision.image(vision);
    String tower = model.isBase() ? "" : "model.";
    held.block(
        tower + "vision_tower",
        block -> {
          if (isClip) {
            ImageTexts.clipTower(vision);
          } else {
            ImageTexts.siglipTower(vision);
          }
        });
    held.block(
        tower + "multi_modal_projector",
        block ->
            block
                .add("linear_1", new Linear(Size.of(width), bias, null))
                .add("linear_2", new Linear(Size.of(width), bias, null)));
    hold(model, held);
    boolean isTied = config.flag("tie_word_embeddings");
    language.build().accept(model.part(text).tied(isTied).based("model.language_model"));
  }

  /** Llama 4 with its vision model. */
  static void llama4(Model model) {
    Configuration config = model.config();
    Configuration text = config.part("text_config", "llama4_text");
    Configuration images = config.part("vision_config", "llama4_vision_model");
    NetworkBuilder held = Network.named("held");
    Model vision = new Model(images, held, "Model", List.of());
    Vision.image(vision);
    held.block("vision_model", block -> llamaVision(vision));
    held.block(
        "multi_modal_projector",
        block ->
            block.add(
                "linear_1",
                new Linear(
                    text.size("hidden_size"), images.flag("multi_modal_projector_bias"), null)));
    hold(model, held);
    boolean isTied = config.flag("tie_word_embeddings");
    model
        .net()
        .block(
            "language_model",
            block -> PlannedDecoder.build(model.part(text).tied(isTied), "llama4_text"));
  }

  /** The vision model of Llama 4, but for its turning of patches, which changes no count. */
  private static void llamaVision(Model model) {
    Configuration config = model.config();
    long width = config.number("hidden_size");
    long patches = Vision.patches(config);
    GroupedAttention attention =
        Encoders.plain(
            config.number("num_attention_heads"),
            config.headSize("", "hidden_size", "num_attention_heads"),
            "q_proj+k_proj+v_proj+o_proj");
    FeedForward feedForward =
        FeedForwards.plain(
            config.number("intermediate_size"), Activation.Kind.GELU, true, "fc1+fc2");
    Extents patch = new Extents(List.of(config.size("patch_size"), config.size("patch_size")));
    NetworkBuilder net = model.net();
    net.block(
        "patch_embedding",
        block ->
            block
                .add(
                    "unfold",
                    Options.with(Options.make(Unfold.class, patch), Unfold::stride, patch))
                .add("linear", new Linear(Size.of(width), false, null)));
    net.add("class_embedding", new ClassToken(Size.of(1), "", false))
        .add("positional_embedding_vlm", new PositionEmbedding(Size.of(patches + 1), "", false))
        .add("layernorm_pre", Model.layerNorm());
    net.block(
        "model",
        block ->
            model.layers(
                "layers",
                config.layers("num_hidden_layers"),
                Decoder.before(
                    Model.layerNorm(), Decoder.USUAL, i -> attention, i -> feedForward)));
    net.add("layernorm_post", Model.layerNorm());
    long out = config.number("projector_output_dim");
    long in = config.number("projector_input_dim");
    net.block(
        "vision_adapter.mlp",
        block -> {
          Model.held(block, "fc1.weight", in, config.number("intermediate_size"));
          Model.held(block, "fc2.weight", out, out);
        });
  }

  /** Adds another network's tensors, each under its name, without what is done with them. */
  private static void hold(Model model, NetworkBuilder held) {
    for (Applied applied : held.build().applied()) {
      BlockPath layer = BlockPath.of(applied.node().path());
      for (Tensor tensor : applied.tensors()) {
        BlockPath path = layer.block(tensor.name());
        Layer bare =
            tensor.isParameter()
                ? new Parameter(tensor.extents(), AxisOrder.CHW, "")
                : new Buffer(tensor.extents(), tensor.element(), "");
        model.net().block(path.outer(), block -> block.from().add(path.name(), bare));
      }
    }
    model.net().from();
    model.notes().add(SAID);
  }
}
