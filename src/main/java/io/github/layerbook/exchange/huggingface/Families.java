package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The types of models that are known: which fields one has, what of it is built if nothing is said,
 * and how.
 */
final class Families {
  /**
   * A type.
   *
   * @param fields the type whose fields it has
   * @param classes what the names of the library's classes begin with
   * @param head what is built where no architecture is named
   * @param build builds it
   */
  record Family(String fields, String classes, String head, Consumer<Model> build) {}

  private static final Map<String, Family> ALL = all();

  private Families() {}

  private static Map<String, Family> all() {
    Map<String, Family> all = new LinkedHashMap<>();
    decoders(all);
    all.put("bert", new Family("bert", "Bert", "Model", Encoders::bert));
    all.put("roberta", new Family("roberta", "Roberta", "Model", Encoders::roberta));
    all.put("xlm-roberta", new Family("xlm-roberta", "XLMRoberta", "Model", Encoders::headFirst));
    all.put("camembert", new Family("roberta", "Camembert", "Model", Encoders::headFirst));
    all.put(
        "distilbert", new Family("distilbert", "DistilBert", "Model", SmallEncoders::distilbert));
    all.put("albert", new Family("albert", "Albert", "Model", SmallEncoders::albert));
    all.put("electra", new Family("electra", "Electra", "Model", SmallEncoders::electra));
    all.put("modernbert", new Family("modernbert", "ModernBert", "Model", ModernBert::modernbert));
    all.put("vit", new Family("vit", "ViT", "Model", Vision::vit));
    all.put("deit", new Family("vit", "DeiT", "Model", Vision::deit));
    all.put("beit", new Family("beit", "Beit", "Model", Beit::beit));
    all.put("dinov2", new Family("dinov2", "Dinov2", "Model", Vision::dinov2));
    all.put("clip", new Family("clip", "CLIP", "Model", ImageTexts::clip));
    all.put("siglip", new Family("siglip", "Siglip", "Model", ImageTexts::siglip));
    all.put(
        "clip_text_model",
        new Family("clip_text_model", "CLIP", "TextModel", ImageTexts::clipText));
    all.put(
        "clip_vision_model",
        new Family("clip_vision_model", "CLIP", "VisionModel", ImageTexts::clipImages));
    all.put(
        "siglip_text_model",
        new Family("siglip_text_model", "Siglip", "TextModel", ImageTexts::siglipText));
    all.put(
        "siglip_vision_model",
        new Family("siglip_vision_model", "Siglip", "VisionModel", ImageTexts::siglipImages));
    all.put(
        Diffusion.TYPE, new Family(Diffusion.TYPE, "DiTTransformer2D", "Model", Diffusion::dit));
    String generation = "ForConditionalGeneration";
    all.put("gemma3", new Family("gemma3", "Gemma3", generation, Multimodal::gemma3));
    all.put("llava", new Family("llava", "Llava", generation, Multimodal::llava));
    all.put("llama4", new Family("llama4", "Llama4", generation, Multimodal::llama4));
    all.put("bart", new Family("bart", "Bart", generation, TextEncoderDecoders::bart));
    all.put("mbart", new Family("bart", "MBart", generation, TextEncoderDecoders::mbart));
    all.put("pegasus", new Family("bart", "Pegasus", generation, TextEncoderDecoders::pegasus));
    all.put("marian", new Family("marian", "Marian", "MTModel", TextEncoderDecoders::marian));
    all.put("t5", new Family("t5", "T5", generation, EncoderDecoders::t5));
    all.put("mt5", new Family("mt5", "MT5", generation, EncoderDecoders::t5));
    all.put("whisper", new Family("whisper", "Whisper", generation, EncoderDecoders::whisper));
    return all;
  }

  private static void decoders(Map<String, Family> all) {
    for (Map.Entry<String, JsonNode> each : DecoderPlan.byType().entrySet()) {
      String type = each.getKey();
      JsonNode plan = each.getValue();
      all.put(
          type,
          new Family(
              plan.path("fields").asText(type),
              plan.path("classes").asText(),
              "ForCausalLM",
              model -> PlannedDecoder.build(model, type)));
    }
    decoder(all, "qwen3_next", "Qwen3Next", StateSpaces::qwen3Next);
    all.put("gpt2", new Family("gpt2", "GPT2", "LMHeadModel", PlacedDecoders::gpt2));
    decoder(all, "falcon", "Falcon", ParallelDecoders::falcon);
    decoder(all, "bloom", "Bloom", PlacedDecoders::bloom);
    decoder(all, "opt", "OPT", PlacedDecoders::opt);
    decoder(all, "gpt_neo", "GPTNeo", PlacedDecoders::gptNeo);
    decoder(all, "gptj", "GPTJ", ParallelDecoders::gptj);
    decoder(all, "mpt", "Mpt", PlacedDecoders::mpt);
    decoder(all, "jamba", "Jamba", StateSpaces::jamba);
    decoder(all, "mamba2", "Mamba2", StateSpaces::mamba2);
    decoder(all, "mamba", "Mamba", StateSpaces::mamba);
  }

  private static void decoder(
      Map<String, Family> all, String type, String classes, Consumer<Model> build) {
    all.put(type, new Family(type, classes, "ForCausalLM", build));
  }

  /** Returns the types by name. */
  static Map<String, Family> byType() {
    return ALL;
  }

  /** Returns the names of the types. */
  static List<String> types() {
    return new ArrayList<>(ALL.keySet());
  }
}
