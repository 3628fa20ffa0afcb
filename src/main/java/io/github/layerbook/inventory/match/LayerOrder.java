package io.github.layerbook.inventory.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers that are the same in order, under other names. */
final class LayerOrder {
  private LayerOrder() {}

  /**
   * Returns which part of a name is which, if the layers of both sides have tensors of the same
   * shapes in the same order; empty if they have not.
   */
  static Map<String, String> renaming(List<NamedTensor> network, List<NamedTensor> file) {
    List<String> ours = new ArrayList<>(shapes(network).keySet());
    List<String> theirs = new ArrayList<>(shapes(file).keySet());
    if (!List.copyOf(shapes(network).values()).equals(List.copyOf(shapes(file).values()))) {
      return Map.of();
    }
    Map<String, String> renaming = new LinkedHashMap<>();
    for (int i = 0; i < ours.size(); i++) {
      String[] left = ours.get(i).split("\\.", -1);
      String[] right = theirs.get(i).split("\\.", -1);
      if (left.length != right.length) {
        renaming.put(ours.get(i), theirs.get(i));
      }
      for (int j = 0; left.length == right.length && j < left.length; j++) {
        if (!left[j].equals(right[j])) {
          renaming.putIfAbsent(left[j], right[j]);
        }
      }
    }
    return renaming;
  }

  /** The shapes of each layer's tensors, sorted, by the layer's path. */
  private static Map<String, List<String>> shapes(List<NamedTensor> tensors) {
    Map<String, List<String>> shapes = new LinkedHashMap<>();
    for (NamedTensor tensor : tensors) {
      shapes
          .computeIfAbsent(tensor.layer(), layer -> new ArrayList<>())
          .add(tensor.shape().toString());
    }
    shapes.values().forEach(each -> each.sort(null));
    return shapes;
  }
}
