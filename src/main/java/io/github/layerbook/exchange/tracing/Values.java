package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.python.Arguments;
import io.github.layerbook.exchange.python.None;
import io.github.layerbook.exchange.python.Tuple;
import io.github.layerbook.exchange.python.Unknown;
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
  public static io.github.layerbook.exchange.Arguments plain(Arguments arguments) {
    List<@Nullable Object> positional = new ArrayList<>();
    arguments.positional().forEach(value -> positional.add(plain(value)));
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, plain(value)));
    return new io.github.layerbook.exchange.Arguments(positional, named);
  }

  /** Returns a value as a dialect reads it: a tuple as a list, None as null. */
  public static @Nullable Object plain(Object value) {
    if (value == None.NONE) {
      return null;
    } else if (value instanceof Tuple tuple) {
      return plain(tuple.values());
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> values = new ArrayList<>();
      list.forEach(element -> values.add(plain(element)));
      return values;
    }
    return value;
  }

  /** Returns the first argument that the text does not tell. */
  public static Optional<Unknown> unknown(Arguments arguments) {
    List<Object> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.named().values());
    return all.stream()
        .flatMap(
            value ->
                value instanceof Tuple tuple ? tuple.values().stream() : List.of(value).stream())
        .filter(Unknown.class::isInstance)
        .map(Unknown.class::cast)
        .findFirst();
  }
}
