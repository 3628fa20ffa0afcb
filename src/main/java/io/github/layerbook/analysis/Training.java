package io.github.layerbook.analysis;

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
 *     kept and the rest is computed again (Chen et al. 2016, section 4); 0 for none
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

  /** Returns this with layers frozen: {@code *} stands for any characters. */
  public Training frozen(String... patterns) {
    return new Training(optimizer, master, accumulates, checkpoints, List.of(patterns));
  }

  /** Whether a layer's parameters are trained. */
  boolean trains(Node node) {
    return frozen.stream().noneMatch(pattern -> matches(pattern, node));
  }

  private static boolean matches(String pattern, Node node) {
    String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E";
    return node.path().matches(regex) || node.name().matches(regex);
  }
}
