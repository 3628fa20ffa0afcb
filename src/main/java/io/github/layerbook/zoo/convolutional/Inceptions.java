package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;
import java.util.function.Consumer;

/**
 * Inception v3: GoogLeNet's modules with large windows factored into small ones, n×n into 1×n and
 * n×1 (Szegedy et al. 2015, table 1 and figures 5 to 7, 10). The auxiliary head (section 4) is only
 * there in training.
 */
public final class Inceptions implements ZooFamily {
  @Override
  public List<ZooEntry> entries() {
    InceptionModules torchvision = new InceptionModules(BatchNormalization.of());
    InceptionModules keras = new InceptionModules(InceptionModules.UNSCALED);
    return List.of(
        entry(
            "inception_v3",
            "Inception v3",
            Origin.TORCHVISION,
            net -> torchvision.network(net, main -> {})),
        entry(
            "inception_v3_aux",
            "Inception v3 with auxiliary head",
            Origin.TORCHVISION,
            net -> torchvision.network(net, torchvision::auxiliary)),
        entry(
            "keras_inception_v3",
            "Inception v3, normalised without scales",
            Origin.KERAS,
            net -> keras.network(net, main -> {})));
  }

  private static ZooEntry entry(
      String name, String title, Origin origin, Consumer<NetworkBuilder> layers) {
    return Published.of("Inception", "szegedy2015", origin).built(name, title, layers);
  }
}
