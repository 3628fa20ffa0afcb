package io.github.layerbook.exchange.huggingface;

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
    decoder(all, "llama", "Llama", Decoders::llama);
    decoder(all, "mistral", "Mistral", Decoders::mistral);
    decoder(all, "qwen2", "Qwen2", Decoders::qwen2);
    decoder(all, "qwen3", "Qwen3", Decoders::qwen3);
    decoder(all, "smollm3", "SmolLM3", Decoders::smollm3);
    decoder(all, "gemma", "Gemma", NormedDecoders::gemma);
    decoder(all, "gemma2", "Gemma2", NormedDecoders::gemma2);
    decoder(all, "gemma3_text", "Gemma3", NormedDecoders::gemma3);
    decoder(all, "phi", "Phi", ParallelDecoders::phi);
    decoder(all, "phi3", "Phi3", Decoders::phi3);
    decoder(all, "olmo2", "Olmo2", NormedDecoders::olmo2);
    decoder(all, "starcoder2", "Starcoder2", Decoders::starcoder2);
    decoder(all, "falcon", "Falcon", ParallelDecoders::falcon);
    decoder(all, "gpt_neox", "GPTNeoX", ParallelDecoders::gptNeox);
    all.put("gpt2", new Family("gpt2", "GPT2", "LMHeadModel", PlacedDecoders::gpt2));
    decoder(all, "bloom", "Bloom", PlacedDecoders::bloom);
    decoder(all, "opt", "OPT", PlacedDecoders::opt);
    decoder(all, "gpt_neo", "GPTNeo", PlacedDecoders::gptNeo);
    decoder(all, "gptj", "GPTJ", ParallelDecoders::gptj);
    decoder(all, "mpt", "Mpt", PlacedDecoders::mpt);
    decoder(all, "olmo", "Olmo", NormedDecoders::olmo);
    decoder(all, "olmo3", "Olmo3", NormedDecoders::olmo3);
    decoder(all, "stablelm", "StableLm", ParallelDecoders::stablelm);
    decoder(all, "cohere", "Cohere", ParallelDecoders::cohere);
    decoder(all, "cohere2", "Cohere2", ParallelDecoders::cohere2);
    decoder(all, "granite", "Granite", Decoders::llama);
    decoder(all, "glm", "Glm", Decoders::glm);
    decoder(all, "glm4", "Glm4", NormedDecoders::glm4);
    decoder(all, "granitemoe", "GraniteMoe", Mixtures::granite);
    decoder(all, "phimoe", "Phimoe", Mixtures::phimoe);
    decoder(all, "mixtral", "Mixtral", Mixtures::mixtral);
    decoder(all, "qwen2_moe", "Qwen2Moe", Mixtures::qwen2);
    decoder(all, "qwen3_moe", "Qwen3Moe", Mixtures::qwen3);
    decoder(all, "qwen3_next", "Qwen3Next", Mixtures::qwen3Next);
    decoder(all, "olmoe", "Olmoe", Mixtures::olmoe);
    decoder(all, "gpt_oss", "GptOss", Mixtures::gptOss);
    decoder(all, "deepseek_v2", "DeepseekV2", SharedMixtures::deepseek2);
    decoder(all, "deepseek_v3", "DeepseekV3", SharedMixtures::deepseek3);
    all.put(
        "kimi_k2",
        new Family("deepseek_v3", "DeepseekV3", "ForCausalLM", SharedMixtures::deepseek3));
    decoder(all, "glm4_moe", "Glm4Moe", SharedMixtures::glm4);
    decoder(all, "llama4_text", "Llama4", SharedMixtures::llama4);
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
