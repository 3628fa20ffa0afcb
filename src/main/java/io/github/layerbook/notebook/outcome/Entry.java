package io.github.layerbook.notebook.outcome;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import java.util.Set;

/**
 * What a session knows of a network.
 *
 * @param network the network
 * @param claims what the text that defined it claims of it; none for a network made in Java
 * @param settings how its cell asked to count it
 */
public record Entry(Network network, Claims claims, Settings settings) {
  /** A network made in Java. */
  public static Entry of(Network network) {
    return new Entry(network, Claims.NONE, Settings.DEFAULT);
  }

  /** The same of the network under another name. */
  public Entry renamed(String name) {
    return new Entry(network.renamed(name), claims, settings);
  }

  /** Whether another entry is of the same network, counted in the same way. */
  public boolean countsLike(Entry other) {
    return network.equals(other.network) && settings.equals(other.settings);
  }

  /** The same, counted otherwise. */
  public Entry under(Settings other) {
    return new Entry(network, claims, other);
  }

  /** The same with layers whose parameters are not trained, by their paths. */
  public Entry frozen(Set<String> paths) {
    return paths.isEmpty() ? this : under(settings.frozen(paths));
  }

  /** The report under the entry's settings. */
  public Report report() {
    return Report.of(network, settings);
  }
}
