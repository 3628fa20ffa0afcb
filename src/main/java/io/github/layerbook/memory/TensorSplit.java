package io.github.layerbook.memory;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Of which values each device has a part with tensor parallelism, as the layers' matrices decide it
 * (Shoeybi et al. 2019, section 3): a matrix that reads whole values is divided by columns, and
 * what it gives is divided until another matrix, divided by rows, makes it whole again. Between the
 * two stand heads of attention and hidden features of feed-forward layers.
 *
 * <p>A matrix stays whole, and so does what it gives, if nothing but a norm stands between it and
 * the next one, as with latent vectors and low-rank adapters, and if it scores experts.
 */
final class TensorSplit {
  private final ExecutionPlan plan;
  private final List<List<Integer>> readers = new ArrayList<>();
  private final boolean[] split;
  private final boolean[] scores;

  TensorSplit(ExecutionPlan plan) {
    this.plan = plan;
    this.split = new boolean[plan.size()];
    this.scores = new boolean[plan.size()];
    for (int i = 0; i < plan.size(); i++) {
      readers.add(new ArrayList<>());
      for (int input : plan.inputs(i)) {
        readers.get(input).add(i);
      }
    }
    for (int i = 0; i < plan.size(); i++) {
      split[i] = isSplit(i);
      scores[i] = plan.layers().get(i).output().axes().stream().anyMatch(Axis::isKeys);
    }
  }

  /** Whether each device has a part of what a step gives and keeps. */
  boolean split(int step) {
    return split[step];
  }

  /** Whether what a step gives are attention's scores, one for each query and key. */
  boolean scores(int step) {
    return scores[step];
  }

  private boolean isSplit(int step) {
    boolean whole = plan.inputs(step).length == 0;
    boolean parts = false;
    for (int input : plan.inputs(step)) {
      whole |= !split[input] && isAsLarge(input, step);
      parts |= split[input];
    }
    return isMatrix(step) ? !parts && !staysWhole(step) : parts && !whole;
  }

  /**
   * Whether a value is no smaller than what comes of it: smaller ones are repeated for each part.
   */
  private boolean isAsLarge(int input, int step) {
    return plan.layers().get(input).output().values().value()
        >= plan.layers().get(step).output().values().value();
  }

  private Declaration declaration(int step) {
    return plan.layers().get(step).declaration();
  }

  private boolean multiplies(int step) {
    return declaration(step).work().stream()
        .anyMatch(work -> work.kind() == Work.Kind.MULTIPLY_ADDS);
  }

  private boolean isMatrix(int step) {
    return multiplies(step)
        && declaration(step).tensors().stream()
            .anyMatch(t -> t.kind() == Tensor.Kind.WEIGHT && t.axes().size() > 1);
  }

  /** Whether a step divides by what it measures of all features, which each device must have. */
  private boolean isNorm(int step) {
    Applied layer = plan.layers().get(step);
    boolean scales =
        declaration(step).tensors().stream()
            .anyMatch(t -> t.kind() == Tensor.Kind.WEIGHT && t.axes().size() == 1);
    return scales
        || (!layer.output().axes().isEmpty() && layer.output().channels().size().evaluated().is(1));
  }

  private boolean staysWhole(int matrix) {
    boolean router =
        declaration(matrix).tensors().stream()
            .filter(t -> t.kind() == Tensor.Kind.WEIGHT && t.axes().size() == 2)
            .anyMatch(t -> t.axes().get(0).isExperts());
    return router || leadsToMatrix(matrix);
  }

  /** Whether another matrix reads the output of one directly, or normalised. */
  private boolean leadsToMatrix(int matrix) {
    Deque<Integer> open = new ArrayDeque<>(readers.get(matrix));
    while (!open.isEmpty()) {
      int step = open.remove();
      if (isMatrix(step)) {
        return true;
      }
      boolean view = declaration(step).work().isEmpty() && plan.inputs(step).length == 1;
      boolean norm = isNorm(step) || leadsToNorm(step);
      if (view || (norm && !multiplies(step))) {
        open.addAll(readers.get(step));
      }
    }
    return false;
  }

  /** Whether a step is the beginning of a norm that runs in steps: one of its readers measures. */
  private boolean leadsToNorm(int step) {
    String layer = plan.layers().get(step).node().path();
    return readers.get(step).stream()
        .anyMatch(next -> plan.layers().get(next).node().path().equals(layer) && isNorm(next));
  }
}
