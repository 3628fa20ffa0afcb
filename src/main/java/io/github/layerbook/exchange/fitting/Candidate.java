package io.github.layerbook.exchange.fitting;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a dialect's table that a row may mean.
 *
 * @param type the class
 * @param arguments what it is made with
 * @param cost how unlikely it is
 * @param words what is said of it where others fit too; empty where only this does
 */
public record Candidate(String type, Arguments arguments, double cost, String words) {
  /** Makes a candidate with alternating names and values of arguments. */
  public static Candidate of(String type, double cost, @Nullable Object... arguments) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put(String.valueOf(arguments[i]), arguments[i + 1]);
    }
    return new Candidate(type, Arguments.named(named), cost, "");
  }

  /** Returns this with an argument. */
  public Candidate with(String name, @Nullable Object value) {
    return new Candidate(type, arguments.with(name, value), cost, words);
  }

  /** Returns this with what is said of it. */
  public Candidate said(String newWords) {
    return new Candidate(type, arguments, cost, newWords);
  }

  /** Returns this as less likely. */
  public Candidate dearer(double by) {
    return new Candidate(type, arguments, cost + by, words);
  }

  /** Returns the call. */
  public Invocation invocation() {
    return new Invocation(type, arguments);
  }
}
