package io.github.layerbook.whatif.tape;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A size that a knob varies: an unknown while the network is analysed, a table of values when
 * variants are evaluated. A knob that scales has one for each size that it scales.
 *
 * @param name the unknown's name
 * @param knob which of the open knobs varies it
 * @param values its value at each of the knob's positions
 */
public record Symbol(String name, int knob, List<Long> values) implements Serializable {
  public Symbol {
    values = List.copyOf(values);
  }

  long lowest() {
    return values.stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  long highest() {
    return values.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  long[] table() {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public String toString() {
    return name + " in " + Arrays.toString(table());
  }
}
