package io.github.layerbook.receptive;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.LayerNames;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which paths of a network are followed: those that pass some layers and go around others. */
final class Waypoints {
  /** What each node reads of those that are not avoided, in the network's order. */
  private final Map<String, List<String>> read = new LinkedHashMap<>();

  private final List<Set<String>> before = new ArrayList<>();
  private final List<Set<String>> after = new ArrayList<>();

  private Waypoints(Network network, Set<Integer> avoided) {
    for (int place = 0; place < network.nodes().size(); place++) {
      Node node = network.nodes().get(place);
      List<String> inputs =
          node.reads().stream().map(OutputAddress::layer).filter(read::containsKey).toList();
      if (!avoided.contains(place) && (node.reads().isEmpty() || !inputs.isEmpty())) {
        read.put(node.path(), inputs);
      }
    }
  }

  /**
   * Finds the paths.
   *
   * @param layers names with commas between them, those to go around after a hyphen
   * @throws OptionException if there is no such layer, or no such path
   */
  static Waypoints of(Network network, String layers) {
    LayerNames names = network.names();
    LayerNames.Selection selection = names.selection(layers);
    Waypoints waypoints = new Waypoints(network, selection.leftOut());
    String last = "";
    for (int place : selection.named()) {
      String path = network.nodes().get(place).path();
      if (!waypoints.reaches(path)) {
        throw new OptionException(
            layers,
            "no path leads %sto %s: name layers that follow each other"
                .formatted(last.isEmpty() ? "" : "from " + last + " ", names.label(place)));
      }
      waypoints.pass(path);
      last = names.label(place);
    }
    return waypoints;
  }

  private boolean reaches(String path) {
    return read.containsKey(path)
        && (after.isEmpty() || after.get(after.size() - 1).contains(path));
  }

  private void pass(String waypoint) {
    Set<String> reached = new HashSet<>(Set.of(waypoint));
    List<String> paths = new ArrayList<>(read.keySet());
    for (String path : paths) {
      if (inputs(path).stream().anyMatch(reached::contains)) {
        reached.add(path);
      }
    }
    Set<String> needed = new HashSet<>(Set.of(waypoint));
    for (int i = paths.size() - 1; i >= 0; i--) {
      if (needed.contains(paths.get(i))) {
        needed.addAll(inputs(paths.get(i)));
      }
    }
    after.add(reached);
    before.add(needed);
  }

  /** Whether a node is on one of the paths. */
  boolean lead(Node node) {
    String path = node.path();
    for (int i = 0; i < after.size(); i++) {
      if (!after.get(i).contains(path) && !before.get(i).contains(path)) {
        return false;
      }
    }
    return read.containsKey(path);
  }

  /** The nodes that a node reads on the paths: behind a layer only what comes from it. */
  List<String> inputs(Node node) {
    List<String> inputs = inputs(node.path());
    for (Set<String> reached : after) {
      List<String> behind = inputs.stream().filter(reached::contains).toList();
      inputs = behind.isEmpty() ? inputs : behind;
    }
    return inputs;
  }

  private List<String> inputs(String path) {
    return read.getOrDefault(path, List.of());
  }
}
