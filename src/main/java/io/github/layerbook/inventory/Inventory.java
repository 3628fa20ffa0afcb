package io.github.layerbook.inventory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The named layers of a model with the tensors that each holds, in the source's order; nothing of
 * how they are wired.
 *
 * @param name the model's name
 * @param source what it was read from, in words for the reader: {@code PyTorch's printed model}
 * @param layers the layers; those that hold nothing too, where the source lists them
 * @param unknown what the source cannot tell, in words for the reader
 */
public record Inventory(
    String name, String source, List<InventoryLayer> layers, List<String> unknown) {
  /** Copies the lists. */
  public Inventory {
    layers = List.copyOf(layers);
    unknown = List.copyOf(unknown);
  }

  /** Returns this under another name. */
  public Inventory renamed(String newName) {
    return new Inventory(newName, source, layers, unknown);
  }

  /** Returns the layers at a path or below it; all of them for the empty one. */
  public List<InventoryLayer> at(String path) {
    return layers.stream()
        .filter(
            layer ->
                path.isEmpty() || layer.path().equals(path) || layer.path().startsWith(path + "."))
        .toList();
  }

  /** Returns the paths of all layers and of the blocks that they stand in. */
  public Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    for (InventoryLayer layer : layers) {
      String path = layer.path();
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        paths.add(path.substring(0, dot));
      }
      paths.add(path);
    }
    return paths;
  }

  /** Returns how many parameters there are, tied ones once. */
  public long parameters() {
    return layers.stream().mapToLong(InventoryLayer::parameters).reduce(0, Math::addExact);
  }

  /** Returns how many values stand in a role, tied ones once. */
  public long count(StoredTensor.Role role) {
    return layers.stream().mapToLong(layer -> layer.count(role)).reduce(0, Math::addExact);
  }
}
