package io.github.layerbook.notebook.command;

import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.report.Quantity;
import java.util.List;

/**
 * A word for a quantity, which may be one that the notebook's cells declare.
 *
 * @param word the word as it was given
 */
public record QuantityName(String word) {
  /** Returns the words for the quantities that come with the library, one each. */
  static List<String> words() {
    return PeakMemory.quantities().all().stream().map(Quantity::word).toList();
  }

  /**
   * Returns the quantity.
   *
   * @throws io.github.layerbook.layer.form.OptionException if there is none of this word
   */
  public Quantity in(Session session) {
    return session.quantities().of(word);
  }
}
