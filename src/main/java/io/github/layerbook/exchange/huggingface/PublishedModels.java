package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.network.Network;
import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.WrittenNetworks;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/**
 * Models of the zoo whose files hold a configuration of Hugging Face's libraries, from which the
 * network follows: a line each in the resource {@code models.txt}, with the fields in which the
 * model differs from its type's defaults, and the number of tokens where it is not the usual one.
 *
 * <p>Configurations are read when a network is asked for, which takes Jackson.
 */
public final class PublishedModels implements ZooFamily {
  private static final String FILE = "models.txt";

  /** Makes the family, as the zoo does. */
  public PublishedModels() {}

  @Override
  public List<ZooEntry> entries() {
    return WrittenNetworks.table(PublishedModels.class, FILE).stream()
        .map(PublishedModels::entry)
        .toList();
  }

  private static ZooEntry entry(String[] model) {
    List<List<Long>> tokens =
        model.length == 6 ? List.of(List.of(Long.valueOf(model[5]))) : List.of();
    return new ZooEntry(
        model[0],
        model[1],
        model[2],
        Paper.of(model[3]),
        Origin.HUGGING_FACE,
        name -> network(name, model[4], tokens));
  }

  private static Network network(String name, String config, List<List<Long>> tokens) {
    ReadNetwork read = HuggingFace.form().read(config, new ReadingOptions("", tokens, name));
    return read.network()
        .orElseThrow(() -> new IllegalStateException(name + ": " + read.problems()));
  }
}
