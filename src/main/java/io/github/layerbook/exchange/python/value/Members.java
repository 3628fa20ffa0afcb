package io.github.layerbook.exchange.python.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a module of a library has, by name. */
public final class Members {
  private final Map<String, Object> all = new LinkedHashMap<>();

  /** Adds a value. */
  public Members value(String name, Object value) {
    all.put(name, value);
    return this;
  }

  /** Adds a function under some names, which spaces separate. */
  public Members function(String names, Callable body) {
    for (String name : names.strip().split("\\s+", -1)) {
      all.put(name, Builtin.function(name, body));
    }
    return this;
  }

  /** Adds a function that makes of an unknown first argument what is as unknown. */
  public Members known(String names, Callable body) {
    return function(names, (in, a) -> Unknown.first(a).orElseGet(() -> body.call(in, a)));
  }

  /** Adds functions that return their first argument, of a name, as it is. */
  public Members same(String names, String argument) {
    return function(names, (in, a) -> a.get(0, argument));
  }

  /** Adds all of another module. */
  public Members with(Members others) {
    all.putAll(others.all);
    return this;
  }

  /** Returns what a name means. */
  public Optional<Object> find(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
