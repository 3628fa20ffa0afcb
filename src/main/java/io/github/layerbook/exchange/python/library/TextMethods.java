package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Arithmetic;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of texts. */
final class TextMethods {
  private TextMethods() {}

  /** Returns a method of a text; null for none. */
  static @Nullable Callable of(String text, String name) {
    return switch (name) {
      case "format" -> (in, a) -> in.budget().text(in.formats().format(text, a));
      case "lower" -> (in, a) -> text.toLowerCase(Locale.ROOT);
      case "upper" -> (in, a) -> text.toUpperCase(Locale.ROOT);
      case "capitalize", "title" ->
          (in, a) ->
              text.isEmpty()
                  ? text
                  : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
      case "strip" -> (in, a) -> stripped(text, a, true, true);
      case "lstrip" -> (in, a) -> stripped(text, a, true, false);
      case "rstrip" -> (in, a) -> stripped(text, a, false, true);
      case "startswith" -> (in, a) -> any(a, text::startsWith);
      case "endswith" -> (in, a) -> any(a, text::endsWith);
      case "split" -> (in, a) -> split(in, text, a);
      case "join" -> (in, a) -> join(in, text, a);
      case "replace" ->
          (in, a) -> {
            String from = text(a.get(0, "old"));
            String to = text(a.get(1, "new"));
            in.budget().checkLetters(Arithmetic.product(text.length() + 1L, to.length() + 1L));
            return in.budget().text(text.replace(from, to));
          };
      case "find", "index", "rfind" ->
          (in, a) -> {
            String part = text(a.get(0, "part"));
            return (long) (name.equals("rfind") ? text.lastIndexOf(part) : text.indexOf(part));
          };
      case "count" ->
          (in, a) -> (long) text.split(Pattern.quote(text(a.get(0, "part"))), -1).length - 1;
      case "isdigit", "isnumeric" ->
          (in, a) -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
      case "isalpha" -> (in, a) -> !text.isEmpty() && text.chars().allMatch(Character::isLetter);
      case "isupper" -> (in, a) -> !text.equals(text.toLowerCase(Locale.ROOT));
      case "zfill" ->
          (in, a) -> {
            long width = Operators.whole(a.get(0, "width"), "a width");
            in.budget().checkLetters(width);
            return "0".repeat((int) Math.max(0, width - text.length())) + text;
          };
      default -> null;
    };
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    Unknown.require(value);
    throw new PythonException("a text is needed here");
  }

  private static String stripped(
      String text, CallArguments arguments, boolean left, boolean right) {
    String letters = arguments.find(0, "chars").map(TextMethods::text).orElse(" \t\r\n\f");
    int from = 0;
    int to = text.length();
    while (left && from < to && letters.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (right && to > from && letters.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static Object any(CallArguments arguments, Predicate<String> test) {
    Object parts = arguments.get(0, "prefix");
    return parts instanceof TupleValue tuple
        ? tuple.values().stream().anyMatch(part -> test.test(text(part)))
        : test.test(text(parts));
  }

  private static Object split(Python in, String text, CallArguments arguments) {
    Object separator = arguments.get(0, "sep", Singleton.NONE);
    long most = Operators.whole(arguments.get(1, "maxsplit", -1L), "a number of splits");
    String pattern = separator == Singleton.NONE ? "\\s+" : Pattern.quote(text(separator));
    String[] parts =
        (separator == Singleton.NONE ? text.strip() : text)
            .split(pattern, most < 0 ? -1 : (int) Math.min(most + 1, Integer.MAX_VALUE));
    in.budget().elements(parts.length);
    return new ArrayList<Object>(List.of(parts));
  }

  private static Object join(Python in, String text, CallArguments arguments) {
    StringBuilder all = new StringBuilder();
    for (Object part : in.iterate(arguments.get(0, "texts"))) {
      all.append(all.isEmpty() ? "" : text).append(text(part));
      in.budget().checkLetters(all.length());
    }
    return in.budget().text(all.toString());
  }
}
