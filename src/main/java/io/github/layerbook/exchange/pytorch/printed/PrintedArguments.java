package io.github.layerbook.exchange.pytorch.printed;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads arguments as PyTorch's modules print them: {@code 3, 18, kernel_size=(3, 3)}. */
final class PrintedArguments {
  private PrintedArguments() {}

  /** Returns those that a class of the table takes; what else it prints says nothing. */
  static Arguments of(String printed, Entry entry) {
    Set<String> known = entry.arguments().stream().map(Argument::name).collect(Collectors.toSet());
    Arguments all = of(printed);
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    all.named()
        .forEach(
            (name, value) -> {
              if (known.contains(name)) {
                named.put(name, value);
              }
            });
    int most = Math.min(all.positional().size(), entry.arguments().size());
    List<@Nullable Object> positional = new ArrayList<>(all.positional().subList(0, most));
    // ReLU(inplace), as PyTorch printed it before 1.0.
    positional.removeIf(value -> value instanceof String text && known.contains(text));
    return new Arguments(positional, named);
  }

  /** Returns all that is printed. */
  static Arguments of(String printed) {
    List<@Nullable Object> positional = new ArrayList<>();
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (String piece : pieces(printed)) {
      int equals = piece.indexOf('=');
      String name = equals < 0 ? "" : piece.substring(0, equals).strip();
      if (name.matches("[A-Za-z_]\\w*")) {
        named.put(name, value(piece.substring(equals + 1).strip()));
      } else if (!piece.isBlank()) {
        positional.add(value(piece.strip()));
      }
    }
    return new Arguments(positional, named);
  }

  /** Stretches between commas that stand in no brackets. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        pieces.add(text.substring(start, i));
        start = i + 1;
      }
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  private static @Nullable Object value(String written) {
    String text = written.replaceFirst("^torch\\.Size(?=\\()", "");
    if (text.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(text);
    } else if (text.matches("-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")) {
      return Double.valueOf(text);
    } else if (text.equals("True") || text.equals("False")) {
      return text.equals("True");
    } else if (text.equals("None")) {
      return null;
    } else if (isBracketed(text)) {
      String inner = text.substring(1, text.length() - 1).strip();
      if (isBracketed(inner) && inner.startsWith("[")) {
        return value(inner);
      }
      List<@Nullable Object> values = new ArrayList<>();
      pieces(inner).stream()
          .filter(piece -> !piece.isBlank())
          .forEach(p -> values.add(value(p.strip())));
      return values;
    }
    return text.replaceAll("^['\"]|['\"]$", "");
  }

  private static boolean isBracketed(String text) {
    return (text.startsWith("(") && text.endsWith(")"))
        || (text.startsWith("[") && text.endsWith("]"));
  }
}
