package io.github.layerbook.report;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import java.util.ArrayList;
import java.util.List;

/**
 * The calculations of what has parts: one step per part that is not 0, then their sum.
 *
 * @param parts layers or blocks
 * @param rows all layers
 */
record SumSteps(List<Group> parts, List<Row> rows) {
  static SumSteps of(Group group) {
    List<Group> layers =
        group.rows().stream().map(row -> new Group(row.name(), List.of(row))).toList();
    return new SumSteps(layers, group.rows());
  }

  static SumSteps of(Report report) {
    return new SumSteps(report.groups(), report.rows());
  }

  Section section(Aspect aspect) {
    return switch (aspect) {
      case SHAPE -> new Section(aspect, shapes(), "");
      case PARAMETERS ->
          new Section(aspect, sum(Quantity.PARAMETERS, Step.Kind.COUNT, "parameters"), "");
      case MULTIPLY_ADDS ->
          new Section(aspect, sum(Quantity.MULTIPLY_ADDS, Step.Kind.COUNT, "multiply-adds"), "");
      case MEMORY -> new Section(aspect, memory(), "");
    };
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
          steps.add(new Step(Step.Kind.COUNT, label, FlatProducts.of(axis.size())));
        }
        last = digits;
      }
    }
    return steps;
  }

  private List<Step> sum(Quantity quantity, Step.Kind kind, String label) {
    List<Step> steps = new ArrayList<>();
    for (Group part : parts) {
      Size size = part.rows().size() == 1 ? single(part, quantity) : part.total(quantity).size();
      if (!size.is(0)) {
        steps.add(new Step(kind, part.name(), size));
      }
    }
    steps.add(LayerSteps.total(label, steps));
    return steps;
  }

  private static Size single(Group part, Quantity quantity) {
    return FlatProducts.of(part.rows().get(0).measure(quantity).size());
  }

  private List<Step> memory() {
    List<Step> steps = sum(Quantity.VALUES, Step.Kind.COUNT, "values");
    NumberType type = rows.get(0).settings().type();
    Size values = steps.get(steps.size() - 1).size();
    Size parameters = Size.of(Group.sum(rows, Quantity.PARAMETERS).value());
    steps.add(new Step(Step.Kind.BYTES, "memory of the outputs", bytes(type, values)));
    steps.add(new Step(Step.Kind.BYTES, "memory of the parameters", bytes(type, parameters)));
    return steps;
  }

  private static Size bytes(NumberType type, Size values) {
    return type.bytes(values.settled());
  }
}
