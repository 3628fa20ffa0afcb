package io.github.layerbook.memory;

import io.github.layerbook.network.LayerNames;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param frozen names of layers whose parameters are not trained, such as {@code conv1*}, {@code
 *     layer1.*} or {@code -fc} for all others, see {@link LayerNames}
 * @param eager whether attention runs step by step, its scores in memory, and not in one kernel
 *     (Dao et al. 2022)
 * @param onGpu whether masks of dropout take a byte a value, as PyTorch's kernels for GPUs have
 *     them
 */
public record Training(
    Optimizer optimizer,
    boolean master,
    boolean accumulates,
    int checkpoints,
    List<String> frozen,
    boolean eager,
    boolean onGpu) {
  /** Copies the names and checks the number of segments. */
  public Training {
    if (checkpoints < 0) {
      throw new IllegalArgumentException(
          "a forward pass has 0 or more checkpoints, not " + checkpoints);
    }
    frozen = List.copyOf(frozen);
  }

  /** Makes plain training with an optimizer. */
  public static Training with(Optimizer optimizer) {
    return new Training(optimizer, false, false, 0, List.of(), false, false);
  }

  /** Returns this with or without fp32 copies of the weights. */
  public Training master(boolean kept) {
    return new Training(optimizer, kept, accumulates, checkpoints, frozen, eager, onGpu);
  }

  /** Returns this with or without gradients summed over batches. */
  public Training accumulates(boolean sums) {
    return new Training(optimizer, master, sums, checkpoints, frozen, eager, onGpu);
  }

  /** Returns this with the forward pass cut into a number of segments; 0 for none. */
  public Training checkpoints(int segments) {
    return new Training(optimizer, master, accumulates, segments, frozen, eager, onGpu);
  }

  /** Returns this with segments of at most the given number of the network's blocks. */
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

  /** Returns this with layers frozen, by their names as {@link LayerNames} reads them. */
  public Training frozen(String... names) {
    return new Training(optimizer, master, accumulates, checkpoints, List.of(names), eager, onGpu);
  }

  /** Returns this with attention step by step, or in one kernel. */
  public Training eager(boolean steps) {
    return new Training(optimizer, master, accumulates, checkpoints, frozen, steps, onGpu);
  }

  /** Returns this with masks of dropout as on GPUs, or as on a CPU. */
  public Training onGpu(boolean bytes) {
    return new Training(optimizer, master, accumulates, checkpoints, frozen, eager, bytes);
  }

  /** Returns this, which has paths for names, with further layers frozen by their paths. */
  Training freezing(Set<String> paths) {
    List<String> all = Stream.concat(frozen.stream(), paths.stream()).distinct().toList();
    return new Training(optimizer, master, accumulates, checkpoints, all, eager, onGpu);
  }

  /** Whether a layer's parameters are trained; the frozen ones must be paths, see {@link #in}. */
  boolean trains(Node node) {
    return !frozen.contains(node.path());
  }

  /**
   * Returns this with the paths of a network's layers in the place of the frozen ones' names.
   *
   * @throws io.github.layerbook.layer.form.OptionException if a name is no layer's, or of several
   */
  Training in(Network network) {
    List<Integer> places =
        frozen.isEmpty() ? List.of() : network.names().of(String.join(",", frozen));
    List<String> paths = places.stream().map(place -> network.nodes().get(place).path()).toList();
    return new Training(optimizer, master, accumulates, checkpoints, paths, eager, onGpu);
  }
}
