package io.github.layerbook.memory;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.memory.Allocation.Kind;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an optimizer needs of memory for a network's trained parameters.
 *
 * @param report the network
 * @param training how it is trained
 */
record OptimizerMemory(Report report, Training training) {
  private static final long COUNTER = 4;

  /** What is there from one step to the next, by kind. */
  Map<Kind, Size> lasting() {
    List<Tensor> tensors = tensors();
    Size trained = Size.sum(tensors.stream().map(Tensor::count).toList()).settled();
    Map<Kind, Size> lasting = new EnumMap<>(Kind.class);
    lasting.put(Kind.OPTIMIZER, state(tensors, trained));
    if (training.master()) {
      lasting.put(Kind.MASTER, NumberType.FP32.bytes(trained));
    }
    if (training.accumulates()) {
      lasting.put(Kind.PARAMETER_GRADIENT, report.settings().type().bytes(trained));
    }
    return lasting;
  }

  private Size state(List<Tensor> tensors, Size trained) {
    Size moments =
        training.optimizer() == Optimizer.ADAFACTOR
            ? Size.sum(tensors.stream().map(this::remembered).toList()).settled()
            : trained.times(training.optimizer().moments());
    Size bytes = type().bytes(moments);
    return training.optimizer().counts()
        ? bytes.plus(Size.of(tensors.size()).times(COUNTER))
        : bytes;
  }

  /** The most that changing one tensor after the other needs. */
  Size scratch() {
    return training.optimizer() == Optimizer.ADAFACTOR ? factored() : elementwise();
  }

  /**
   * Of Adafactor: an update, the means of a matrix's rows and columns and of these together, or the
   * squares of a vector; and what PyTorch's loop still holds of the tensors before.
   */
  private Size factored() {
    Size most = Size.of(0);
    Size update = Size.of(0);
    Size squares = Size.of(0);
    Size means = Size.of(0);
    for (Tensor tensor : tensors()) {
      Size bytes = type().bytes(tensor.count());
      Size needed = bytes.plus(update);
      if (isMatrix(tensor)) {
        means = type().bytes(remembered(tensor));
        needed = needed.plus(type().bytes(Size.product(extents(tensor, 2))));
      } else {
        squares = bytes;
      }
      most = most.atLeast(needed.plus(squares).plus(means)).evaluated();
      update = bytes;
    }
    return most;
  }

  private Size elementwise() {
    Size most = Size.of(0);
    Size before = Size.of(0);
    for (Tensor tensor : tensors()) {
      Size bytes = type().bytes(tensor.count());
      Size needed = bytes.times(training.optimizer().scratch());
      if (training.optimizer().holdsPrevious()) {
        needed = needed.plus(before);
      }
      most = most.atLeast(needed).evaluated();
      before = bytes;
    }
    return most;
  }

  private NumberType type() {
    return training.master() ? NumberType.FP32 : report.settings().type();
  }

  private List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (Row row : report.rows()) {
      if (training.trains(row.node())) {
        row.applied().tensors().stream()
            .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
            .forEach(tensors::add);
      }
    }
    return tensors;
  }

  /** What Adafactor remembers of a tensor: sums over a matrix's rows and columns, a vector. */
  private Size remembered(Tensor tensor) {
    if (!isMatrix(tensor)) {
      return tensor.count();
    }
    List<Size> columns = new ArrayList<>(extents(tensor, 2));
    columns.add(tensor.axes().get(tensor.axes().size() - 1).size());
    return Size.product(extents(tensor, 1)).plus(Size.product(columns));
  }

  private static boolean isMatrix(Tensor tensor) {
    return tensor.axes().size() > 1;
  }

  /** A tensor's extents but for some at the end. */
  private static List<Size> extents(Tensor tensor, int without) {
    List<Size> extents = tensor.axes().stream().map(Axis::size).toList();
    return extents.subList(0, extents.size() - without);
  }
}
