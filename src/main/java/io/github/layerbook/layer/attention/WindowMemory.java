package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * What attention within windows keeps for its backward pass, and what it has at most before its
 * output is there, as torchvision's functions do step by step.
 *
 * @param values all values of a padded input
 * @param windows how many windows there are
 * @param heads how many heads
 * @param places how many places a window has, M²
 * @param shifted whether windows are shifted, so that a mask tells apart what does not belong
 *     together
 */
record WindowMemory(Size values, Size windows, Size heads, Size places, boolean shifted) {
  /** Swin's: scaled products. */
  Backward scaled() {
    return Backward.keeping(
        SavedTensor.inTraining("inputs by window", values),
        keptProducts(),
        atMost("inputs, projections and scores", sum(7, 1), sum(5, 2)),
        biases(SavedTensor.Role.IN_PASSING),
        mask());
  }

  /**
   * Swin v2's: products of unit vectors, whose lengths are kept too, and biases by a small network
   * over so many relative positions, with so many hidden units; the projections' biases are copied,
   * since keys have none. The mask is left out: it is there when less is than at the products.
   */
  Backward cosine(Size positions, Size hidden, Size copied) {
    Size lengths = Size.product(List.of(windows, heads, places));
    return Backward.keeping(
        SavedTensor.inTraining("inputs by window", values),
        SavedTensor.inTraining("queries, keys, values, scores and sums", sum(7, 2)),
        SavedTensor.inTraining("lengths", Size.product(Size.of(4), lengths)),
        SavedTensor.inTraining("hidden values of the biases", Size.product(positions, hidden))
            .shared(),
        biases(SavedTensor.Role.IN_TRAINING),
        SavedTensor.inTraining("scales", heads).shared(),
        atMost("inputs, projections and scores", sum(8, 1), sum(4, 2)),
        SavedTensor.inPassing("projections' biases", copied).shared(),
        biases(SavedTensor.Role.IN_PASSING));
  }

  /** MaxViT's: scaled products, of inputs that are windows already. */
  Backward ofWindows() {
    return Backward.keeping(
        SavedTensor.inputs(),
        keptProducts(),
        atMost("projections and scores", sum(6, 1), sum(4, 3)),
        biases(SavedTensor.Role.IN_PASSING));
  }

  private SavedTensor keptProducts() {
    return SavedTensor.inTraining("queries, keys, values, weights and sums", sum(4, 1));
  }

  private static SavedTensor atMost(String name, Size one, Size other) {
    return SavedTensor.inPassing(name, one.atLeast(other));
  }

  /** A number of times all values, and a number of times all scores of places with places. */
  private Size sum(long timesValues, long timesScores) {
    Size scores = Size.product(List.of(windows, heads, places, places));
    return Size.product(Size.of(timesValues), values)
        .plus(Size.product(Size.of(timesScores), scores));
  }

  private SavedTensor biases(SavedTensor.Role role) {
    Size all = Size.product(List.of(heads, places, places));
    return new SavedTensor(role, "biases", all, Tensor.Element.VALUE, false);
  }

  private SavedTensor mask() {
    Size pairs = shifted ? Size.product(List.of(windows, places, places)) : Size.of(0);
    return SavedTensor.inPassing("mask", pairs).shared();
  }
}
