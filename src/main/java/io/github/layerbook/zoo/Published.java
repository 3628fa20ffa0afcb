package io.github.layerbook.zoo;

import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.zoo.ZooEntry.Origin;
import java.util.function.Consumer;

/**
 * What the networks of a family have in common: who published them.
 *
 * @param family the family: {@code VGG}
 * @param paper where it was published
 * @param origin whose networks they are, to the last parameter
 */
public record Published(String family, Paper paper, Origin origin) {
  /**
   * Makes it with a paper of the bibliography.
   *
   * @throws IllegalArgumentException if the bibliography has no paper of that key
   */
  public static Published of(String family, String paper, Origin origin) {
    return new Published(family, Paper.of(paper), origin);
  }

  /** Makes an entry of a network that is built layer by layer. */
  public ZooEntry built(String name, String title, Consumer<NetworkBuilder> layers) {
    return new ZooEntry(
        name,
        title,
        family,
        paper,
        origin,
        networkName -> {
          NetworkBuilder builder = Network.named(networkName);
          layers.accept(builder);
          return builder.build();
        });
  }

  /** Makes an entry of a network that is written in the notation. */
  public ZooEntry written(String name, String title, String text) {
    return new ZooEntry(
        name,
        title,
        family,
        paper,
        origin,
        networkName -> Notation.standard().parse(networkName, text).network());
  }
}
