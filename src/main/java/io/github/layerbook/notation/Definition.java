package io.github.layerbook.notation;

import io.github.layerbook.claim.Claim;
import io.github.layerbook.network.Network;
import java.util.List;

/**
 * A network that a text defines, and what the text claims of it.
 *
 * @param network the network; its name is empty where the text gives none
 * @param claims shapes, counts and totals that stand beside the layers, in the text's order
 */
public record Definition(Network network, List<Claim> claims) {
  /** Copies the claims. */
  public Definition {
    claims = List.copyOf(claims);
  }

  /** Returns the same definition with the network under another name. */
  public Definition renamed(String name) {
    return new Definition(network.renamed(name), claims);
  }
}
