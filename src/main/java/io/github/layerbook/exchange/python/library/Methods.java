package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Arithmetic;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Items;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of texts, lists, tuples, dicts, sets and numbers. */
final class Methods {
  private Methods() {}

  /** Returns a method of a value. */
  @SuppressWarnings("unchecked")
  static Optional<Object> of(Object receiver, String name) {
    @Nullable Callable body = null;
    if (receiver instanceof String text) {
      body = TextMethods.of(text, name);
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
            List<Object> sorted = Iterations.sorted(in, a.after(list));
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
