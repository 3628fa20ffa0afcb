package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as text: {@code str}, {@code repr}, {@code %}, {@code format}. */
public final class Formats {
  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\((\\w+)\\))?([-0 +#]*)(\\d{0,4})(?:\\.(\\d{1,3}))?([sdifgexXr%])");
  private static final Pattern FIELD =
      Pattern.compile("\\{\\{|}}|\\{([^{}!:]*)(?:!([rsa]))?(?::([^{}]*))?}");
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>^=]))?[+ ]?#?(0)?(\\d{0,4})([,_])?(?:\\.(\\d{1,3}))?([a-zA-Z%])?");
  private static final int DEEPEST = 6;

  private final Python in;

  Formats(Python in) {
    this.in = in;
  }

  /** Returns a value as {@code str} writes it. */
  String text(Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof Instance instance && instance.type().find("__str__").isPresent()) {
      Object method = in.attributes().get(value, "__str__");
      return text(in.call(method));
    }
    return repr(value);
  }

  /** Returns a value as {@code repr} writes it. */
  String repr(Object value) {
    return repr(value, 0);
  }

  private String repr(Object value, int depth) {
    in.budget().step();
    if (depth > DEEPEST) {
      return "...";
    } else if (value instanceof String text) {
      return "'" + text.replace("'", "\\'") + "'";
    } else if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    } else if (value instanceof Double number) {
      return real(number);
    } else if (value == Singleton.NONE) {
      return "None";
    } else if (value == Singleton.ELLIPSIS) {
      return "...";
    } else if (value instanceof TupleValue tuple) {
      String inner = all(tuple.values(), depth);
      return "(" + inner + (tuple.values().size() == 1 ? ",)" : ")");
    } else if (value instanceof List<?> list) {
      return "[" + all(list, depth) + "]";
    } else if (value instanceof Collection<?> set) {
      return "{" + all(set, depth) + "}";
    } else if (value instanceof Map<?, ?> dict) {
      List<String> pairs = new ArrayList<>();
      dict.forEach((key, v) -> pairs.add(repr(key, depth + 1) + ": " + repr(v, depth + 1)));
      return in.budget().text("{" + String.join(", ", pairs) + "}");
    } else if (value instanceof Unknown unknown) {
      return unknown.what();
    } else if (value instanceof Long) {
      return value.toString();
    }
    return value instanceof HostValue || value instanceof Instance || value instanceof PythonClass
        ? value.toString()
        : "<" + in.type(value) + ">";
  }

  private String all(Collection<?> values, int depth) {
    List<String> texts = new ArrayList<>();
    long letters = 0;
    for (Object value : values) {
      String text = repr(value, depth + 1);
      letters += text.length();
      in.budget().checkLetters(letters);
      texts.add(text);
    }
    return String.join(", ", texts);
  }

  private static String real(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e16) {
      return String.format(Locale.ROOT, "%.1f", number);
    }
    return Double.toString(number).replace("E-", "e-").replace("E", "e+");
  }

  /** Returns texts one after the other. */
  String joined(List<Object> texts) {
    StringBuilder all = new StringBuilder();
    texts.forEach(all::append);
    return all.toString();
  }

  /** Returns {@code text % values}. */
  String percent(String text, Object values) {
    List<Object> all = values instanceof TupleValue tuple ? tuple.values() : List.of(values);
    Matcher field = PERCENT.matcher(text);
    StringBuilder result = new StringBuilder();
    int next = 0;
    while (field.find()) {
      String made;
      if (field.group(5).equals("%")) {
        made = "%";
      } else {
        Object value;
        if (field.group(1) != null) {
          value = in.items().item(values, field.group(1));
        } else if (next < all.size()) {
          value = all.get(next++);
        } else {
          throw new PythonException("there are too few values for the text `%s`", text);
        }
        made = percent(field, value);
      }
      field.appendReplacement(result, Matcher.quoteReplacement(made));
      in.budget().checkLetters(result.length());
    }
    return field.appendTail(result).toString();
  }

  private String percent(Matcher field, Object value) {
    String kind = field.group(5).equals("i") ? "d" : field.group(5);
    String width = field.group(3);
    String align = field.group(2).contains("-") ? "<" : ">";
    String zero = field.group(2).contains("0") && align.equals(">") ? "0" : "";
    String precision = field.group(4) == null ? "" : "." + field.group(4);
    if (kind.equals("r") || kind.equals("s")) {
      String text = kind.equals("r") ? repr(value) : text(value);
      return format(text, align + width + precision);
    }
    Object number =
        kind.equals("d") && value instanceof Double real ? (Object) real.longValue() : value;
    return format(
        number,
        (zero.isEmpty() ? align : "") + zero + width + (kind.equals("d") ? "" : precision) + kind);
  }

  /** Returns a value in a format such as {@code 02d} or {@code .2f}. */
  public String format(Object value, String spec) {
    Matcher parts = SPEC.matcher(spec);
    if (spec.isEmpty()) {
      return text(value);
    } else if (!parts.matches()) {
      throw new PythonException("the format `%s` is not understood", spec);
    }
    String precision = parts.group(6);
    String kind = parts.group(7) == null ? "" : parts.group(7);
    String body = body(value, kind, precision == null ? -1 : Integer.parseInt(precision));
    if (parts.group(5) != null) {
      body = grouped(body, parts.group(5));
    }
    int width = parts.group(4).isEmpty() ? 0 : Integer.parseInt(parts.group(4));
    boolean zero = parts.group(3) != null;
    String fill = parts.group(1) != null ? parts.group(1) : zero ? "0" : " ";
    String align =
        parts.group(2) != null ? parts.group(2) : zero || value instanceof Number ? ">" : "<";
    return padded(body, fill, align, width);
  }

  private static String grouped(String body, String mark) {
    int dot = body.indexOf('.');
    String whole = dot < 0 ? body : body.substring(0, dot);
    return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", mark) + (dot < 0 ? "" : body.substring(dot));
  }

  private static String padded(String body, String fill, String align, int width) {
    int missing = Math.max(0, width - body.length());
    int left = align.equals("<") ? 0 : align.equals("^") ? missing / 2 : missing;
    return fill.repeat(left) + body + fill.repeat(missing - left);
  }

  private String body(Object value, String kind, int precision) {
    Optional<Number> number = Operators.number(value);
    if (number.isEmpty() || kind.equals("s") || (kind.isEmpty() && precision < 0)) {
      String text = text(value);
      return precision >= 0 ? text.substring(0, Math.min(precision, text.length())) : text;
    }
    int digits = precision < 0 ? 6 : precision;
    long whole = number.get().longValue();
    double real = number.get().doubleValue();
    return switch (kind) {
      case "d", "n" -> Long.toString(whole);
      case "x" -> Long.toHexString(whole);
      case "X" -> Long.toHexString(whole).toUpperCase(Locale.ROOT);
      case "b" -> Long.toBinaryString(whole);
      case "e" -> String.format(Locale.ROOT, "%." + digits + "e", real);
      case "%" -> fixed(real * 100, digits) + "%";
      case "f", "F" -> fixed(real, digits);
      default -> text(value);
    };
  }

  /** Halves go to the even neighbour of the exact number. */
  private static String fixed(double real, int digits) {
    return Double.isFinite(real)
        ? new BigDecimal(real).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
        : Double.toString(real);
  }

  /** Returns {@code text.format(…)}. */
  public String format(String text, CallArguments arguments) {
    Matcher field = FIELD.matcher(text);
    StringBuilder result = new StringBuilder();
    int next = 0;
    while (field.find()) {
      String made;
      if (field.group().equals("{{") || field.group().equals("}}")) {
        made = field.group().substring(1);
      } else {
        String name = field.group(1);
        Object value = name.isEmpty() ? arguments.get(next++, "") : named(name, arguments);
        made =
            format(
                "r".equals(field.group(2)) ? repr(value) : value,
                field.group(3) == null ? "" : field.group(3));
      }
      field.appendReplacement(result, Matcher.quoteReplacement(made));
      in.budget().checkLetters(result.length());
    }
    return field.appendTail(result).toString();
  }

  /** {@code 0}, {@code name}, {@code name.field}, {@code 0[1]}. */
  private Object named(String name, CallArguments arguments) {
    String[] parts = name.replace("]", "").split("[.\\[]", -1);
    Object value =
        parts[0].matches("\\d{1,4}")
            ? arguments.get(Integer.parseInt(parts[0]), parts[0])
            : arguments.get(Integer.MAX_VALUE, parts[0]);
    for (int i = 1; i < parts.length; i++) {
      value =
          parts[i].matches("\\d{1,6}")
              ? in.items().item(value, Long.parseLong(parts[i]))
              : in.attributes().get(value, parts[i]);
    }
    return value;
  }
}
