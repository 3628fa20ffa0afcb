package io.github.layerbook.notebook;

import io.github.layerbook.claim.Claim;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import java.util.List;

/**
 * What a session knows of a network.
 *
 * @param network the network
 * @param claims what the text that defined it claims of it; none for a network made in Java
 * @param settings how its cell asked to count it
 */
public record Entry(Network network, List<Claim> claims, Settings settings) {
  /** Copies the claims. */
  public Entry {
    claims = List.copyOf(claims);
  }

  /** A network made in Java. */
  public static Entry of(Network network) {
    return new Entry(network, List.of(), Settings.DEFAULT);
  }

  /** The same of the network under another name. */
  public Entry renamed(String name) {
    return new Entry(network.renamed(name), claims, settings);
  }

  /** The report under the entry's settings. */
  public Report report() {
    return Report.of(network, settings);
  }
}
