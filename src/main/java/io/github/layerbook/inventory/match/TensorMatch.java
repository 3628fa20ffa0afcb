package io.github.layerbook.inventory.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a network's tensors and a file's agree, or those of any two models.
 *
 * @param sides what the two are called
 * @param network the network's tensors, in its order
 * @param file the file's, under the network's names where they have a prefix
 * @param takenOff what was taken off the file's names: {@code module.}; empty for nothing
 * @param putOn what was put before them; empty for nothing
 * @param agreeing pairs of one name and shape
 * @param differing pairs of one name and two shapes
 * @param missing the network's that the file has not, nor any that they are tied to; without the
 *     frequencies of rotary positions, which no file keeps
 * @param byTying the network's that the file has only under the name that they are tied to
 * @param unexpected the file's that the network has not
 */
public record TensorMatch(
    Sides sides,
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

  /**
   * What the two sides are called in sentences.
   *
   * @param network the first: {@code the network}
   * @param file the second: {@code the file}
   */
  public record Sides(String network, String file) {
    /** A network and a file. */
    public static final Sides DEFAULT = new Sides("the network", "the file");
  }

  /** Compares the tensors of a network with those of a file. */
  public static TensorMatch of(List<NamedTensor> ours, List<NamedTensor> stored) {
    return of(Sides.DEFAULT, ours, stored);
  }

  /** Compares the tensors of a network, or of another model, with those of a file or model. */
  public static TensorMatch of(Sides sides, List<NamedTensor> ours, List<NamedTensor> stored) {
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
        sides,
        ours,
        theirs,
        prefix.inFile(),
        prefix.inNetwork(),
        agreeing,
        differing,
        absent.stream()
            .filter(tensor -> !tied.contains(tensor.whole()) && !tensor.isComputed())
            .toList(),
        absent.stream().filter(tensor -> tied.contains(tensor.whole())).toList(),
        theirs.stream().filter(tensor -> !names.contains(tensor.whole())).toList());
  }

  /** Returns what it amounts to. */
  public MatchVerdict verdict() {
    return MatchVerdict.of(this);
  }
}
