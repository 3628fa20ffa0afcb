package io.github.layerbook.exchange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as they are given: those by position, then those by name.
 *
 * <p>Values are {@code Long}, {@code Double}, {@code Boolean}, {@code String}, lists of these,
 * {@link Invocation}s, and null for {@code None}. Other numbers become {@code Long} or {@code
 * Double}; what else comes is kept, and refused only by an argument that says something of the
 * layer.
 *
 * @param positional values by position
 * @param named values by name, in the order of writing
 */
public record Arguments(
    List<? extends @Nullable Object> positional, Map<String, ? extends @Nullable Object> named) {
  /** No arguments at all. */
  public static final Arguments NONE = new Arguments(List.of(), Map.of());

  /** Copies the values. */
  public Arguments {
    positional = plain(positional);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    named.forEach((name, value) -> copy.put(name, plain(value)));
    named = Collections.unmodifiableMap(copy);
  }

  /** Makes arguments by position. */
  public static Arguments of(@Nullable Object... positional) {
    List<@Nullable Object> values = new ArrayList<>();
    Collections.addAll(values, positional);
    return new Arguments(values, Map.of());
  }

  /** Makes arguments by name. */
  public static Arguments named(Map<String, ? extends @Nullable Object> named) {
    return new Arguments(List.of(), named);
  }

  /** Returns this with a value by name more. */
  public Arguments with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(named);
    more.put(name, value);
    return new Arguments(positional, more);
  }

  private static List<@Nullable Object> plain(List<? extends @Nullable Object> values) {
    List<@Nullable Object> plain = new ArrayList<>();
    values.forEach(value -> plain.add(plain(value)));
    return Collections.unmodifiableList(plain);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return plain(list);
    } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    } else if (value instanceof Float number) {
      return number.doubleValue();
    }
    return value;
  }

  /** Prints a value as Python writes it, a list as a tuple: {@code (3, 3)}. */
  public static String literal(@Nullable Object value) {
    if (value == null) {
      return "None";
    } else if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    } else if (value instanceof String text) {
      return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    } else if (value instanceof List<?> list) {
      String elements = list.stream().map(Arguments::literal).collect(Collectors.joining(", "));
      return "(" + elements + (list.size() == 1 ? ",)" : ")");
    }
    return value instanceof Double number ? decimal(number) : value.toString();
  }

  /** Python's way: two digits in the exponent, and no fraction of 0 before it: {@code 1e-05}. */
  private static String decimal(double number) {
    return Double.toString(number)
        .replaceFirst("(\\.0)?E(-?)([0-9])$", "e$20$3")
        .replaceFirst("(\\.0)?E", "e");
  }

  /** Prints the arguments as Python writes them: {@code 3, 64, padding=(1, 2)}. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    positional.forEach(value -> all.add(literal(value)));
    named.forEach((name, value) -> all.add(name + "=" + literal(value)));
    return String.join(", ", all);
  }
}
