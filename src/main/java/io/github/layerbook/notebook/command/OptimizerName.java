package io.github.layerbook.notebook.command;

import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.notebook.Session;

/**
 * The name of an optimizer, or of a notebook's variable that holds one.
 *
 * @param word the name as it was given
 */
public record OptimizerName(String word) {
  /**
   * Returns the optimizer.
   *
   * @throws io.github.layerbook.notebook.CellError if there is none of this name
   */
  public Optimizer in(Session session) {
    return session.optimizers().of(word);
  }
}
