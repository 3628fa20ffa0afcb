package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The nodes of a network that is being changed: they need not fit each other until it is built.
 * Layers are named by their places, from 0, as {@link LayerNames} finds them.
 *
 * @param name the network's name
 * @param nodes the nodes in topological order
 * @param dims the sizes that the network's source leaves open
 */
public record Blueprint(String name, List<Node> nodes, OpenDims dims) {
  /** Copies the nodes. */
  public Blueprint {
    nodes = List.copyOf(nodes);
  }

  /** Makes a blueprint of which nothing is left open. */
  public Blueprint(String name, List<Node> nodes) {
    this(name, nodes, OpenDims.NONE);
  }

  /** Makes the blueprint of a network as it is. */
  public static Blueprint of(Network network) {
    return new Blueprint(network.name(), network.nodes(), network.dims());
  }

  /** Builds the network, or throws what building it throws. */
  public Network network() {
    return Network.of(name, nodes).open(dims);
  }

  /** Returns this with sizes that its source leaves open. */
  public Blueprint open(OpenDims newDims) {
    return new Blueprint(name, nodes, newDims);
  }

  /**
   * Returns this with another size where its source leaves one open, read anew; nodes that are the
   * same are so by identity.
   *
   * @throws NetworkException if no size has that name, or there is no such network
   */
  public Blueprint withDim(String dim, long size) {
    Blueprint read = dims.with(dim, size);
    List<Node> same = new ArrayList<>(read.nodes);
    for (int i = 0; i < Math.min(same.size(), nodes.size()); i++) {
      if (same.get(i).equals(nodes.get(i))) {
        same.set(i, nodes.get(i));
      }
    }
    return new Blueprint(name, same, read.dims);
  }

  /** Returns the layer of the node at a place. */
  public Layer layer(int place) {
    return nodes.get(place).layer();
  }

  /** Returns the shortest name that only this node has. */
  public String label(int place) {
    return names().label(place);
  }

  /** Returns the layers by name. */
  public LayerNames names() {
    return new LayerNames(name, nodes);
  }

  /** Returns this with another layer at a place. */
  public Blueprint with(int place, Layer layer) {
    List<Node> changed = new ArrayList<>(nodes);
    changed.set(place, nodes.get(place).with(layer));
    return new Blueprint(name, changed);
  }

  /** Returns this with each layer changed. */
  public Blueprint with(UnaryOperator<Layer> change) {
    return each(node -> node.with(change.apply(node.layer())));
  }

  /** Returns this with each node changed. */
  public Blueprint each(UnaryOperator<Node> change) {
    return new Blueprint(name, nodes.stream().map(change).toList());
  }

  /**
   * Returns this with a layer after a node; what read that node reads the layer.
   *
   * @param newName the layer's name; empty for its word with the first number that is free
   */
  public Blueprint withAfter(int place, String newName, Layer layer) {
    Node before = nodes.get(place);
    String given = newName.isEmpty() ? free(before.blockPath(), layer) : newName;
    Node added = new Node(given, layer, List.of(before.output()), before.blockPath(), "");
    List<Node> more = new ArrayList<>(each(reading(before.output(), added.output())).nodes);
    more.add(place + 1, added);
    return new Blueprint(name, more);
  }

  /** A layer's word with the first number that is free in the block. */
  private String free(BlockPath block, Layer layer) {
    String word = LayerForm.of(layer).words().get(0);
    int number = 1;
    while (isTaken(block.layer(word + number))) {
      number++;
    }
    return word + number;
  }

  private boolean isTaken(String path) {
    return nodes.stream().anyMatch(node -> node.path().equals(path));
  }

  private static UnaryOperator<Node> reading(OutputAddress old, OutputAddress replacement) {
    return node -> node.reading(read -> read.equals(old) ? replacement : read);
  }

  /**
   * Returns this without the nodes at some places; what read one of them reads what it read.
   *
   * @throws OptionException if those that read each other do not read exactly one other node, or
   *     others need them
   */
  public Blueprint without(List<Integer> places) {
    Blueprint changed = this;
    for (Set<String> together : connected(places)) {
      changed = changed.without(together);
    }
    return changed;
  }

  /** The paths of the nodes at some places, those that read each other together. */
  private List<Set<String>> connected(List<Integer> places) {
    List<Set<String>> groups = new ArrayList<>();
    for (int place : places) {
      Node node = nodes.get(place);
      Set<String> group = new LinkedHashSet<>(Set.of(node.path()));
      groups.removeIf(
          other ->
              node.reads().stream().anyMatch(read -> other.contains(read.layer()))
                  && group.addAll(other));
      groups.add(group);
    }
    return groups;
  }

  private Blueprint without(Set<String> paths) {
    List<Node> gone = nodes.stream().filter(node -> paths.contains(node.path())).toList();
    List<OutputAddress> read =
        gone.stream()
            .flatMap(node -> node.reads().stream())
            .filter(address -> !paths.contains(address.layer()))
            .distinct()
            .toList();
    if (read.size() != 1 || gone.stream().anyMatch(node -> node.reads().isEmpty())) {
      throw irreplaceable(gone, read.size());
    }
    List<Node> kept = new ArrayList<>(nodes);
    kept.removeAll(gone);
    for (Node node : gone) {
      requireUnneeded(node, kept);
      kept.replaceAll(reading(node.output(), read.get(0)));
    }
    return new Blueprint(name, kept);
  }

  private OptionException irreplaceable(List<Node> gone, int read) {
    Node first = gone.get(0);
    String what = label(nodes.indexOf(first));
    if (gone.size() > 1 && !first.reads().isEmpty()) {
      what += " to " + label(nodes.indexOf(gone.get(gone.size() - 1))) + " together";
    }
    return new OptionException(
        first.path(),
        "%s %s %s, so nothing can take %s place: replace it with another layer instead"
            .formatted(
                what,
                what.endsWith("together") ? "read" : "reads",
                first.reads().isEmpty() ? "no layer" : read + " layers",
                what.endsWith("together") ? "their" : "its"));
  }

  private void requireUnneeded(Node gone, List<Node> kept) {
    for (Node node : kept) {
      if (node.weightsOf().equals(gone.path()) || readsFurther(node, gone)) {
        throw new OptionException(
            gone.path(),
            "%s needs the weights or a further output of %s: remove %s first"
                .formatted(node.path(), label(nodes.indexOf(gone)), node.path()));
      }
    }
  }

  private static boolean readsFurther(Node node, Node maker) {
    return node.reads().stream()
        .anyMatch(read -> read.output() > 0 && read.layer().equals(maker.path()));
  }
}
