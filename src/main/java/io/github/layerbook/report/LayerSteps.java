package io.github.layerbook.report;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The calculations of one layer.
 *
 * @param row the layer
 */
record LayerSteps(Row row) {
  Section section(Aspect aspect) {
    return switch (aspect) {
      case SHAPE -> new Section(aspect, shape(), "");
      case PARAMETERS -> parameters();
      case MULTIPLY_ADDS -> work();
      case MEMORY -> new Section(aspect, memory(), storage());
    };
  }

  /** The extents of the output, in the lecture's order. */
  List<Step> shape() {
    List<Step> steps = new ArrayList<>();
    for (Shape output : row.declaration().outputs()) {
      for (Axis axis : output.axes(AxisOrder.HWC)) {
        String symbol = axis.symbol() + "_out";
        steps.add(new Step(Step.Kind.SYMBOL, symbol, FlatProducts.of(axis.size())));
      }
    }
    return steps;
  }

  private Section parameters() {
    List<Tensor> tensors =
        row.applied().tensors().stream().filter(t -> t.kind() != Tensor.Kind.BUFFER).toList();
    List<Step> steps = new ArrayList<>();
    for (Tensor tensor : tensors) {
      steps.add(new Step(Step.Kind.COUNT, label(tensor, tensors), FlatProducts.of(tensor.count())));
    }
    if (tensors.isEmpty()) {
      return new Section(Aspect.PARAMETERS, steps, none());
    }
    steps.add(total(Quantity.PARAMETERS.title(), steps));
    return new Section(Aspect.PARAMETERS, steps, "");
  }

  private String none() {
    String other = row.node().weightsOf();
    return other.isEmpty()
        ? "This layer has no parameters."
        : "This layer shares the parameters of " + other + ", where they are counted.";
  }

  /** The field's word where it is clear, the tensor's own name where there are several. */
  private static String label(Tensor tensor, List<Tensor> tensors) {
    boolean alone = tensors.stream().filter(t -> t.kind() == tensor.kind()).count() == 1;
    return !alone ? tensor.name() : tensor.kind() == Tensor.Kind.BIAS ? "biases" : "weights";
  }

  private Section work() {
    List<Step> steps = new ArrayList<>();
    for (Work.Kind kind : Work.Kind.values()) {
      List<Step> parts = parts(kind);
      steps.addAll(parts);
      if (parts.size() > 1) {
        steps.add(total(name(kind), parts));
      } else if (row.declaration().work().stream().anyMatch(work -> work.kind() == kind)) {
        steps.add(new Step(Step.Kind.COUNT, name(kind), FlatProducts.of(row.work(kind))));
      }
    }
    return new Section(
        Aspect.MULTIPLY_ADDS, steps, steps.isEmpty() ? "This layer computes nothing." : "");
  }

  /** The operations of a kind by the layer's parts; none if they are not those of several. */
  private List<Step> parts(Work.Kind kind) {
    Map<String, List<Size>> counts = new LinkedHashMap<>();
    for (Work work : row.declaration().work()) {
      if (work.kind() == kind) {
        counts.computeIfAbsent(work.part(), part -> new ArrayList<>()).add(work.count());
      }
    }
    List<Step> parts = new ArrayList<>();
    if (counts.size() > 1) {
      counts.forEach(
          (part, sizes) ->
              parts.add(
                  new Step(
                      Step.Kind.COUNT,
                      part,
                      FlatProducts.of(row.settings().perBatch(Size.sum(sizes))))));
    }
    return parts;
  }

  private static String name(Work.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private List<Step> memory() {
    List<Step> steps = new ArrayList<>();
    if (row.declaration().storage() == Declaration.Storage.NEW) {
      Size values = FlatProducts.of(row.measure(Quantity.VALUES).size());
      steps.add(new Step(Step.Kind.COUNT, Quantity.VALUES.title(), values));
      steps.add(bytes("memory of the output", values));
    }
    Size parameters = row.measure(Quantity.PARAMETERS).size();
    if (!parameters.is(0)) {
      steps.add(bytes("memory of the parameters", parameters));
    }
    return steps;
  }

  private Step bytes(String label, Size values) {
    return new Step(
        Step.Kind.BYTES, label, FlatProducts.of(row.settings().type().bytes(values.settled())));
  }

  private String storage() {
    return switch (row.declaration().storage()) {
      case NEW -> "";
      case IN_PLACE -> "The output overwrites the input: it takes no memory of its own.";
      case VIEW -> "The output is the input itself: it takes no memory of its own.";
    };
  }

  /** The sum of steps' results. */
  static Step total(String label, List<Step> steps) {
    Step.Kind kind = steps.isEmpty() ? Step.Kind.COUNT : steps.get(0).kind();
    return new Step(
        kind, label, Size.sum(steps.stream().map(step -> step.size().settled()).toList()));
  }
}
