package io.github.layerbook.report;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.report.Step.Kind;
import io.github.layerbook.size.FlatProducts;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The calculations of one layer.
 *
 * @param row the layer
 */
record LayerSteps(Row row) {
  /**
   * How an explanation derives a quantity of a layer, where its expression alone says too little.
   */
  enum Derivation {
    /** By its expression. */
    PLAIN,
    /** Tensor by tensor. */
    PARAMETERS,
    /** Beside the operations of other kinds. */
    WORK,
    /** From the values, beside the memory of the parameters. */
    MEMORY
  }

  Section section(Aspect aspect) {
    return aspect
        .quantity()
        .map(quantity -> section(aspect, quantity))
        .orElseGet(() -> new Section(aspect, shape(), ""));
  }

  private Section section(Aspect aspect, Quantity quantity) {
    return switch (quantity.derivation()) {
      case PARAMETERS -> parameters(aspect);
      case WORK -> work(aspect);
      case MEMORY -> new Section(aspect, memory(), storage());
      case PLAIN -> new Section(aspect, plain(quantity), "");
    };
  }

  /** The extents of the output, in the lecture's order. */
  List<Step> shape() {
    List<Step> steps = new ArrayList<>();
    for (Shape output : row.declaration().outputs()) {
      for (Axis axis : output.axes(AxisOrder.HWC)) {
        String symbol = axis.symbol() + "_out";
        steps.add(Step.count(Kind.SYMBOL, symbol, FlatProducts.of(axis.size())));
      }
    }
    return steps;
  }

  /** A quantity by its expression; of a ratio both parts first. */
  private List<Step> plain(Quantity quantity) {
    List<Step> steps = new ArrayList<>();
    for (Quantity part : quantity.parts()) {
      if (!part.title().equals(quantity.title())) {
        steps.add(Step.of(Kind.PART, part.title(), flat(row.measure(part))));
      }
    }
    Measure measure = row.measure(quantity);
    steps.add(
        Step.of(Kind.RESULT, quantity.title(), steps.isEmpty() ? flat(measure) : named(measure)));
    return steps;
  }

  private static Measure flat(Measure measure) {
    return new Measure(
        measure.quantity(), FlatProducts.of(measure.size()), FlatProducts.of(measure.per()));
  }

  /** A quotient by the names of its parts, which stand above it. */
  private static Measure named(Measure ratio) {
    List<Quantity> parts = ratio.quantity().parts();
    return new Measure(
        ratio.quantity(),
        ratio.size().settled().named(parts.get(0).title()),
        ratio.per().settled().named(parts.get(1).title()));
  }

  private Section parameters(Aspect aspect) {
    List<Tensor> tensors =
        row.applied().tensors().stream().filter(t -> t.kind() != Tensor.Kind.BUFFER).toList();
    List<Step> steps = new ArrayList<>();
    for (Tensor tensor : tensors) {
      steps.add(Step.count(Kind.PART, label(tensor, tensors), FlatProducts.of(tensor.count())));
    }
    if (tensors.isEmpty()) {
      return new Section(aspect, steps, none());
    }
    List<Size> counts = steps.stream().map(step -> step.size().settled()).toList();
    steps.add(Step.count(Kind.RESULT, Quantity.PARAMETERS.title(), Size.sum(counts)));
    return new Section(aspect, steps, "");
  }

  /** The parts of a layer's parameters or multiply-adds by their names, not flattened. */
  List<Branch> terms(Quantity quantity) {
    List<Branch> terms = new ArrayList<>();
    if (quantity == Quantity.PARAMETERS) {
      List<Tensor> tensors =
          row.applied().tensors().stream().filter(t -> t.kind() != Tensor.Kind.BUFFER).toList();
      tensors.forEach(t -> terms.add(Branch.term(row, label(t, tensors), t.count())));
    } else if (quantity == Quantity.MULTIPLY_ADDS) {
      sizes(Work.Kind.MULTIPLY_ADDS)
          .forEach((part, size) -> terms.add(Branch.term(row, part, size)));
    }
    return terms;
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

  private Section work(Aspect aspect) {
    List<Step> steps = new ArrayList<>();
    for (Work.Kind kind : Work.Kind.values()) {
      List<Step> parts = parts(kind);
      if (!parts.isEmpty()) {
        Size count = parts.size() > 1 ? sum(parts) : FlatProducts.of(row.work(kind));
        steps.addAll(parts.size() > 1 ? parts : List.of());
        Kind result = kind == Work.Kind.MULTIPLY_ADDS ? Kind.RESULT : Kind.PART;
        steps.add(Step.count(result, name(kind), count));
      }
    }
    return new Section(aspect, steps, steps.isEmpty() ? "This layer computes nothing." : "");
  }

  /** The sum of steps by their names, where each has one. */
  private static Size sum(List<Step> parts) {
    boolean named = parts.stream().noneMatch(part -> part.label().isEmpty());
    return Size.sum(
        parts.stream()
            .map(part -> named ? part.size().settled().named(part.label()) : part.size().settled())
            .toList());
  }

  /** The multiply-adds by the names of the layer's parts, if it has several. */
  Optional<Size> multiplyAddsByPart() {
    List<Step> parts = parts(Work.Kind.MULTIPLY_ADDS);
    boolean named = parts.size() > 1 && parts.stream().noneMatch(part -> part.label().isEmpty());
    return named ? Optional.of(sum(parts)) : Optional.empty();
  }

  /** The operations of a kind by the parts of the layer that do them. */
  private List<Step> parts(Work.Kind kind) {
    List<Step> parts = new ArrayList<>();
    sizes(kind)
        .forEach((part, size) -> parts.add(Step.count(Kind.PART, part, FlatProducts.of(size))));
    return parts;
  }

  private Map<String, Size> sizes(Work.Kind kind) {
    Map<String, List<Size>> counts = new LinkedHashMap<>();
    for (Work work : row.declaration().work()) {
      if (work.kind() == kind) {
        counts.computeIfAbsent(work.part(), part -> new ArrayList<>()).add(work.count());
      }
    }
    Map<String, Size> sizes = new LinkedHashMap<>();
    counts.forEach((part, all) -> sizes.put(part, row.settings().perBatch(Size.sum(all))));
    return sizes;
  }

  private static String name(Work.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private List<Step> memory() {
    List<Step> steps = new ArrayList<>();
    if (row.declaration().storage() == Declaration.Storage.NEW) {
      Size values = FlatProducts.of(row.measure(Quantity.VALUES).size());
      steps.add(Step.count(Kind.PART, Quantity.VALUES.title(), values));
      steps.add(bytes("memory of the output", values));
    }
    Size parameters = row.measure(Quantity.PARAMETERS).size();
    if (!parameters.is(0)) {
      steps.add(bytes("memory of the parameters", parameters));
    }
    return steps;
  }

  private Step bytes(String label, Size values) {
    return Step.bytes(
        Kind.RESULT, label, FlatProducts.of(row.settings().type().bytes(values.settled())));
  }

  private String storage() {
    return switch (row.declaration().storage()) {
      case NEW -> "";
      case IN_PLACE -> "The output overwrites the input: it takes no memory of its own.";
      case VIEW -> "The output is the input itself: it takes no memory of its own.";
    };
  }
}
