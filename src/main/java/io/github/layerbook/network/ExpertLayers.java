package io.github.layerbook.network;

import io.github.layerbook.layer.ExpertChoice;
import io.github.layerbook.layer.Experts;
import io.github.layerbook.layer.LayerException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a network that are parts of experts: those on the way from the second place that a
 * choice among experts reads to the first.
 */
final class ExpertLayers {
  private final Map<String, Experts> byPath = new HashMap<>();

  /** What is wrong with layers of experts, by their paths. */
  private final Map<String, String> wrong = new HashMap<>();

  private ExpertLayers() {}

  /** Finds them, given the nodes in topological order. */
  static ExpertLayers of(List<Node> nodes) {
    ExpertLayers found = new ExpertLayers();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).reads().size() == 2 && nodes.get(i).layer() instanceof ExpertChoice choice) {
        found.note(nodes.subList(0, i), nodes.get(i), choice.choice());
      }
    }
    return found;
  }

  @SuppressWarnings("ReferenceEquality") // experts of another mixture may be as many
  private void note(List<Node> before, Node choice, Experts experts) {
    String start = choice.reads().get(1).layer();
    Set<String> open = new HashSet<>(Set.of(choice.reads().get(0).layer()));
    open.remove(start);
    for (int i = before.size() - 1; i >= 0 && !before.get(i).path().equals(start); i--) {
      Node node = before.get(i);
      if (open.remove(node.path())) {
        if (byPath.put(node.path(), experts) != null) {
          wrong.put(
              node.path(), "an expert has no experts of its own: take one of the mixtures out");
        }
        node.reads().forEach(read -> open.add(read.layer()));
        open.remove(start);
      }
    }
    for (Node node : before) {
      if (byPath.get(node.path()) == experts
          && node.reads().stream().anyMatch(read -> open.contains(read.layer()))) {
        wrong.put(node.path(), "an expert reads what its mixture reads, and nothing else");
      }
    }
  }

  /**
   * Returns the experts that a node is a part of; null for none.
   *
   * @throws LayerException if it is a part of two, or reads others than its experts' layers and
   *     what they read
   */
  @Nullable Experts of(Node node) {
    if (byPath.isEmpty()) {
      return null;
    }
    String problem = wrong.get(node.path());
    if (problem != null) {
      throw new LayerException(problem);
    }
    return byPath.get(node.path());
  }
}
