package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.zoo.WrittenNetworks;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/** U-Net, which says of each pixel what it belongs to. */
public final class UNets implements ZooFamily {
  @Override
  public List<ZooEntry> entries() {
    return WrittenNetworks.of(UNets.class, "unet.txt");
  }
}
