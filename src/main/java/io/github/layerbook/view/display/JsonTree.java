package io.github.layerbook.view.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes, reads and prints JSON trees: maps, lists, texts, numbers, truth values and nulls. */
public final class JsonTree {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonTree() {}

  /** A tree of the given keys and values, in this order. */
  public static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return Collections.unmodifiableMap(tree);
  }

  /** The tree under a key, or an empty one if there is none. */
  @SuppressWarnings("unchecked") // JSON trees have only texts as keys.
  public static Map<String, Object> map(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The list under a key, or an empty one if there is none. */
  @SuppressWarnings("unchecked") // The elements are read as what they are: objects.
  public static List<@Nullable Object> list(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
  }

  /** The text under a key, or an empty one if there is none. */
  public static String text(Map<String, Object> tree, String key) {
    return text(tree, key, "");
  }

  /** The text under a key, or another if there is none. */
  public static String text(Map<String, Object> tree, String key, String otherwise) {
    return tree.get(key) instanceof String text ? text : otherwise;
  }

  /** The list under a key as numbers; what is no number is not a number there either. */
  public static double[] numbers(Map<String, Object> tree, String key) {
    return list(tree, key).stream().mapToDouble(JsonTree::number).toArray();
  }

  /** An element as a number; NaN if it is none. */
  public static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** An immutable copy in the same order. */
  public static Map<String, Object> frozen(Map<String, Object> tree) {
    Map<String, Object> copy = new LinkedHashMap<>();
    tree.forEach((key, value) -> copy.put(key, frozenNode(value)));
    return Collections.unmodifiableMap(copy);
  }

  /**
   * An immutable copy of a node in the same order.
   *
   * @throws IllegalArgumentException if a part is neither text nor a JSON tree
   */
  static @Nullable Object frozenNode(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), frozenNode(value)));
      return Collections.unmodifiableMap(copy);
    }
    if (node instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(value -> copy.add(frozenNode(value)));
      return Collections.unmodifiableList(copy);
    }
    if (node == null
        || node instanceof String
        || node instanceof Number
        || node instanceof Boolean) {
      return node;
    }
    throw new IllegalArgumentException(
        "A content is text or a JSON tree, not a " + node.getClass().getName() + ".");
  }

  /**
   * Prints a JSON tree on one line so that it can stand in a script element of a page: {@code <}
   * and the line ends that only JavaScript knows are escaped.
   */
  public static String print(Object tree) {
    try {
      return MAPPER
          .writeValueAsString(tree)
          .replace("<", "\\u003c")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree could not be printed.", e);
    }
  }
}
