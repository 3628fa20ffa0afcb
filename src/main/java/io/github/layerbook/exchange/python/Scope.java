package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of a function, of a class's body, or of the text as a whole. */
final class Scope {
  final Map<String, Object> variables;
  private final @Nullable Scope outer;
  private final Set<String> elsewhere = new HashSet<>();

  /** The function that runs here, and what it was called on, for {@code super()}. */
  @Nullable FunctionValue function;

  @Nullable Object receiver;

  /** What {@code return} gave. */
  Object returned = Singleton.NONE;

  /** What {@code yield} gave so far. */
  @Nullable List<Object> yielded;

  /** Makes the scope of a text. */
  Scope(Map<String, Object> variables) {
    this.variables = variables;
    outer = null;
  }

  /** Makes the scope of a function in another. */
  Scope(Scope outer) {
    variables = new LinkedHashMap<>();
    this.outer = outer;
  }

  /** Returns a variable's value, here or around. */
  @Nullable Object find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Object value = scope.variables.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Sets a variable, here unless it was declared global or of a function around. */
  void set(String name, Object value) {
    if (elsewhere.contains(name)) {
      for (Scope scope = outer; scope != null; scope = scope.outer) {
        if (scope.variables.containsKey(name) || scope.outer == null) {
          scope.variables.put(name, value);
          return;
        }
      }
    }
    variables.put(name, value);
  }

  /** Lets names mean variables of scopes around. */
  void declareElsewhere(List<String> names) {
    elsewhere.addAll(names);
  }

  boolean isGlobal() {
    return outer == null;
  }

  /** Returns the scope around whose function is a method. */
  @Nullable Scope method() {
    Scope scope = this;
    while (scope != null && (scope.function == null || scope.function.owner() == null)) {
      scope = scope.outer;
    }
    return scope;
  }
}
