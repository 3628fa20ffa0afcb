package io.github.layerbook.exchange.python.value;

import java.util.Iterator;
import java.util.List;

/**
 * A tuple of Python's.
 *
 * @param values its values
 * @param names the names of its fields; none for a plain tuple
 */
public record TupleValue(List<Object> values, List<String> names) implements Iterable<Object> {
  /** Copies the values. */
  public TupleValue {
    values = List.copyOf(values);
    names = List.copyOf(names);
  }

  /** Makes a plain tuple. */
  public static TupleValue of(List<?> values) {
    return new TupleValue(List.copyOf(values), List.of());
  }

  /** Makes a plain tuple. */
  public static TupleValue of(Object... values) {
    return of(List.of(values));
  }

  @Override
  public Iterator<Object> iterator() {
    return values.iterator();
  }
}
