package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.whatif.edit.OptionAddress.Target;
import io.github.layerbook.whatif.sensitivity.NextStep.Move;
import java.util.List;

/**
 * An option of a network that a number can change: of a layer, or the batch.
 *
 * @param name its address, {@code conv1_1.out}; of an input that of the layer
 * @param node the layer's place; −1 of the batch
 * @param layer the layer's word in the notation; empty for the batch
 * @param option the option's name
 * @param sizes its sizes, of a kernel that of each axis
 */
public record Opening(String name, int node, String layer, String option, List<Long> sizes) {
  private static final int BATCH = -1;

  /** Copies the sizes. */
  public Opening {
    sizes = List.copyOf(sizes);
  }

  static Opening batch(long examples) {
    return new Opening("batch", BATCH, "", "batch", List.of(examples));
  }

  boolean isBatch() {
    return node == BATCH;
  }

  /** The name of the symbol that stands for one of its sizes. */
  String symbol(long size) {
    return name + "=" + size;
  }

  Target target() {
    return new Target(node, option);
  }

  /** Moves it. */
  Move move(long by) {
    return new Move(this, by);
  }

  /** The step of one more, by itself. */
  NextStep step() {
    return new NextStep.Options(List.of(move(1)), 1);
  }
}
