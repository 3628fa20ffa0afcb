package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.layerbook.layer.form.NearestWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it is read: each field under any of its names, or what a missing one means.
 *
 * <p>What is read is checked, and {@link ConfigurationException} names the field. What was missing
 * is remembered, so that it can be said.
 */
final class Configuration {
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
    return Field.shorten(node.path(name).toString());
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

  /** Returns what a field's own entry is, whatever it bears on; a missing one for none. */
  JsonNode entry(String name) {
    return node.path(name);
  }

  /** Returns what a missing field means; null for none. */
  @Nullable JsonNode usual(String name) {
    return fields.defaults().get(name);
  }

  /** Returns what stands before the fields' names. */
  String path() {
    return path;
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
  @Nullable String nameOf(String name) {
    for (String each : fields.namesOf(name)) {
      if (node.hasNonNull(each)) {
        return each;
      }
    }
    return null;
  }

  /** The value of a field, or what a missing one means; null for what is null or derived. */
  @Nullable JsonNode value(String name) {
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

  /** Returns a field, under its own name. */
  Field field(String name) {
    return new Field(this, name);
  }

  /** Returns what a field states, of its type; it is read once. */
  @Nullable Object typed(String name) {
    if (!typed.containsKey(name)) {
      typed.put(name, field(name).typed());
    }
    return typed.get(name);
  }

  /** Returns the number of classes that a head tells apart. */
  long labels() {
    JsonNode labels = node.path("id2label");
    if (labels.isObject() && labels.size() > 0) {
      return labels.size();
    }
    JsonNode number = node.path("num_labels");
    return number.isMissingNode() || number.isNull() ? 2 : field("num_labels").whole(number);
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

  /**
   * Returns the features of a head: the width divided by the heads.
   *
   * @throws ConfigurationException if the heads do not divide the width
   */
  long headSize(String width, String heads) {
    long all = field(width).number();
    long each = field(heads).number();
    if (all % each != 0) {
      throw field(heads)
          .wrong(
              " is %d, which does not divide %s %d: use %d"
                  .formatted(each, width, all, Field.nearestDivisor(all, each)));
    }
    return all / each;
  }

  /**
   * Returns the heads of keys and values: those that are stated, or as many as of queries.
   *
   * @throws ConfigurationException if they do not divide those
   */
  long keyHeads(String keyHeads, String heads) {
    long all = field(heads).number();
    Long stated = field(keyHeads).optional();
    long keys = stated == null ? all : field(keyHeads).positive(stated);
    if (keys > all || all % keys != 0) {
      throw field(keyHeads)
          .wrong(
              " is %d, and %s %d: use a number that divides the heads, such as %d"
                  .formatted(keys, heads, all, Field.nearestDivisor(all, keys)));
    }
    return keys;
  }
}
