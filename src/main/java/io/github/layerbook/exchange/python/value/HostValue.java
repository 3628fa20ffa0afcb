package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import java.util.Optional;

/** A value that a library adds to Python's own. */
public interface HostValue {
  /** Returns what Python calls its type, for messages. */
  String type();

  /** Returns whether what a text makes is part of this: a failed change of it is a loss. */
  default boolean isMade() {
    return false;
  }

  /** Returns an attribute. */
  default Optional<Object> attribute(Python in, String name) {
    return Optional.empty();
  }

  /** Sets an attribute; most that code sets change nothing here. */
  default void setAttribute(Python in, String name, Object value) {}

  /** Returns what a deep copy of this is; most are values that never change. */
  default Object copied() {
    return this;
  }

  /** Returns what an operator makes of this and another value, which stands left if reflected. */
  default Optional<Object> operate(Python in, String operator, Object other, boolean reflected) {
    return Optional.empty();
  }

  /** Returns what a unary operator makes of this. */
  default Optional<Object> operate(Python in, String operator) {
    return Optional.empty();
  }

  /** Returns what stands at an index. */
  default Object item(Python in, Object index) {
    throw new PythonException("a %s has no items", type());
  }

  /** Puts a value at an index. */
  default void setItem(Python in, Object index, Object value) {
    throw new PythonException("items of a %s cannot be set", type());
  }

  /** Returns the values that a loop goes through. */
  default Optional<Iterable<Object>> values(Python in) {
    return Optional.empty();
  }

  /** Returns how many values there are, as {@code len} tells. */
  default Optional<Long> length(Python in) {
    return Optional.empty();
  }

  /** Is told that the body of a {@code with} begins that is about this. */
  default void enter() {}

  /** Is told that the body of a {@code with} ends that is about this. */
  default void exit() {}
}
