package io.github.layerbook.exchange.python.value;

import java.util.LinkedHashMap;
import java.util.Map;

/** A value of a class, with fields. */
public final class Instance {
  private final PythonClass type;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Makes an instance without fields. */
  public Instance(PythonClass type) {
    this.type = type;
  }

  /** Returns its class. */
  public PythonClass type() {
    return type;
  }

  /** Returns its fields, which can be changed. */
  public Map<String, Object> fields() {
    return fields;
  }

  /** Returns whether it is of a class. */
  public boolean isA(PythonClass other) {
    return type.isA(other);
  }

  @Override
  public String toString() {
    return "<" + type.name() + ">";
  }
}
