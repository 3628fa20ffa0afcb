package io.github.layerbook.exchange.python.value;

import java.util.Optional;

/** Python's types that are not classes, and what their values can do. */
public interface BuiltIns {
  /** Returns a method or property of a value, by name. */
  Optional<Object> method(Object receiver, String name);

  /** Returns the type of a value that is no instance; the value itself where a library made it. */
  Object type(Object value);
}
