package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.exchange.huggingface.Families.Family;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.Consumer;

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
    Size width = text.field("hidden_size").size();
    Size features = images.field("hidden_size").size();
    hold(
        model,
        images,
        model.isBase() ? "vision_tower" : "model.vision_tower",
        "siglip_tower",
        projector -> {
          Model.held(projector, "mm_input_projection_weight", List.of(features, width));
          Model.held(projector, "mm_soft_emb_norm.weight", List.of(features));
        });
    config.field("mm_tokens_per_image").number();
    boolean isTied = config.field("tie_word_embeddings").flag();
    WrittenModel.build(model.part(text).tied(isTied).based("model.language_model"), "gemma3_text");
  }

  /** LLaVA: a vision model, two linear layers, and a language model of any type. */
  static void llava(Model model) {
    Configuration config = model.config();
    Configuration text = config.part("text_config", "llama");
    Configuration images = config.part("vision_config", "clip_vision_model");
    Family language = Families.byType().get(text.type());
    boolean isClip = images.type().equals("clip_vision_model");
    if (language == null || !(isClip || images.type().equals("siglip_vision_model"))) {
      throw config
          .field("vision_config")
          .wrong(" or text_config is of a type that LLaVA is not read with");
    }
    Layer linear =
        new Linear(
            text.field("hidden_size").size(),
            config.field("multimodal_projector_bias").flag(),
            null);
    hold(
        model,
        images,
        model.isBase() ? "vision_tower" : "model.vision_tower",
        isClip ? "clip_tower" : "siglip_tower",
        projector -> projector.add("linear_1", linear).add("linear_2", linear));
    boolean isTied = config.field("tie_word_embeddings").flag();
    language.build().accept(model.part(text).tied(isTied).based("model.language_model"));
  }

  /** Llama 4 with its vision model. */
  static void llama4(Model model) {
    Configuration config = model.config();
    Configuration text = config.part("text_config", "llama4_text");
    Configuration images = config.part("vision_config", "llama4_vision_model");
    Layer linear =
        new Linear(
            text.field("hidden_size").size(),
            images.field("multi_modal_projector_bias").flag(),
            null);
    hold(
        model,
        images,
        "vision_model",
        "llama4_tower",
        projector -> projector.add("linear_1", linear));
    Model language = model.part(text).tied(config.field("tie_word_embeddings").flag());
    model.net().block("language_model", block -> WrittenModel.build(language, "llama4_text"));
  }

  /**
   * Adds the tensors of a vision model and of what turns its output into tokens, each under its
   * name, without what is done with them.
   *
   * @param name of the vision model's block, beside which the other stands
   * @param tower the vision model among {@link WrittenModels}
   */
  private static void hold(
      Model model,
      Configuration images,
      String name,
      String tower,
      Consumer<NetworkBuilder> projector) {
    NetworkBuilder held = Network.named("held");
    Model vision = new Model(images, held, "Model", List.of());
    WrittenModel.build(vision, "image");
    held.block(name, block -> WrittenModel.build(vision, tower));
    held.block(BlockPath.of(name).outer().block("multi_modal_projector").toString(), projector);
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
