package io.github.layerbook.exchange.huggingface;

import org.jspecify.annotations.Nullable;

/**
 * What a written model computes from fields: {@code n_inner or 4 * n_embd}.
 *
 * <p>A value is a number, a truth value, a text, or null where a field is null.
 */
@FunctionalInterface
interface Expression {
  /** Computes the value; a field is read only where the value depends on it. */
  @Nullable Object in(Scope scope);

  /** Returns whether the value counts as true: neither false nor null. */
  default boolean holds(Scope scope) {
    Object value = in(scope);
    return value != null && !value.equals(false);
  }

  /** Returns the value as a number. */
  default Number number(Scope scope) {
    if (in(scope) instanceof Number number) {
      return number;
    }
    throw new ConfigurationException("a number is missing that the counts depend on");
  }

  /**
   * The name of a field, or of what stands for its name or value.
   *
   * @param name as it is written
   */
  record Name(String name) implements Expression {
    @Override
    public @Nullable Object in(Scope scope) {
      return scope.value(name);
    }
  }

  /**
   * A value for a variable: {@code bias=attention_bias}.
   *
   * @param variable the variable
   * @param value its value
   */
  record Named(String variable, Expression value) implements Expression {
    @Override
    public @Nullable Object in(Scope scope) {
      return value.in(scope);
    }
  }
}
