package io.github.layerbook.analysis;

import io.github.layerbook.layer.Nearest;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import java.util.List;

/**
 * How a network is trained, as far as its memory depends on it.
 *
 * <pre>{@code
 * Training.with(Optimizer.ADAM).master(true).frozen("conv1*").optimizer()  // adam
 * }</pre>
 *
 * @param optimizer what changes the weights
 * @param master whether a copy of the weights is kept in fp32 beside narrower ones (Micikevicius et
 *     al. 2018, section 3.1)
 * @param accumulates whether gradients are summed over several batches before a step
 * @param checkpoints into how many segments the forward pass is cut, of which only the inputs are
 *     kept and the rest is computed again (Chen et al. 2016, section 4), but for the last one,
 *     which is still there; 0 for none
 * @param frozen patterns of layers whose parameters are not trained, such as {@code conv1*}
 */
public record Training(
    Optimizer optimizer,
    boolean master,
    boolean accumulates,
    int checkpoints,
    List<String> frozen) {
  /** Copies the patterns and checks the number of segments. */
  public Training {
    if (checkpoints < 0) {
      throw new IllegalArgumentException(
          "a forward pass has 0 or more checkpoints, not " + checkpoints);
    }
    frozen = List.copyOf(frozen);
  }

  /** Makes plain training with an optimizer. */
  public static Training with(Optimizer optimizer) {
    return new Training(optimizer, false, false, 0, List.of());
  }

  /** Returns this with or without fp32 copies of the weights. */
  public Training master(boolean kept) {
    return new Training(optimizer, kept, accumulates, checkpoints, frozen);
  }

  /** Returns this with or without gradients summed over batches. */
  public Training accumulates(boolean sums) {
    return new Training(optimizer, master, sums, checkpoints, frozen);
  }

  /** Returns this with the forward pass cut into a number of segments; 0 for none. */
  public Training checkpoints(int segments) {
    return new Training(optimizer, master, accumulates, segments, frozen);
  }

  /** Returns this with a segment for every so many blocks at most, as the network has them. */
  public Training checkpointEvery(int blocks, Network network) {
    if (blocks < 1) {
      throw new IllegalArgumentException("a segment has 1 or more blocks, not " + blocks);
    }
    return checkpoints((Segments.units(network).size() - 1) / blocks + 1);
  }

  /** Returns this with as many segments as the root of the number of blocks, rounded up. */
  public Training checkpointSqrt(Network network) {
    return checkpoints((int) Math.ceil(Math.sqrt(Segments.units(network).size())));
  }

  /** Returns this with layers frozen: {@code *} stands for any characters. */
  public Training frozen(String... patterns) {
    return new Training(optimizer, master, accumulates, checkpoints, List.of(patterns));
  }

  /** Whether a layer's parameters are trained. */
  boolean trains(Node node) {
    return frozen.stream().noneMatch(pattern -> matches(pattern, node));
  }

  /** Refuses patterns that match no layer. */
  void requireLayersIn(Network network) {
    for (String pattern : frozen) {
      if (network.nodes().stream().noneMatch(node -> matches(pattern, node))) {
        List<String> names = network.nodes().stream().map(Node::path).toList();
        List<String> near = Nearest.to(pattern, names);
        throw new IllegalArgumentException(
            "“%s” is no layer of %s.%s A * stands for any characters: conv1*."
                .formatted(
                    pattern,
                    network.name(),
                    near.isEmpty() ? "" : " Did you mean " + near.get(0) + "?"));
      }
    }
  }

  private static boolean matches(String pattern, Node node) {
    String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E";
    return node.path().matches(regex) || node.name().matches(regex);
  }
}
