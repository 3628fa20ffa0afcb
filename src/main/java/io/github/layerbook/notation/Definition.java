package io.github.layerbook.notation;

import io.github.layerbook.network.Network;
import java.util.List;

/**
 * A network that a text defines, and what the text says beside its layers.
 *
 * @param network the network; its name is empty where the text gives none
 * @param remarks what stands beside the layers and in lines of totals, in the text's order, layers
 *     first
 */
public record Definition(Network network, List<Remark> remarks) {
  /** Copies the remarks. */
  public Definition {
    remarks = List.copyOf(remarks);
  }

  /** Returns the same definition with the network under another name. */
  public Definition renamed(String name) {
    return new Definition(network.renamed(name), remarks);
  }
}
