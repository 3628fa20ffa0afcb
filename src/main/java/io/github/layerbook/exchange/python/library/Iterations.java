package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Python's built-in functions of several values: {@code zip}, {@code sorted}, {@code max}. */
final class Iterations {
  private Iterations() {}

  static List<Object> list(Python in, CallArguments arguments) {
    List<Object> values = in.items().list(arguments.get(0, "values", List.of()));
    in.budget().elements(values.size());
    return values;
  }

  static Object enumerated(Python in, CallArguments arguments) {
    long next = Operators.whole(arguments.get(1, "start", 0L), "a start");
    List<Object> pairs = new ArrayList<>();
    for (Object value : list(in, arguments)) {
      pairs.add(TupleValue.of(next++, value));
    }
    return pairs;
  }

  static Object zipped(Python in, CallArguments arguments) {
    List<List<Object>> all = new ArrayList<>();
    for (Object values : arguments.positional()) {
      if (values instanceof Unknown) {
        return values;
      }
      all.add(in.items().list(values));
    }
    int shortest = all.stream().mapToInt(List::size).min().orElse(0);
    in.budget().elements(shortest);
    List<Object> tuples = new ArrayList<>();
    for (int i = 0; i < shortest; i++) {
      int at = i;
      tuples.add(TupleValue.of(all.stream().map(values -> values.get(at)).toList()));
    }
    return tuples;
  }

  static Object mapped(Python in, CallArguments arguments) {
    Object function = arguments.get(0, "function");
    List<Object> results = new ArrayList<>();
    for (Object tuple : in.iterate(zipped(in, arguments.from(1)))) {
      results.add(in.call(function, new CallArguments(in.items().list(tuple), Map.of())));
    }
    return results;
  }

  static Object filtered(Python in, CallArguments arguments) {
    Object function = arguments.get(0, "function");
    List<Object> results = new ArrayList<>();
    for (Object value : in.iterate(arguments.get(1, "values"))) {
      Object keeps = function == Singleton.NONE ? value : in.call(function, value);
      if (in.truth(keeps)) {
        results.add(value);
      }
    }
    return results;
  }

  static Object reversed(Python in, CallArguments arguments) {
    List<Object> values = list(in, arguments);
    Collections.reverse(values);
    return values;
  }

  static List<Object> sorted(Python in, CallArguments arguments) {
    List<Object> values = list(in, arguments);
    Object key = arguments.get(Integer.MAX_VALUE, "key", Singleton.NONE);
    Comparator<Object> order =
        (a, b) -> {
          in.budget().step();
          return key == Singleton.NONE
              ? in.comparisons().order(a, b)
              : in.comparisons().order(in.call(key, a), in.call(key, b));
        };
    boolean reverse = in.truth(arguments.get(Integer.MAX_VALUE, "reverse", false));
    try {
      values.sort(reverse ? order.reversed() : order);
    } catch (IllegalArgumentException e) {
      throw new PythonException("these values have no order");
    }
    return values;
  }

  static Object sum(Python in, CallArguments arguments) {
    Object sum = arguments.get(1, "start", 0L);
    for (Object value : in.iterate(arguments.get(0, "iterable"))) {
      in.budget().step();
      sum = in.operators().binary("+", sum, value);
    }
    return sum;
  }

  static Object extreme(Python in, CallArguments arguments, int sign) {
    List<Object> values =
        arguments.positional().size() == 1 ? list(in, arguments) : arguments.positional();
    Object key = arguments.get(Integer.MAX_VALUE, "key", Singleton.NONE);
    Optional<Object> best = Optional.empty();
    Object bestKey = Singleton.NONE;
    for (Object value : values) {
      if (value instanceof Unknown) {
        return value;
      }
      Object own = key == Singleton.NONE ? value : in.call(key, value);
      if (best.isEmpty() || in.comparisons().order(own, bestKey) * sign > 0) {
        best = Optional.of(value);
        bestKey = own;
      }
    }
    return best.or(() -> arguments.find(Integer.MAX_VALUE, "default"))
        .orElseThrow(() -> new PythonException("there are no values to choose from"));
  }

  static Object next(Python in, CallArguments arguments) {
    List<Object> all = in.items().list(arguments.get(0, "values"));
    return all.isEmpty() ? arguments.get(1, "default") : all.get(0);
  }
}
