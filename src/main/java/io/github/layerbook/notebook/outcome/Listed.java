package io.github.layerbook.notebook.outcome;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.inventory.Inventory;

/**
 * What a session knows of an inventory: a model whose wiring is not known.
 *
 * @param inventory the layers and their tensors
 * @param claims what the text that defined it states besides
 */
public record Listed(Inventory inventory, Claims claims) {
  /** An inventory made in Java. */
  public static Listed of(Inventory inventory) {
    return new Listed(inventory, Claims.NONE);
  }

  /** The same under another name. */
  public Listed renamed(String name) {
    return new Listed(inventory.renamed(name), claims);
  }
}
