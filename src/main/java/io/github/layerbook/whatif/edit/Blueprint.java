package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.LayerNames;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The nodes of a network that is being changed: they need not fit each other until it is built.
 *
 * @param name the network's name
 * @param nodes the nodes in topological order
 */
public record Blueprint(String name, List<Node> nodes) {
  public Blueprint {
    nodes = List.copyOf(nodes);
  }

  /** Makes the blueprint of a network as it is. */
  public static Blueprint of(Network network) {
    return new Blueprint(network.name(), network.nodes());
  }

  /** Builds the network, or throws what building it throws. */
  public Network network() {
    return Network.of(name, nodes);
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
  LayerNames names() {
    return new LayerNames(name, nodes);
  }

  /** Returns this after changes, one after the other. */
  public Blueprint with(List<Edit> edits) {
    Blueprint changed = this;
    for (Edit edit : edits) {
      changed = changed.with(edit);
    }
    return changed;
  }

  /**
   * Returns this after a change.
   *
   * @throws OptionException if there is nothing that it could change
   */
  public Blueprint with(Edit edit) {
    Blueprint changed = this;
    if (edit instanceof Edit.Option option) {
      changed = with(option.knob());
    } else if (edit instanceof Edit.Replacement replacement) {
      for (int place : replacement.layers().layers(this)) {
        changed = changed.with(place, replacement.layer());
      }
    } else if (edit instanceof Edit.Insertion insertion) {
      int added = 0;
      for (int place : insertion.after().layers(this)) {
        changed = changed.withAfter(place + added++, insertion.name(), insertion.layer());
      }
    } else if (edit instanceof Edit.Removal removal) {
      for (Set<String> together : connected(removal.layers().layers(this))) {
        changed = changed.without(together);
      }
    }
    return changed;
  }

  /** Returns this with a knob's options at its first value. */
  private Blueprint with(Knob knob) {
    List<Node> changed = new ArrayList<>(nodes);
    Optional<Sizing> sizing = Sizing.of(knob);
    for (Target target : new OptionAddress(knob.name()).targets(this)) {
      Node node = changed.get(target.node());
      Layer layer = OptionChange.changed(node.layer(), target, knob, sizing, 0);
      changed.set(target.node(), with(node, layer));
    }
    return new Blueprint(name, changed);
  }

  /** Returns this with another layer at a place. */
  public Blueprint with(int place, Layer layer) {
    List<Node> changed = new ArrayList<>(nodes);
    changed.set(place, with(nodes.get(place), layer));
    return new Blueprint(name, changed);
  }

  /** Returns a node with another layer. */
  public static Node with(Node node, Layer layer) {
    return new Node(node.name(), layer, node.inputs(), node.block(), node.weightsOf());
  }

  /** The paths of the nodes at some places, those that read each other together. */
  private List<Set<String>> connected(List<Integer> places) {
    List<Set<String>> groups = new ArrayList<>();
    for (int place : places) {
      Node node = nodes.get(place);
      Set<String> group = new LinkedHashSet<>(Set.of(node.path()));
      groups.removeIf(
          other ->
              node.inputs().stream().anyMatch(input -> other.contains(source(input)))
                  && group.addAll(other));
      groups.add(group);
    }
    return groups;
  }

  /** The path of the node that an input names, without the number of its output. */
  private static String source(String input) {
    return input.endsWith("]") ? input.substring(0, input.lastIndexOf('[')) : input;
  }

  /**
   * Returns this without nodes that read each other; what read one of them reads what they read.
   *
   * @throws OptionException if they do not read exactly one other node, or others need them
   */
  private Blueprint without(Set<String> paths) {
    List<Node> gone = nodes.stream().filter(node -> paths.contains(node.path())).toList();
    List<String> read =
        gone.stream()
            .flatMap(node -> node.inputs().stream())
            .filter(input -> !paths.contains(source(input)))
            .distinct()
            .toList();
    if (read.size() != 1 || gone.stream().anyMatch(node -> node.inputs().isEmpty())) {
      throw irreplaceable(gone, read.size());
    }
    List<Node> kept = new ArrayList<>(nodes);
    kept.removeAll(gone);
    for (Node node : gone) {
      requireUnneeded(node, kept);
      kept.replaceAll(other -> reading(other, node.path(), read.get(0)));
    }
    return new Blueprint(name, kept);
  }

  private OptionException irreplaceable(List<Node> gone, int read) {
    Node first = gone.get(0);
    String what = label(nodes.indexOf(first));
    if (gone.size() > 1 && !first.inputs().isEmpty()) {
      what += " to " + label(nodes.indexOf(gone.get(gone.size() - 1))) + " together";
    }
    return new OptionException(
        first.path(),
        "%s %s %s, so nothing can take %s place: replace it with another layer instead"
            .formatted(
                what,
                what.endsWith("together") ? "read" : "reads",
                first.inputs().isEmpty() ? "no layer" : read + " layers",
                what.endsWith("together") ? "their" : "its"));
  }

  private void requireUnneeded(Node gone, List<Node> kept) {
    for (Node node : kept) {
      if (node.weightsOf().equals(gone.path()) || reads(node, gone.path() + "[")) {
        throw new OptionException(
            gone.path(),
            "%s needs the weights or a further output of %s: remove %s first"
                .formatted(node.path(), label(nodes.indexOf(gone)), node.path()));
      }
    }
  }

  private static boolean reads(Node node, String beginning) {
    return node.inputs().stream().anyMatch(input -> input.startsWith(beginning));
  }

  /** Returns this with a layer after a node; what read that node reads the layer. */
  Blueprint withAfter(int place, String newName, Layer layer) {
    Node before = nodes.get(place);
    String given = newName.isEmpty() ? free(before.block(), layer) : newName;
    Node added = new Node(given, layer, List.of(before.path()), before.block());
    List<Node> more = new ArrayList<>(nodes.subList(0, place + 1));
    more.add(added);
    for (Node node : nodes.subList(place + 1, nodes.size())) {
      more.add(reading(node, before.path(), added.path()));
    }
    return new Blueprint(name, more);
  }

  /** A layer's word with the first number that is free in the block. */
  private String free(String block, Layer layer) {
    String word = LayerForm.of(layer).words().get(0);
    int number = 1;
    while (isTaken(block, word + number)) {
      number++;
    }
    return word + number;
  }

  private boolean isTaken(String block, String candidate) {
    return nodes.stream().anyMatch(n -> n.block().equals(block) && n.name().equals(candidate));
  }

  private static Node reading(Node node, String old, String replacement) {
    UnaryOperator<String> rewired = input -> input.equals(old) ? replacement : input;
    List<String> inputs = node.inputs().stream().map(rewired).toList();
    return new Node(node.name(), node.layer(), inputs, node.block(), node.weightsOf());
  }
}
