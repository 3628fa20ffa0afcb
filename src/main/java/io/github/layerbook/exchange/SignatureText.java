package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Part of a signature as one text: {@code kernel_size:kernel stride=1 bias=True}.
 *
 * @param axes the number of spatial axes; -1 for that of the entry
 * @param arguments the arguments, in order
 * @param options the option that an argument is said to be, by the argument's name
 */
record SignatureText(int axes, List<Argument> arguments, Map<String, String> options) {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9.]+(e-?[0-9]+)?");

  /** Reads a text. */
  static SignatureText of(int axes, String text) {
    List<Argument> arguments = new ArrayList<>();
    Map<String, String> options = new java.util.HashMap<>();
    for (String word : Dialect.names(text)) {
      int equals = word.indexOf('=');
      String head = equals < 0 ? word : word.substring(0, equals);
      int colon = head.indexOf(':');
      String name = colon < 0 ? head : head.substring(0, colon);
      if (colon >= 0) {
        options.put(name, head.substring(colon + 1));
      }
      arguments.add(
          new Argument(name, equals < 0, equals < 0 ? null : value(word.substring(equals + 1))));
    }
    return new SignatureText(axes, arguments, options);
  }

  /** A default as Python writes it, texts without quotes. */
  private static @Nullable Object value(String text) {
    if (text.startsWith("(")) {
      String inner = text.substring(1, text.length() - 1);
      return Arrays.stream(inner.split(",", -1)).map(SignatureText::value).toList();
    } else if (WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    } else if (DECIMAL.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    return switch (text) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      default -> text;
    };
  }

  /**
   * Returns what the arguments say of a record's options: those that they are said to be, and those
   * of the same name.
   *
   * @param codecs how options are written that are not as their type usually is
   * @param taken the options that something else says
   */
  List<Binding> bindings(
      Class<? extends Layer> type, int entryAxes, Map<String, Codec> codecs, Set<String> taken) {
    List<Binding> bindings = new ArrayList<>();
    for (Argument argument : arguments) {
      String option = options.getOrDefault(argument.name(), argument.name());
      Optional<RecordComponent> component =
          Arrays.stream(type.getRecordComponents())
              .filter(each -> each.getName().equals(option))
              .findFirst();
      boolean said = options.containsKey(argument.name());
      if (component.isEmpty() && said) {
        throw new IllegalArgumentException(type.getSimpleName() + " has no option " + option);
      } else if (component.isPresent() && (said || !taken.contains(option))) {
        Codec codec = codecs.get(option);
        bindings.add(
            Binding.of(
                argument.name(),
                option,
                codec != null ? codec : codec(component.get(), axes < 0 ? entryAxes : axes)));
      }
    }
    return bindings;
  }

  /** How frameworks write an option, by its type and, of a window and of the input, its name. */
  private static Codec codec(RecordComponent option, int axes) {
    Class<?> type = option.getType();
    if (type == Size.class) {
      return option.getName().equals("in") ? Codec.channels(0) : Codec.SIZE;
    } else if (type == Extents.class) {
      return option.getName().equals("kernel") ? Codec.kernel(axes) : Codec.extents(axes);
    } else if (type == OpenExtents.class) {
      return axes > 0 ? Codec.openExtents(axes) : Codec.SHAPE;
    } else if (type == Padding.class) {
      return Codec.symmetric(axes);
    } else if (type == boolean.class) {
      return Codec.FLAG;
    } else if (type == int.class) {
      return Codec.INDEX;
    } else if (type == double.class) {
      return Codec.DECIMAL;
    } else if (type == List.class) {
      return Codec.SIZES;
    } else if (type == String.class) {
      return Codec.TEXT;
    } else if (type.isEnum()) {
      return constant(type);
    }
    throw new IllegalArgumentException("say how %s is written".formatted(option.getName()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Codec constant(Class<?> type) {
    return Codec.constant((Class<? extends Enum>) type);
  }
}
