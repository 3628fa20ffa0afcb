package io.github.layerbook.zoo.transformer;

import io.github.layerbook.zoo.WrittenNetworks;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/**
 * Networks that read words. Their input is a sequence of words' numbers, as long as the longest
 * that the model was trained on; any shorter one may stand in its place.
 */
public final class LanguageModels implements ZooFamily {
  @Override
  public List<ZooEntry> entries() {
    return WrittenNetworks.of(LanguageModels.class, "language.txt");
  }
}
