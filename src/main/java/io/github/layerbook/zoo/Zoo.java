package io.github.layerbook.zoo;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The networks that people teach, train and ship, by name.
 *
 * <pre>{@code
 * Zoo.network("resnet50").find("layer1.0.conv1").get().output()   // 56x56x64
 * Zoo.matching("maxvit").size()                                   // 1
 * Zoo.entry("maxvit_t").year()                                    // 2022
 * }</pre>
 */
public final class Zoo {
  private static final List<ZooEntry> ENTRIES =
      ServiceLoader.load(ZooFamily.class, ZooFamily.class.getClassLoader()).stream()
          .flatMap(family -> family.get().entries().stream())
          .toList();

  private Zoo() {}

  /** Returns all entries, family by family. */
  public static List<ZooEntry> entries() {
    return ENTRIES;
  }

  /** Returns all names, family by family. */
  public static List<String> names() {
    return ENTRIES.stream().map(ZooEntry::name).toList();
  }

  /** Returns the entries whose name or family contains a word, or whose year it is. */
  public static List<ZooEntry> matching(String word) {
    return ENTRIES.stream().filter(entry -> entry.matches(word)).toList();
  }

  /** Returns the entry of a name, if there is one. */
  public static Optional<ZooEntry> find(String name) {
    return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * Returns the entry of a name.
   *
   * @throws IllegalArgumentException naming the nearest if there is none
   */
  public static ZooEntry entry(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /**
   * Builds the network of a name.
   *
   * @throws IllegalArgumentException naming the nearest if there is none
   */
  public static Network network(String name) {
    return entry(name).network();
  }

  /** Returns what to throw where there is no network of a name: it names the nearest. */
  public static IllegalArgumentException unknown(String name) {
    List<String> near = NearestWords.to(name, names());
    return new IllegalArgumentException(
        "The zoo has no network %s.%s It has %d networks: %%zoo, or Zoo.names() in Java, lists them."
            .formatted(
                name,
                near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?",
                ENTRIES.size()));
  }
}
