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

  /** The type of diffusion transformers, whose fields are another library's. */
  static final String DIFFUSION = "dit";

  private static final Map<String, Family> ALL = all();

  private Families() {}

  private static Map<String, Family> all() {
    Map<String, Family> all = new LinkedHashMap<>();
    WrittenModels.headings().forEach((type, heading) -> all.put(type, written(type, heading)));
    String generation = "ForConditionalGeneration";
    all.put("gemma3", new Family("gemma3", "Gemma3", generation, Multimodal::gemma3));
    all.put("llava", new Family("llava", "Llava", generation, Multimodal::llava));
    all.put("llama4", new Family("llama4", "Llama4", generation, Multimodal::llama4));
    return all;
  }

  private static Family written(String type, List<String> heading) {
    String fields = heading.size() > 2 ? heading.get(2) : type;
    return new Family(
        fields, heading.get(0), heading.get(1), model -> WrittenModel.build(model, type));
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
