package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors under other extents, which a file states with a batch of its own.
 *
 * <p>Where a file has a batch of one, its extents do not say which axis of 1 the batch is; then it
 * stays before as many values as before, at the beginning of an axis rather than at the end.
 *
 * @param batch the batch in the file
 */
record Views(long batch) {
  /** Returns extents of the file as those of the tracing, whose batch stands at an axis. */
  List<Long> traced(List<Long> extents, int axis) {
    List<Long> traced = new ArrayList<>(extents);
    if (axis >= 0) {
      traced.set(axis, Math.multiplyExact(extents.get(axis) / batch, TracedTensor.BATCH));
    }
    return traced;
  }

  /** Returns a tensor's values under extents of the file. */
  TracedTensor reshaped(TracedTensor tensor, Known wanted) {
    List<Long> extents = wanted.extents();
    int from = tensor.batchAxis();
    if (from < 0) {
      return tensor.extents().equals(extents) ? tensor : plain(tensor, extents);
    }
    int to = isOpen() ? open(extents) : place(tensor, from, extents);
    List<Long> target = isOpen() ? extents : traced(extents, to);
    return target.equals(tensor.extents()) ? tensor : Layouts.reshaped(tensor, target);
  }

  private boolean isOpen() {
    return batch == TracedTensor.BATCH;
  }

  private static int open(List<Long> extents) {
    for (int i = 0; i < extents.size(); i++) {
      if (extents.get(i) % TracedTensor.BATCH == 0 && extents.get(i) > 0) {
        return i;
      }
    }
    throw new PythonException("the batch is lost in %s", extents);
  }

  /**
   * The axis that the batch has gone into: as many values stand before it as did, or as many as did
   * with those that its axis had taken in. An axis of its own is the likeliest, and the last one,
   * of features, the least.
   */
  private int place(TracedTensor tensor, int from, List<Long> extents) {
    long before = product(tensor.extents().subList(0, from));
    long within = tensor.extents().get(from) / TracedTensor.BATCH;
    long passed = 1;
    int begins = -1;
    int ends = -1;
    for (int axis = 0; axis < extents.size(); axis++) {
      long extent = extents.get(axis);
      if ((passed == before || passed == before * within) && extent == batch) {
        return axis;
      } else if (passed == before && extent % batch == 0 && begins < 0) {
        begins = axis;
      }
      passed = Math.multiplyExact(passed, Math.max(extent, 1));
      if (passed == before * batch && extent % batch == 0) {
        ends = axis;
      }
    }
    boolean features = begins == extents.size() - 1 && begins > 0;
    if (begins >= 0 && !(features && ends >= 0)) {
      return begins;
    } else if (ends >= 0) {
      return ends;
    }
    throw new PythonException(
        "a layer here would mix the examples of a batch: %s becomes %s",
        TracedTensor.text(tensor.extents()), extents);
  }

  private static long product(List<Long> extents) {
    return extents.stream().reduce(1L, Math::multiplyExact);
  }

  /** A tensor without a batch: as if it had one before. */
  private static TracedTensor plain(TracedTensor tensor, List<Long> extents) {
    List<Long> target = new ArrayList<>(extents);
    target.add(0, TracedTensor.BATCH);
    return Batches.example(Layouts.reshaped(Batches.within(tensor, 0), target), 0);
  }

  /** Returns a tensor without some of its axes, each of extent 1 in the file. */
  TracedTensor squeezed(TracedTensor tensor, List<Integer> axes) {
    TracedTensor result = tensor;
    for (int axis : axes.stream().sorted(java.util.Comparator.reverseOrder()).toList()) {
      result =
          result.extents().get(axis) == 1
              ? Layouts.squeezed(result, axis)
              : Batches.example(result, axis);
    }
    return result;
  }
}
