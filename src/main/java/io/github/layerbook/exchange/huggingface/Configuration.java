package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it is read: each field under any of its names, or what a missing one means.
 *
 * <p>What is read is checked, and {@link ConfigurationException} names the field. What was missing
 * is remembered, so that it can be said.
 */
final class Configuration {
  /** More layers than any model has; a network of more would take long to be refused. */
  private static final long MOST_LAYERS = 2_000;

  private static final String GATED = "gated-";

  /** The base of a rotary embedding within windows, where others have another (Gemma 3). */
  private static final long LOCAL_THETA = 10_000;

  private final Fields fields;
  private final JsonNode node;
  private final String path;

  /** What was missing, with what it was taken as. */
  private final Map<String, String> missing = new LinkedHashMap<>();

  /** What fields state, by name: written models ask for the same ones layer by layer. */
  private final Map<String, @Nullable Object> typed = new HashMap<>();

  private final List<Configuration> parts = new ArrayList<>();

  /**
   * Reads a configuration.
   *
   * @param fields what fields there are
   * @param node the configuration's object
   * @param path what stands before its fields' names: {@code text_config.}
   * @throws ConfigurationException if a field changes counts of other types and is not known of
   *     this, or two names of one field contradict each other
   */
  Configuration(Fields fields, JsonNode node, String path) {
    this.fields = fields;
    this.node = node;
    this.path = path;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      checkKnown(field.getKey(), field.getValue());
    }
    for (String name : fields.defaults().keySet()) {
      if (!Fields.isHarmless(name)) {
        checkOnce(name);
      }
    }
  }

  /** A field that this type does not know must not be one that changes counts. */
  private void checkKnown(String name, JsonNode value) {
    boolean isNothing = value.isNull() || (value.isBoolean() && !value.booleanValue());
    if (fields.knows(name) || isNothing || !Fields.isCounting(name)) {
      return;
    }
    throw new ConfigurationException(
        "%s%s changes the counts of other models, and %s has no such field:%s take it out, or state the model_type that it belongs to"
            .formatted(path, name, fields.type(), NearestWords.question(name, fields.valid())));
  }

  /** Two names of one field must not have two values. */
  private void checkOnce(String name) {
    String first = "";
    for (String each : fields.namesOf(name)) {
      if (!node.has(each)) {
        continue;
      }
      if (!first.isEmpty() && !node.get(first).equals(node.get(each))) {
        throw new ConfigurationException(
            "%s%s is %s and %s%s is %s, which are two names of one field: keep one of them"
                .formatted(path, first, shown(first), path, each, shown(each)));
      }
      first = each;
    }
  }

  private String shown(String name) {
    return FieldValue.shorten(node.path(name).toString());
  }

  /** Returns fields that this type does not know and that are not known to change no count. */
  List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.knows(name) && !node.path(name).isNull()) {
                unknown.add(path + name);
              }
            });
    parts.forEach(part -> unknown.addAll(part.unknown()));
    return unknown;
  }

  /** Returns what was missing, each with what it was taken as. */
  List<String> missing() {
    List<String> all = new ArrayList<>();
    missing.forEach((name, value) -> all.add(path + name + " = " + value));
    parts.forEach(part -> all.addAll(part.missing()));
    return all;
  }

  /** Returns the type. */
  String type() {
    return fields.type();
  }

  /** Returns whether a field is stated, under any of its names, and not null. */
  boolean states(String name) {
    return nameOf(name) != null;
  }

  /** The name under which a field is stated and not null. */
  private @Nullable String nameOf(String name) {
    for (String each : fields.namesOf(name)) {
      if (node.hasNonNull(each)) {
        return each;
      }
    }
    return null;
  }

  /** The value of a field, or what a missing one means; null for what is null or derived. */
  private @Nullable JsonNode value(String name) {
    for (String each : fields.namesOf(name)) {
      JsonNode value = node.get(each);
      if (value != null) {
        return value.isNull() ? null : value;
      }
    }
    JsonNode value = fields.defaults().get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    missing.put(name, value.isTextual() ? value.asText() : value.toString());
    return value;
  }

  /**
   * Returns what a field states, of the type that a missing one's value has: a truth value, a word,
   * or a number of at least 1; null where that is null and none is stated.
   */
  @Nullable Object typed(String name) {
    if (!typed.containsKey(name)) {
      typed.put(name, readTyped(name));
    }
    return typed.get(name);
  }

  private @Nullable Object readTyped(String name) {
    JsonNode usual = fields.defaults().get(name);
    if (usual == null || usual.isBoolean()) {
      return flag(name);
    } else if (usual.isTextual()) {
      return word(name);
    }
    return usual.isNull() && optional(name) == null ? null : Long.valueOf(number(name));
  }

  /** Returns a number that there must be, at least 1. */
  long number(String name) {
    Long number = optional(name);
    if (number == null) {
      throw wanted(name, null, "a whole number of 1 or more");
    }
    return positive(name, number);
  }

  private long positive(String name, long number) {
    if (number < 1) {
      throw new ConfigurationException(
          "%s%s is %d: write a whole number of 1 or more".formatted(path, name, number));
    }
    return number;
  }

  /** Returns a number of 0 or more; null where it is null. */
  @Nullable Long optional(String name) {
    JsonNode value = value(name);
    return value == null ? null : whole(name, value);
  }

  /** Returns the number that a field states, whether it bears on counts or not; null for none. */
  @Nullable Long stated(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : whole(name, value);
  }

  /** Returns whether a field that may be a number is a word. */
  boolean isWord(String name, String word) {
    JsonNode value = value(name);
    return value != null && value.isTextual() && value.asText().equals(word);
  }

  /** Returns a number of 0 or more; 0 where it is null. */
  long orZero(String name) {
    Long number = optional(name);
    return number == null ? 0 : number;
  }

  private long whole(String name, JsonNode value) {
    return FieldValue.whole(path + name, name, value, fields.defaults().get(name));
  }

  /** Returns a number as a size. */
  Size size(String name) {
    return Size.of(number(name));
  }

  /** Returns a number of layers, which must not be too many to be built. */
  int layers(String name) {
    long number = number(name);
    if (number > MOST_LAYERS) {
      throw new ConfigurationException(
          "%s%s is %,d: at most %,d layers are built".formatted(path, name, number, MOST_LAYERS));
    }
    return (int) number;
  }

  /** Returns a truth value; false where it is null. */
  boolean flag(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wanted(name, value, "true or false");
    }
    return value.booleanValue();
  }

  /** Returns a word; empty where it is null. */
  String word(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return "";
    }
    if (!value.isTextual()) {
      throw wanted(name, value, "a word in quotes");
    }
    return value.asText();
  }

  /** Returns the activation that a field names, perhaps behind {@code gated-}. */
  Activation.Kind activation(String name) {
    String word = word(name);
    String kind = word.startsWith(GATED) ? word.substring(GATED.length()) : word;
    return FieldValue.activation(path + name, kind);
  }

  /** Returns a list of numbers; null where it is null. */
  @Nullable List<Long> numbers(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw wanted(name, value, "a list of numbers");
    }
    List<Long> numbers = new ArrayList<>();
    value.forEach(each -> numbers.add(whole(name, each)));
    return numbers;
  }

  /**
   * Returns one word for each layer; null where it is null.
   *
   * @param valid the words that there are
   */
  @Nullable List<String> words(String name, int layers, List<String> valid) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    value.forEach(each -> words.add(each.asText()));
    if (!value.isArray() || words.size() != layers) {
      throw new ConfigurationException(
          "%s%s has %d entries, and there are %d layers: give it one for each"
              .formatted(path, name, words.size(), layers));
    }
    for (String word : words) {
      if (!valid.contains(word)) {
        throw new ConfigurationException(
            "%s%s has \"%s\".%s There are %s."
                .formatted(
                    path,
                    name,
                    FieldValue.shorten(word),
                    NearestWords.question(word, valid),
                    String.join(", ", valid)));
      }
    }
    return words;
  }

  /** Returns the number of classes that a head tells apart. */
  long labels() {
    JsonNode labels = node.path("id2label");
    if (labels.isObject() && labels.size() > 0) {
      return labels.size();
    }
    JsonNode number = node.path("num_labels");
    return number.isMissingNode() || number.isNull() ? 2 : whole("num_labels", number);
  }

  /** Returns a number of more than 0 that may have decimals. */
  double decimal(String name) {
    JsonNode value = value(name);
    if (value == null) {
      throw wanted(name, null, "a number of more than 0");
    }
    return measured(name, value);
  }

  /**
   * Returns a decimal number, looked for beside and among what is stated of the rotary embedding.
   */
  double share(String name) {
    JsonNode value = node.path("rope_parameters").path(name);
    if (!value.isNumber()) {
      value = node.path("rope_scaling").path(name);
    }
    JsonNode own = value.isNumber() ? value : value(name);
    if (own == null || !own.isNumber() || own.doubleValue() < 0 || own.doubleValue() > 1) {
      throw wanted(name, own, "a number from 0 to 1");
    }
    return own.doubleValue();
  }

  /**
   * Returns what a field states that changes no count, of the type that another value has: a truth
   * value, false where it is null, or a whole number of at least 1. That other value where neither
   * it nor the type states one.
   */
  Object usual(String name, Object otherwise) {
    JsonNode value = free(name);
    if (otherwise instanceof Boolean) {
      if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
        throw wanted(name, value, "true or false");
      }
      return value.isMissingNode() ? otherwise : value.asBoolean();
    }
    return value.isMissingNode() || value.isNull()
        ? otherwise
        : Long.valueOf(positive(name, whole(name, value)));
  }

  /** Returns a number of more than 0 that changes no count; 0 where it is null. */
  double measure(String name, long otherwise) {
    JsonNode value = free(name);
    return value.isMissingNode() ? otherwise : value.isNull() ? 0 : measured(name, value);
  }

  /** What a field states, or the type. */
  private JsonNode free(String name) {
    JsonNode own = node.path(name);
    return own.isMissingNode() ? fields.defaults().getOrDefault(name, own) : own;
  }

  private double measured(String name, JsonNode value) {
    if (!value.isNumber() || value.doubleValue() <= 0) {
      throw wanted(name, value, "a number of more than 0");
    }
    return value.doubleValue();
  }

  /**
   * Returns the base of a rotary embedding's speeds.
   *
   * @param kind the layers for which it is, where some have another; empty for all
   */
  double theta(String kind, long otherwise) {
    JsonNode all = node.path("rope_parameters");
    JsonNode stated = (all.has(kind) ? all.path(kind) : all).path("rope_theta");
    boolean local = kind.equals("sliding_attention");
    String name = local ? "rope_local_base_freq" : "rope_theta";
    JsonNode value = stated.isMissingNode() ? free(name) : stated;
    return value.isMissingNode() || value.isNull()
        ? local ? LOCAL_THETA : otherwise
        : measured(name, value);
  }

  /** Returns a configuration in this one. */
  Configuration part(String name, String type) {
    JsonNode value = node.path(name);
    JsonNode object = value.isObject() ? value : JsonNodeFactory.instance.objectNode();
    String stated = object.path("model_type").asText(type);
    Fields own = Fields.of(stated);
    if (own == null) {
      throw new ConfigurationException(
          "%s%s.model_type \"%s\" is not known here: %s is".formatted(path, name, stated, type));
    }
    Configuration part = new Configuration(own, object, path + name + ".");
    parts.add(part);
    return part;
  }

  private ConfigurationException wanted(String name, @Nullable JsonNode value, String what) {
    return new ConfigurationException(
        "%s%s is %s: write %s"
            .formatted(path, name, value == null ? "null" : FieldValue.kind(value), what));
  }

  /** Returns the exception of a field that does not fit others. */
  ConfigurationException wrong(String name, String problem) {
    return new ConfigurationException(
        path + Objects.requireNonNullElse(nameOf(name), name) + problem);
  }

  /**
   * Returns the features of a head: the width divided by the heads.
   *
   * @throws ConfigurationException if the heads do not divide the width
   */
  long headSize(String width, String heads) {
    long all = number(width);
    long each = number(heads);
    if (all % each != 0) {
      throw wrong(
          heads,
          " is %d, which does not divide %s %d: use %d"
              .formatted(each, width, all, FieldValue.nearestDivisor(all, each)));
    }
    return all / each;
  }

  /**
   * Returns the heads of keys and values: those that are stated, or as many as of queries.
   *
   * @throws ConfigurationException if they do not divide those
   */
  long keyHeads(String keyHeads, String heads) {
    long all = number(heads);
    Long stated = optional(keyHeads);
    long keys = stated == null ? all : positive(keyHeads, stated);
    if (keys > all || all % keys != 0) {
      throw wrong(
          keyHeads,
          " is %d, and %s %d: use a number that divides the heads, such as %d"
              .formatted(keys, heads, all, FieldValue.nearestDivisor(all, keys)));
    }
    return keys;
  }
}
