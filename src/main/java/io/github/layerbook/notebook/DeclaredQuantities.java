package io.github.layerbook.notebook;

import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import java.util.TreeSet;

/**
 * The quantities that a notebook's variables hold, as they are now, beside those that come with
 * Layerbook. A kernel that gives away no JShell has none.
 */
record DeclaredQuantities(Variables variables) {

  /**
   * Returns the quantities that words are looked up in.
   *
   * @throws CellError if two of them share a word
   */
  Quantities quantities() {
    Quantities quantities = PeakMemory.quantities();
    for (String name : new TreeSet<>(variables.ofType(Quantity.class))) {
      Object value = variables.value(name).orElse(null);
      if (value instanceof Quantity quantity) {
        try {
          quantities = quantities.with(quantity);
        } catch (IllegalArgumentException e) {
          throw new CellError("The notebook's variable " + name + ": " + e.getMessage() + ".");
        }
      }
    }
    return quantities;
  }
}
