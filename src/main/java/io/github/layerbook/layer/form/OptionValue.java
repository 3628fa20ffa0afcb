package io.github.layerbook.layer.form;

import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and prints the values of options by their type: one grammar, both directions. */
public final class OptionValue {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private OptionValue() {}

  /** Reads a value of a record component's type. */
  static @Nullable Object read(Class<?> type, String text) {
    if (type == Size.class) {
      return text.isEmpty() ? null : size(text);
    } else if (type == Extents.class) {
      return text.isEmpty() ? null : new Extents(sizes(text));
    } else if (type == List.class) {
      return text.isEmpty() ? List.of() : sizes(text);
    } else if (type == OpenExtents.class) {
      return openExtents(text);
    } else if (type == Padding.class) {
      return padding(text);
    } else if (type == boolean.class) {
      return bool(text);
    } else if (type == double.class) {
      return decimal(text);
    } else if (type == int.class) {
      return index(text);
    } else if (type.isEnum()) {
      return constant(type, text);
    } else if (type == String.class) {
      return text;
    }
    throw new OptionException(text, "options of type " + type.getSimpleName() + " cannot be read");
  }

  /** Returns the words that a record component's type takes, if they can be listed. */
  static List<String> words(Class<?> type) {
    if (type == boolean.class) {
      return List.of("true", "false");
    } else if (type == Padding.class) {
      return Arrays.stream(Padding.Mode.values())
          .filter(mode -> mode != Padding.Mode.EXPLICIT)
          .map(OptionValue::print)
          .toList();
    }
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(OptionValue::print).toList()
        : List.of();
  }

  /** Prints a value so that {@link #read} gives it back. */
  public static String print(@Nullable Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof Size size) {
      return size.unnamed().toString();
    } else if (value instanceof List<?> list) {
      return list.stream().map(OptionValue::print).collect(Collectors.joining("x"));
    } else if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    } else if (value instanceof Double number && isWhole(number)) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }

  /**
   * Whether a number is printed without a point; -0 and what is beyond 2^53 would not come back.
   */
  private static boolean isWhole(double number) {
    return number == Math.rint(number)
        && Math.abs(number) < 1L << 53
        && Double.doubleToRawLongBits(number) != Long.MIN_VALUE;
  }

  /** The sizes that a value holds; none for a value of another kind. */
  static List<Size> sizes(@Nullable Object value) {
    List<Size> sizes = new ArrayList<>();
    changed(
        value,
        size -> {
          sizes.add(size);
          return size;
        });
    return sizes;
  }

  /** The value with each of its sizes changed; a value without sizes unchanged. */
  static @Nullable Object changed(@Nullable Object value, UnaryOperator<Size> change) {
    if (value instanceof Size size) {
      return change.apply(size);
    } else if (value instanceof Extents extents) {
      return changed(extents, change);
    } else if (value instanceof Padding padding && padding.mode() == Padding.Mode.EXPLICIT) {
      return new Padding(
          padding.mode(), changed(padding.before(), change), changed(padding.after(), change));
    } else if (value instanceof List<?> list) {
      return list.stream().map(element -> changed(element, change)).toList();
    }
    return value;
  }

  private static Extents changed(Extents extents, UnaryOperator<Size> change) {
    return new Extents(extents.sizes().stream().map(change).toList());
  }

  private static Size size(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new OptionException(text, "\"" + text + "\" is not a whole number of 0 or more");
    }
    try {
      return Size.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new OptionException(
          text, text + " is beyond 64 bits: the largest size is 9223372036854775807");
    }
  }

  private static Integer index(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new OptionException(text, "\"" + text + "\" is not a whole number");
    }
  }

  private static List<Size> sizes(String text) {
    List<Size> sizes = new ArrayList<>();
    for (String part : text.split("x", -1)) {
      sizes.add(size(part));
    }
    return sizes;
  }

  private static OpenExtents openExtents(String text) {
    List<Optional<Size>> sizes = new ArrayList<>();
    for (String part : text.split("x", -1)) {
      sizes.add(part.equals("?") ? Optional.empty() : Optional.of(size(part)));
    }
    return new OpenExtents(sizes);
  }

  private static Padding padding(String text) {
    for (Padding.Mode mode : Padding.Mode.values()) {
      if (mode != Padding.Mode.EXPLICIT && mode.name().equalsIgnoreCase(text)) {
        return Padding.of(mode);
      }
    }
    List<Size> before = new ArrayList<>();
    List<Size> after = new ArrayList<>();
    for (String part : text.split("x", -1)) {
      String[] sides = part.split(":", -1);
      before.add(size(sides[0]));
      after.add(size(sides[sides.length - 1]));
      if (sides.length > 2) {
        throw new OptionException(part, "padding of an axis is one number or before:after");
      }
    }
    return Padding.of(before, after);
  }

  private static Boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new OptionException(text, "\"" + text + "\" is neither true nor false");
    };
  }

  private static Double decimal(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new OptionException(text, "\"" + text + "\" is not a number");
    }
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    String valid =
        Arrays.stream(type.getEnumConstants())
            .map(OptionValue::print)
            .collect(Collectors.joining(" or "));
    throw new OptionException(text, "\"" + text + "\" is not " + valid);
  }
}
