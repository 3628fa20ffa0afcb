package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of the dialect's table that a row may mean.
 *
 * @param type the class
 * @param arguments what it is made with
 * @param cost how unlikely it is
 * @param words what is said of it where others fit too; empty where only this does
 */
record Candidate(String type, Map<String, @Nullable Object> arguments, double cost, String words) {
  /** Makes a candidate with alternating names and values of arguments. */
  static Candidate of(String type, double cost, @Nullable Object... arguments) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put(String.valueOf(arguments[i]), arguments[i + 1]);
    }
    return new Candidate(type, named, cost, "");
  }

  Candidate with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(arguments);
    more.put(name, value);
    return new Candidate(type, more, cost, words);
  }

  Candidate said(String newWords) {
    return new Candidate(type, arguments, cost, newWords);
  }

  Candidate dearer(double by) {
    return new Candidate(type, arguments, cost + by, words);
  }

  Arguments given() {
    return Arguments.named(arguments);
  }

  Invocation invocation() {
    return new Invocation(type, given());
  }
}
