package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.network.Network;
import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    Map<String, Paper> papers = new HashMap<>();
    List<ZooEntry> entries = new ArrayList<>();
    for (String line : lines()) {
      String[] parts = line.split(" \\| ", -1);
      if (parts[parts.length > 4 ? 4 : 0].startsWith("{")) {
        List<List<Long>> tokens =
            parts.length == 6 ? List.of(List.of(Long.valueOf(parts[5]))) : List.of();
        Paper paper = Objects.requireNonNull(papers.get(parts[3]), line);
        entries.add(
            new ZooEntry(
                parts[0],
                parts[1],
                parts[2],
                paper,
                Origin.HUGGING_FACE,
                name -> network(name, parts[4], tokens)));
      } else if (parts.length == 5) {
        papers.put(parts[0], new Paper(parts[1], Integer.parseInt(parts[2]), parts[3], parts[4]));
      }
    }
    return entries;
  }

  private static List<String> lines() {
    try (InputStream in =
        Objects.requireNonNull(PublishedModels.class.getResourceAsStream(FILE), FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Network network(String name, String config, List<List<Long>> tokens) {
    ReadNetwork read = HuggingFace.form().read(config, new ReadingOptions("", tokens, name));
    return read.network()
        .orElseThrow(() -> new IllegalStateException(name + ": " + read.problems()));
  }
}
