package io.github.layerbook.exchange.djl.source;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.djl.source.Block.Leaf;
import io.github.layerbook.exchange.djl.source.Block.Parallel;
import io.github.layerbook.exchange.djl.source.Block.Sequence;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Sayings;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the blocks of a network: sequences, and branches that begin and end together. */
final class Nesting {
  private final List<Said> layers;
  private final Map<OutputAddress, List<Integer>> readers = new HashMap<>();
  private final Map<OutputAddress, Integer> makers = new HashMap<>();

  /** Of each layer the next one that all ways from it come by; the number of layers for the end. */
  private final int[] next;

  private int placed;

  private Nesting(Sayings sayings) {
    layers = sayings.layers();
    for (int i = 0; i < layers.size(); i++) {
      int reader = i;
      Node node = layers.get(i).node();
      makers.put(node.output(), i);
      node.reads().stream()
          .distinct()
          .forEach(value -> readers.computeIfAbsent(value, each -> new ArrayList<>()).add(reader));
    }
    next = new int[layers.size()];
    for (int i = layers.size() - 1; i >= 0; i--) {
      next[i] = meeting(readers.getOrDefault(layers.get(i).node().output(), List.of()));
    }
  }

  /** Where the ways from some layers meet; layers stand before those that read them. */
  private int meeting(List<Integer> from) {
    int met = -1;
    for (int each : from) {
      int other = each;
      while (met >= 0 && met != other) {
        if (met < other) {
          met = next[met];
        } else {
          other = next[other];
        }
      }
      met = other;
    }
    return met < 0 ? layers.size() : met;
  }

  /**
   * Returns the blocks of a network of one input.
   *
   * @throws NotExpressibleException naming a layer whose inputs come from elsewhere
   */
  static Sequence of(Sayings sayings) {
    if (sayings.inputs().size() != 1) {
      throw new NotExpressibleException(
          "DJL's blocks have one input here, the network has %d", sayings.inputs().size());
    }
    Nesting nesting = new Nesting(sayings);
    for (Said said : nesting.layers) {
      if (!said.node().weightsOf().isEmpty()) {
        throw new NotExpressibleException(
            "DJL's blocks are not used twice: %s shares the weights of %s",
            said.node().path(), said.node().weightsOf());
      }
    }
    return nesting.whole(sayings.inputs().get(0).output());
  }

  private Sequence whole(OutputAddress input) {
    int last = layers.size() - 1;
    if (last < 0) {
      return new Sequence(List.of());
    }
    for (int i = 0; i < last; i++) {
      if (readers(layers.get(i).node().output()).isEmpty()) {
        throw new NotExpressibleException(
            "DJL's blocks have one output here, the network has %s and %s",
            layers.get(i).node().path(), layers.get(last).node().path());
      }
    }
    Sequence sequence = sequence(input, readers(input), last);
    if (placed < layers.size()) {
      throw crossing(layers.get(last));
    }
    return sequence;
  }

  private List<Integer> readers(OutputAddress value) {
    return readers.getOrDefault(value, List.of());
  }

  /** What stands between a value and a layer, that layer at its end. */
  private Sequence sequence(OutputAddress from, List<Integer> begins, int last) {
    List<Block> blocks = new ArrayList<>();
    OutputAddress value = from;
    List<Integer> all = begins;
    while (true) {
      int meeting = meeting(all);
      if (meeting > last) {
        throw crossing(layers.get(last));
      }
      Said said = layers.get(meeting);
      placed++;
      blocks.add(
          said.node().reads().size() == 1 && all.size() == 1
              ? new Leaf(said)
              : parallel(value, all, said));
      if (meeting == last) {
        return new Sequence(blocks);
      }
      value = said.node().output();
      all = readers(value);
    }
  }

  private Parallel parallel(OutputAddress value, List<Integer> all, Said joined) {
    List<Sequence> branches = new ArrayList<>();
    for (OutputAddress read : joined.node().reads()) {
      Integer last = makers.get(read);
      if (read.equals(value)) {
        branches.add(new Sequence(List.of()));
        continue;
      } else if (last == null || readers(read).size() > 1) {
        throw crossing(joined);
      }
      List<Integer> begins = all.stream().filter(each -> leads(each, last)).toList();
      if (begins.isEmpty()) {
        throw crossing(joined);
      }
      branches.add(sequence(value, begins, last));
    }
    return new Parallel(branches, joined);
  }

  /** Whether a layer stands before another on every way from it. */
  private boolean leads(int from, int to) {
    int at = from;
    while (at < to) {
      at = next[at];
    }
    return at == to;
  }

  private static NotExpressibleException crossing(Said said) {
    return new NotExpressibleException(
        "DJL's blocks lie within each other: %s reads what crosses another branch",
        said.node().path());
  }
}
