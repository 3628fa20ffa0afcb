package io.github.layerbook.report;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.report.LayerSteps.Derivation;
import io.github.layerbook.report.Step.Kind;
import io.github.layerbook.size.FlatProducts;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calculations of what has parts: one step per part that is not 0, then what they make up
 * together.
 *
 * @param parts layers or blocks
 * @param rows all layers
 * @param report the network, if the sum covers all of it
 */
record SumSteps(List<Group> parts, List<Row> rows, Optional<Report> report) {
  static SumSteps of(Group group) {
    List<Group> layers =
        group.rows().stream().map(row -> new Group(row.name(), List.of(row))).toList();
    return new SumSteps(layers, group.rows(), Optional.empty());
  }

  static SumSteps of(Report report) {
    return new SumSteps(report.groups(), report.rows(), Optional.of(report));
  }

  Section section(Aspect aspect) {
    return aspect
        .quantity()
        .map(quantity -> section(aspect, quantity))
        .orElseGet(() -> new Section(aspect, shapes(), ""));
  }

  private Section section(Aspect aspect, Quantity quantity) {
    if (quantity.derivation() == Derivation.MEMORY) {
      return new Section(aspect, memory(), "");
    } else if (!quantity.isOfLayers()) {
      Measure whole = quantity.of(report.orElseThrow(() -> ofWhole(quantity)));
      return new Section(aspect, List.of(Step.of(Kind.RESULT, quantity.title(), whole)), "");
    }
    List<Step> steps = parts(quantity);
    if (!quantity.hasTotal()) {
      return new Section(aspect, steps, "It is of single layers: they have no total.");
    }
    steps.add(Step.of(Kind.RESULT, quantity.title(), total(quantity)));
    return new Section(aspect, steps, "");
  }

  private static IllegalArgumentException ofWhole(Quantity quantity) {
    return new IllegalArgumentException(
        quantity.title() + " is of whole networks: leave out the layer or block");
  }

  /** The extents that layers compute, by layer; the width where it is not as the height. */
  private List<Step> shapes() {
    List<Step> steps = new ArrayList<>();
    for (Row row : rows) {
      Shape output = row.declaration().output();
      String last = "";
      for (Axis axis : output.hasChannels() ? output.spatial() : output.axes()) {
        String digits = axis.size().unnamed().toString();
        if (!digits.equals(last)) {
          String label = row.name() + " " + axis.name();
          steps.add(Step.count(Kind.PART, label, FlatProducts.of(axis.size())));
        }
        last = digits;
      }
    }
    return steps;
  }

  /** The parts that are not 0. */
  private List<Step> parts(Quantity quantity) {
    List<Step> steps = new ArrayList<>();
    for (Group part : parts) {
      boolean single = part.rows().size() == 1;
      if (single || quantity.hasTotal()) {
        Measure measure = single ? layer(part.rows().get(0), quantity) : part.total(quantity);
        if (!measure.size().is(0)) {
          steps.add(Step.of(Kind.PART, part.name(), measure));
        }
      }
    }
    return steps;
  }

  private static Measure layer(Row row, Quantity quantity) {
    Measure measure = row.measure(quantity);
    if (quantity.derivation() == Derivation.WORK) {
      return new LayerSteps(row)
          .multiplyAddsByPart()
          .map(sum -> new Measure(quantity, sum))
          .orElseGet(() -> new Measure(quantity, FlatProducts.of(measure.size())));
    }
    return quantity.isRatio()
        ? new Measure(quantity, measure.size().settled(), measure.per().settled())
        : new Measure(quantity, FlatProducts.of(measure.size()));
  }

  /** What the parts make up together: from their figures, where these are not divided. */
  private Measure total(Quantity quantity) {
    Measure whole = quantity.of(rows);
    if (quantity.isRatio() && quantity.isSum()) {
      return new Measure(quantity, Sums.sum(sizes(quantity)), whole.per());
    }
    return quantity.isRatio()
        ? new Measure(quantity, whole.size().settled(), whole.per().settled())
        : new Measure(quantity, quantity.together(sizes(quantity)));
  }

  private List<Size> sizes(Quantity quantity) {
    return parts(quantity).stream().map(step -> step.size().settled()).toList();
  }

  private List<Step> memory() {
    List<Step> steps = parts(Quantity.VALUES);
    Size values = total(Quantity.VALUES).size();
    steps.add(Step.count(Kind.PART, Quantity.VALUES.title(), values));
    NumberType type = rows.get(0).settings().type();
    Size parameters = Size.of(Quantity.PARAMETERS.of(rows).value());
    steps.add(Step.bytes(Kind.RESULT, "memory of the outputs", bytes(type, values)));
    steps.add(Step.bytes(Kind.RESULT, "memory of the parameters", bytes(type, parameters)));
    return steps;
  }

  private static Size bytes(NumberType type, Size values) {
    return type.bytes(values.settled());
  }
}
