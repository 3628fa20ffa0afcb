package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interpreter's values as those of a dialect's tables. */
public final class Values {
  private Values() {}

  /** Returns arguments of a call as a dialect reads them. */
  public static Arguments plain(CallArguments arguments) {
    List<@Nullable Object> positional = new ArrayList<>();
    arguments.positional().forEach(value -> positional.add(plain(value)));
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, plain(value)));
    return new Arguments(positional, named);
  }

  /** Returns a value as a dialect reads it: a tuple as a list, None as null. */
  public static @Nullable Object plain(Object value) {
    if (value == Singleton.NONE) {
      return null;
    } else if (value instanceof TupleValue tuple) {
      return plain(tuple.values());
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> values = new ArrayList<>();
      list.forEach(element -> values.add(plain(element)));
      return values;
    }
    return value;
  }

  /**
   * Checks that all arguments are known.
   *
   * @throws PythonException naming the first that the text does not say
   */
  public static void require(CallArguments arguments) {
    List<Object> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.named().values());
    for (Object value : all) {
      (value instanceof TupleValue tuple ? tuple.values() : List.of(value))
          .forEach(Unknown::require);
    }
  }

  /** Returns what a class is of which a dialect has no layer: what fails where it is called. */
  public static Object absent(Dialect dialect, String name) {
    String reason = dialect.absent().get(name);
    return Builtin.function(
        name,
        (in, a) -> {
          throw new PythonException("%s has no layer: %s", name, reason);
        });
  }

  /**
   * Checks the arguments with which a class is made.
   *
   * @throws PythonException if they are not those of the entry
   */
  public static void check(Entry entry, Arguments arguments) {
    try {
      entry.naming(arguments);
    } catch (DialectException e) {
      throw new PythonException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns what a call says of an entry's options beside the tensors. */
  public static Arguments options(Entry entry, CallArguments call) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    for (Argument option : entry.options()) {
      Object value = call.named().get(option.name());
      if (value != null && !(value instanceof TracedTensor)) {
        options.put(option.name(), plain(value));
      }
    }
    return Arguments.named(options);
  }
}
