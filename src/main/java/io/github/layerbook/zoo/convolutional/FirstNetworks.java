package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.zoo.WrittenNetworks;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/** LeNet, AlexNet and its kin, and networks in networks: plain enough to be written in a text. */
public final class FirstNetworks implements ZooFamily {
  @Override
  public List<ZooEntry> entries() {
    return WrittenNetworks.of(FirstNetworks.class, "first.txt");
  }
}
