package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Arithmetic;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Items;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of texts, lists, tuples, dicts, sets and numbers. */
final class Methods {
  private Methods() {}

  /** Returns a method of a value. */
  @SuppressWarnings("unchecked")
  static Optional<Object> of(Object receiver, String name) {
    @Nullable Callable body = null;
    if (receiver instanceof String text) {
      body = ofText(text, name);
    } else if (receiver instanceof ArrayList<?> list) {
      body = ofList((List<Object>) list, name);
    } else if (receiver instanceof Map<?, ?> dict) {
      body = ofDict((Map<Object, Object>) dict, name);
    } else if (receiver instanceof LinkedHashSet<?> set) {
      body = ofSet((Set<Object>) set, name);
    } else if (receiver instanceof TupleValue tuple) {
      body = ofTuple(tuple, name);
    } else if (receiver instanceof Number number) {
      if (name.equals("real")) {
        return Optional.of(number);
      }
      body = ofNumber(number, name);
    }
    return Optional.ofNullable(body)
        .map(method -> Builtin.function(name, charged(receiver, method)));
  }

  /** A method of a long text costs what reading it does. */
  private static Callable charged(Object receiver, Callable method) {
    return (in, a) -> {
      if (receiver instanceof String text) {
        in.budget().text(text);
      }
      return method.call(in, a);
    };
  }

  private static @Nullable Callable ofNumber(Number number, String name) {
    double real = number.doubleValue();
    return switch (name) {
      case "is_integer" -> (in, a) -> real == Math.rint(real);
      case "bit_length" -> (in, a) -> 64L - Long.numberOfLeadingZeros(Math.abs(number.longValue()));
      case "item" -> (in, a) -> number;
      default -> null;
    };
  }

  private static @Nullable Callable ofText(String text, String name) {
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
    String letters = arguments.find(0, "chars").map(Methods::text).orElse(" \t\r\n\f");
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

  private static @Nullable Callable ofList(List<Object> list, String name) {
    return switch (name) {
      case "append" -> (in, a) -> changed(in, list, () -> list.add(a.get(0, "value")));
      case "extend" ->
          (in, a) -> changed(in, list, () -> list.addAll(in.items().list(a.get(0, "values"))));
      case "insert" ->
          (in, a) -> {
            long from = Operators.whole(a.get(0, "index"), "an index");
            long at = Math.max(0, Math.min(list.size(), from < 0 ? from + list.size() : from));
            return changed(in, list, () -> list.add((int) at, a.get(1, "value")));
          };
      case "pop" ->
          (in, a) -> {
            Object index = a.get(0, "index", -1L);
            Object value = Items.part(list, index);
            in.items().deleteItem(list, index);
            return value;
          };
      case "remove" -> (in, a) -> done(() -> list.remove(place(in, list, a.get(0, "value"))));
      case "reverse" -> (in, a) -> done(() -> Collections.reverse(list));
      case "sort" ->
          (in, a) -> {
            List<Object> sorted = Builtins.sorted(in, a.after(list));
            list.clear();
            return done(() -> list.addAll(sorted));
          };
      case "clear" -> (in, a) -> done(list::clear);
      case "copy" -> (in, a) -> new ArrayList<>(list);
      default -> ofSequence(list, name);
    };
  }

  private static @Nullable Callable ofSequence(List<Object> values, String name) {
    return switch (name) {
      case "index" -> (in, a) -> (long) place(in, values, a.get(0, "value"));
      case "count" ->
          (in, a) -> {
            Object value = a.get(0, "value");
            return values.stream().filter(each -> in.comparisons().equal(each, value)).count();
          };
      default -> null;
    };
  }

  /**
   * A step for each sixteenth element would make appending quadratic: only the limit is checked.
   */
  private static Object changed(Python in, Collection<?> values, Runnable change) {
    change.run();
    if (values.size() % 1000 == 0) {
      in.budget().elements(values.size());
    }
    return Singleton.NONE;
  }

  private static Object done(Runnable change) {
    change.run();
    return Singleton.NONE;
  }

  private static int place(Python in, List<Object> list, Object value) {
    for (int i = 0; i < list.size(); i++) {
      in.budget().step();
      if (in.comparisons().equal(list.get(i), value)) {
        return i;
      }
    }
    throw new PythonException("%s is not in the list", in.repr(value));
  }

  private static @Nullable Callable ofTuple(TupleValue tuple, String name) {
    return switch (name) {
      case "_asdict" ->
          (in, a) -> {
            Map<Object, Object> dict = new LinkedHashMap<>();
            for (int i = 0; i < tuple.names().size(); i++) {
              dict.put(tuple.names().get(i), tuple.values().get(i));
            }
            return dict;
          };
      case "numel" ->
          (in, a) ->
              tuple.values().stream()
                  .mapToLong(v -> Operators.whole(v, "an extent"))
                  .reduce(1, Arithmetic::product);
      default -> ofSequence(tuple.values(), name);
    };
  }

  private static @Nullable Callable ofDict(Map<Object, Object> dict, String name) {
    return switch (name) {
      case "keys" -> (in, a) -> new ArrayList<>(dict.keySet());
      case "values" -> (in, a) -> new ArrayList<>(dict.values());
      case "items" ->
          (in, a) -> {
            in.budget().elements(dict.size());
            List<Object> items = new ArrayList<>();
            dict.forEach((key, value) -> items.add(TupleValue.of(key, value)));
            return items;
          };
      case "get" ->
          (in, a) ->
              dict.getOrDefault(
                  in.items().key(a.get(0, "key")), a.get(1, "default", Singleton.NONE));
      case "pop" ->
          (in, a) -> {
            Object key = in.items().key(a.get(0, "key"));
            @Nullable Object value = dict.remove(key);
            return value != null
                ? value
                : a.find(1, "default")
                    .orElseThrow(() -> new PythonException("there is no key %s", in.repr(key)));
          };
      case "setdefault" ->
          (in, a) -> {
            Object value = a.get(1, "default", Singleton.NONE);
            @Nullable Object before = dict.putIfAbsent(in.items().key(a.get(0, "key")), value);
            return before == null ? value : before;
          };
      case "update" ->
          (in, a) -> {
            a.find(0, "").ifPresent(more -> dict.putAll(in.items().dict(more)));
            return changed(in, dict.keySet(), () -> dict.putAll(a.named()));
          };
      case "copy" -> (in, a) -> new LinkedHashMap<>(dict);
      case "clear" -> (in, a) -> done(dict::clear);
      default -> null;
    };
  }

  private static @Nullable Callable ofSet(Set<Object> set, String name) {
    return switch (name) {
      case "add" -> (in, a) -> changed(in, set, () -> set.add(in.items().key(a.get(0, "value"))));
      case "update" ->
          (in, a) ->
              changed(in, set, () -> set.addAll(in.items().set(in.iterate(a.get(0, "values")))));
      case "discard", "remove" ->
          (in, a) -> done(() -> set.remove(in.items().key(a.get(0, "value"))));
      case "issubset" -> (in, a) -> in.items().set(in.iterate(a.get(0, "other"))).containsAll(set);
      case "union" ->
          (in, a) -> in.operators().binary("|", set, in.items().set(in.iterate(a.get(0, "other"))));
      case "copy" -> (in, a) -> new LinkedHashSet<>(set);
      default -> null;
    };
  }
}
