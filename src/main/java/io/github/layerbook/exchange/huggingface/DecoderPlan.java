package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is particular to a type of language model, as the resource {@code decoders.json} says it:
 * which layer norm, which biases, where norms stand, what the parts are named. What a plan leaves
 * out is as in Llama without biases.
 *
 * <p>A word may depend on a field of the configuration, {@code "all if attention_bias"}.
 *
 * @param config the configuration of a model
 * @param node the plan, or a part of it
 */
record DecoderPlan(Configuration config, JsonNode node) {
  private static final Map<String, JsonNode> ALL = all();

  private static Map<String, JsonNode> all() {
    try (InputStream in =
        Objects.requireNonNull(
            DecoderPlan.class.getResourceAsStream("decoders.json"), "decoders.json")) {
      Map<String, JsonNode> all = new LinkedHashMap<>();
      new ObjectMapper().readTree(in).properties().forEach(e -> all.put(e.getKey(), e.getValue()));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the plans by type. */
  static Map<String, JsonNode> byType() {
    return ALL;
  }

  /** Returns the plan of a type. */
  static DecoderPlan of(Configuration config, String type) {
    return new DecoderPlan(config, Objects.requireNonNull(ALL.get(type), type));
  }

  /** Returns a part of the plan; empty where it says nothing of it. */
  Optional<DecoderPlan> part(String name) {
    return node.has(name)
        ? Optional.of(new DecoderPlan(config, node.path(name)))
        : Optional.empty();
  }

  /** Returns a word, or another one where the plan says nothing. */
  String word(String name, String otherwise) {
    return node.path(name).asText(otherwise);
  }

  /** Returns names, or others where the plan says nothing. */
  List<String> names(String name, List<String> otherwise) {
    List<String> names = new ArrayList<>();
    node.path(name).forEach(each -> names.add(each.asText()));
    return names.isEmpty() ? otherwise : names;
  }

  /** Returns whether something is so: as the plan says, or as the field says that it names. */
  boolean is(String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? config.flag(value.asText()) : value.asBoolean();
  }

  /** Returns the words of a list whose condition holds. */
  List<String> holding(String name) {
    List<String> words = new ArrayList<>();
    for (JsonNode each : node.path(name)) {
      String[] parts = each.asText().split(" if ", 2);
      if (parts.length == 1 || config.flag(parts[1])) {
        words.add(parts[0]);
      }
    }
    return words;
  }

  /** Returns the first of these, or another word where there is none. */
  String first(String name, String otherwise) {
    return holding(name).stream().findFirst().orElse(otherwise);
  }
}
