package io.github.layerbook.exchange.pasted;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the network of the zoo whose layers a text lists without their wiring: as many layers of
 * each number of parameters.
 */
final class ZooMatch {
  /** Shorter lists say little. */
  private static final int FEWEST = 8;

  /** Blocks that torchvision's networks of a family are made of, where a text names no model. */
  private static final Map<String, List<String>> BLOCKS =
      Map.of(
          "basicblock", List.of("resnet"),
          "bottleneck", List.of("resnet", "resnext", "wideresnet"),
          "invertedresidual", List.of("mobilenet", "shufflenet", "mnasnet"),
          "fire", List.of("squeezenet"),
          "denselayer", List.of("densenet"),
          "inception", List.of("googlenet"),
          "mbconv", List.of("efficientnet"));

  private ZooMatch() {}

  /** Returns what was read with a note of the network of the zoo that it lists, if there is one. */
  static ReadNetwork noted(ReadNetwork read) {
    return read.inventory()
        .filter(any -> read.network().isEmpty())
        .flatMap(ZooMatch::of)
        .map(
            name ->
                "these are the layers of the zoo's %s, which shows how they are wired: %%zoo %s"
                    .formatted(name, name))
        .map(note -> read.with(List.of(note), List.of()))
        .orElse(read);
  }

  private static Optional<String> of(Inventory inventory) {
    List<Long> rows =
        inventory.layers().stream()
            .map(InventoryLayer::parameters)
            .filter(n -> n > 0)
            .sorted()
            .toList();
    if (rows.size() < FEWEST) {
      return Optional.empty();
    }
    Set<String> words = words(inventory);
    return Zoo.entries().stream()
        .filter(entry -> words.stream().anyMatch(word -> isOf(entry, word)))
        .filter(entry -> rows.equals(parameters(entry.network())))
        .min(Comparator.comparing(entry -> entry.origin() == ZooEntry.Origin.KERAS))
        .map(ZooEntry::name);
  }

  /** What the text calls its model: {@code ResNet}, {@code resnet50}. */
  private static Set<String> words(Inventory inventory) {
    Set<String> words = new HashSet<>();
    words.add(plain(inventory.name()));
    inventory.layers().stream()
        .flatMap(layer -> Stream.of(layer.type(), layer.path()))
        .map(ZooMatch::plain)
        .forEach(
            name ->
                BLOCKS.forEach(
                    (block, families) -> {
                      if (name.startsWith(block)) {
                        words.addAll(families);
                      }
                    }));
    words.removeIf(word -> word.length() < 3);
    return words;
  }

  private static boolean isOf(ZooEntry entry, String word) {
    String family = plain(entry.family());
    return plain(entry.name()).startsWith(word)
        || word.startsWith(family)
        || family.startsWith(word);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static List<Long> parameters(Network network) {
    return network.applied().stream()
        .map(ZooMatch::parameters)
        .filter(n -> n > 0)
        .sorted()
        .toList();
  }

  private static long parameters(Applied applied) {
    return applied.tensors().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }
}
