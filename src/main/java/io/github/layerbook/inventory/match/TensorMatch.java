package io.github.layerbook.inventory.match;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a network's tensors and a file's agree.
 *
 * @param network the network's tensors, in its order
 * @param file the file's, under the network's names where they have a prefix
 * @param takenOff what was taken off the file's names: {@code module.}; empty for nothing
 * @param putOn what was put before them; empty for nothing
 * @param agreeing pairs of one name and shape
 * @param differing pairs of one name and two shapes
 * @param missing the network's that the file has not, nor any that they are tied to
 * @param byTying the network's that the file has only under the name that they are tied to
 * @param unexpected the file's that the network has not
 */
public record TensorMatch(
    List<NamedTensor> network,
    List<NamedTensor> file,
    String takenOff,
    String putOn,
    List<Pair> agreeing,
    List<Pair> differing,
    List<NamedTensor> missing,
    List<NamedTensor> byTying,
    List<NamedTensor> unexpected) {
  /** Copies the lists. */
  public TensorMatch {
    network = List.copyOf(network);
    file = List.copyOf(file);
    agreeing = List.copyOf(agreeing);
    differing = List.copyOf(differing);
    missing = List.copyOf(missing);
    byTying = List.copyOf(byTying);
    unexpected = List.copyOf(unexpected);
  }

  /**
   * A tensor under one name on both sides.
   *
   * @param network the network's
   * @param file the file's
   */
  public record Pair(NamedTensor network, NamedTensor file) {
    /** Returns whether the file has the axes in the order of TensorFlow. */
    public boolean isTransposed() {
      return Transposition.of(network.shape(), file.shape());
    }
  }

  /** Compares a network with an inventory. */
  public static TensorMatch of(Network network, Inventory inventory) {
    List<NamedTensor> ours = NamedTensor.of(network);
    List<NamedTensor> stored = NamedTensor.of(inventory);
    Prefix prefix = Prefix.of(ours, stored);
    List<NamedTensor> theirs = stored.stream().map(prefix::applied).toList();
    Map<String, NamedTensor> held = new LinkedHashMap<>();
    theirs.forEach(tensor -> held.put(tensor.whole(), tensor));
    List<Pair> agreeing = new ArrayList<>();
    List<Pair> differing = new ArrayList<>();
    List<NamedTensor> absent = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (NamedTensor tensor : ours) {
      NamedTensor found = held.get(tensor.whole());
      names.add(tensor.whole());
      if (found == null) {
        absent.add(tensor);
      } else {
        (found.shape().equals(tensor.shape()) ? agreeing : differing).add(new Pair(tensor, found));
      }
    }
    Set<String> tied = new HashSet<>();
    for (NamedTensor tensor : ours) {
      tensor
          .tiedTo()
          .ifPresent(
              other -> {
                if (held.containsKey(other)) {
                  tied.add(tensor.whole());
                } else if (held.containsKey(tensor.whole())) {
                  tied.add(other);
                }
              });
    }
    return new TensorMatch(
        ours,
        theirs,
        prefix.inFile(),
        prefix.inNetwork(),
        agreeing,
        differing,
        absent.stream().filter(tensor -> !tied.contains(tensor.whole())).toList(),
        absent.stream().filter(tensor -> tied.contains(tensor.whole())).toList(),
        theirs.stream().filter(tensor -> !names.contains(tensor.whole())).toList());
  }

  /** Returns what it amounts to. */
  public MatchVerdict verdict() {
    return MatchVerdict.of(this);
  }
}
