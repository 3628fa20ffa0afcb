package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.python.CallArguments;
import io.github.layerbook.exchange.python.TupleValue;
import io.github.layerbook.exchange.python.Unknown;
import io.github.layerbook.exchange.python.syntax.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The interpreter's values as those of a dialect's tables. */
public final class Values {
  private Values() {}

  /** Returns arguments of a call as a dialect reads them. */
  public static io.github.layerbook.exchange.Arguments plain(CallArguments arguments) {
    List<@Nullable Object> positional = new ArrayList<>();
    arguments.positional().forEach(value -> positional.add(plain(value)));
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, plain(value)));
    return new io.github.layerbook.exchange.Arguments(positional, named);
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

  /** Returns the first argument that the text does not tell. */
  public static Optional<Unknown> unknown(CallArguments arguments) {
    List<Object> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.named().values());
    return all.stream()
        .flatMap(
            value ->
                value instanceof TupleValue tuple
                    ? tuple.values().stream()
                    : List.of(value).stream())
        .filter(Unknown.class::isInstance)
        .map(Unknown.class::cast)
        .findFirst();
  }
}
