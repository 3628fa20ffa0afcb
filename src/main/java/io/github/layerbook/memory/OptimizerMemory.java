package io.github.layerbook.memory;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.memory.Allocation.Kind;
import io.github.layerbook.memory.Optimizer.Amount;
import io.github.layerbook.memory.Optimizer.Held;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import java.util.ArrayList;
import java.util.Collections;
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
    List<Size> bytes = new ArrayList<>();
    for (Amount state : training.optimizer().states()) {
      Size values = state.each() > 0 ? trained.times(state.each()) : sum(tensors, state);
      if (!values.is(0)) {
        bytes.add(settings().bytes(values, state.element()));
      }
    }
    return Size.sum(bytes);
  }

  private static Size sum(List<Tensor> tensors, Amount state) {
    return Size.sum(tensors.stream().map(state.of()).toList()).settled();
  }

  /** The most that changing one tensor after the other needs. */
  Size scratch() {
    List<Held> held = training.optimizer().held();
    List<Size> variables = new ArrayList<>(Collections.nCopies(held.size(), Size.of(0)));
    Size most = Size.of(0);
    for (Tensor tensor : tensors()) {
      List<Size> needed = new ArrayList<>();
      for (Amount passing : training.optimizer().passing()) {
        needed.add(settings().bytes(passing.of().apply(tensor), passing.element()));
      }
      for (int i = 0; i < held.size(); i++) {
        Size before = variables.get(i);
        Size values = held.get(i).of().apply(tensor);
        if (!values.is(0)) {
          variables.set(i, settings().bytes(values, Tensor.Element.VALUE));
        }
        needed.add(held.get(i).overlaps() ? before : variables.get(i));
      }
      most = most.atLeast(Size.sum(needed)).evaluated();
    }
    return most;
  }

  /** The settings of the weights that are changed: copies in fp32, or the network's own. */
  private Settings settings() {
    return training.master() ? report.settings().type(NumberType.FP32) : report.settings();
  }

  private List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (Row row : report.rows()) {
      if (training.trains(row.node())) {
        row.applied().tensors().stream().filter(Tensor::isTrained).forEach(tensors::add);
      }
    }
    return tensors;
  }
}
