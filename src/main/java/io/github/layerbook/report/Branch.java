package io.github.layerbook.report;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.report.Step.Kind;
import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A figure with the figures that it is made of, each of which has its own: the tree of a
 * calculation, from a network down to the symbols of a layer, as its expression has it.
 *
 * @param step what the figure is, with its expression
 * @param meaning what the symbol means; empty where the figure's name says it
 * @param parts what it is made of; none for a number
 */
public record Branch(Step step, String meaning, List<Branch> parts) {
  /** Copies the parts. */
  public Branch {
    parts = List.copyOf(parts);
  }

  private static Branch of(Step step, List<Branch> parts) {
    return new Branch(step, "", parts);
  }

  /** Takes one aspect of a layer apart: one figure, or one for each extent of its output. */
  public static List<Branch> of(Row row, Aspect aspect) {
    return aspect.quantity().map(quantity -> List.of(layer(row, quantity))).orElse(extents(row));
  }

  /** Takes a quantity of a block apart, layer by layer. */
  public static List<Branch> of(Group group, Aspect aspect) {
    return aspect
        .quantity()
        .filter(quantity -> quantity.isOfLayers() && quantity.hasTotal())
        .map(quantity -> List.of(together(quantity.title(), Kind.RESULT, group.rows(), quantity)))
        .orElse(List.of());
  }

  /** Takes a quantity of a network apart, block by block. */
  public static List<Branch> of(Report report, Aspect aspect) {
    return aspect
        .quantity()
        .filter(quantity -> quantity.isOfLayers() && quantity.hasTotal())
        .map(quantity -> List.of(whole(report, quantity)))
        .orElse(List.of());
  }

  private static Branch whole(Report report, Quantity quantity) {
    List<Branch> blocks = new ArrayList<>();
    for (Group group : report.groups()) {
      if (!group.total(quantity).size().is(0)) {
        blocks.add(
            group.isBlock()
                ? together(group.name(), Kind.PART, group.rows(), quantity)
                : layer(group.rows().get(0), quantity).called(group.name()));
      }
    }
    return sum(quantity.title(), Kind.RESULT, quantity, quantity.of(report.rows()), blocks);
  }

  private static Branch together(String label, Kind kind, List<Row> rows, Quantity quantity) {
    List<Branch> layers =
        rows.stream()
            .filter(row -> !row.measure(quantity).size().is(0))
            .map(row -> layer(row, quantity).called(row.name()))
            .toList();
    return sum(label, kind, quantity, quantity.of(rows), layers);
  }

  private static Branch sum(
      String label, Kind kind, Quantity quantity, Measure total, List<Branch> parts) {
    Measure named =
        quantity.isSum() && parts.size() > 1
            ? new Measure(quantity, byName(parts), total.per())
            : new Measure(quantity, total.size().settled(), total.per().settled());
    return of(Step.of(kind, label, named), parts);
  }

  private static Size byName(List<Branch> parts) {
    return Size.sum(
        parts.stream()
            .map(part -> part.step().size().settled().named(part.step().label()))
            .toList());
  }

  /** The same as one part among others, under another name. */
  private Branch called(String name) {
    Step other = new Step(Kind.PART, name, step.size(), step.per(), step.unit());
    return new Branch(other, meaning, parts);
  }

  private static Branch layer(Row row, Quantity quantity) {
    List<Branch> terms = new LayerSteps(row).terms(quantity);
    if (terms.size() > 1) {
      return of(
          Step.of(Kind.RESULT, quantity.title(), new Measure(quantity, byName(terms))), terms);
    } else if (quantity.isRatio()) {
      List<Branch> two =
          quantity.parts().stream().map(part -> layer(row, part).called(part.title())).toList();
      return of(Step.of(Kind.RESULT, quantity.title(), row.measure(quantity)), two);
    }
    Measure measure = row.measure(quantity);
    return of(
        Step.of(Kind.RESULT, quantity.title(), measure), operands(measure.size(), meanings(row)));
  }

  private static List<Branch> extents(Row row) {
    Map<String, String> meanings = meanings(row);
    List<Branch> extents = new ArrayList<>();
    for (Shape output : row.declaration().outputs()) {
      for (Axis axis : output.axes(AxisOrder.HWC)) {
        extents.add(
            of(
                Step.count(Kind.SYMBOL, axis.symbol() + "_out", axis.size()),
                operands(axis.size(), meanings)));
      }
    }
    return extents;
  }

  /** Takes a part of a layer apart under its name. */
  static Branch term(Row row, String label, Size size) {
    return of(Step.count(Kind.PART, label, size), operands(size, meanings(row)));
  }

  private static Map<String, String> meanings(Row row) {
    List<Size> sizes = new ArrayList<>();
    row.declaration().outputs().forEach(o -> o.axes().forEach(axis -> sizes.add(axis.size())));
    row.declaration().tensors().forEach(tensor -> sizes.add(tensor.count()));
    row.declaration().work().forEach(work -> sizes.add(work.count()));
    sizes.add(row.values());
    sizes.add(row.bytes());
    return new LinkedHashMap<>(Symbols.legend(sizes, List.of(row)));
  }

  /** What an expression is made of; numbers without a name are no parts. */
  private static List<Branch> operands(Size size, Map<String, String> meanings) {
    if (size.unnamed() instanceof Size.Settled settled) {
      return operands(settled.size(), meanings);
    }
    return size.unnamed() instanceof Expression expression
        ? operands(expression, meanings)
        : List.of();
  }

  private static List<Branch> operands(Expression expression, Map<String, String> meanings) {
    List<Branch> parts = new ArrayList<>();
    for (Size operand : expression.operands()) {
      if (operand instanceof Size.Named named) {
        Size found = named.size() instanceof Size.Settled settled ? settled.size() : named.size();
        Step step = Step.count(Kind.SYMBOL, named.symbol(), found);
        String meaning = meanings.getOrDefault(named.symbol(), "");
        parts.add(new Branch(step, meaning, operands(found, meanings)));
      } else if (operand instanceof Expression || operand instanceof Size.Settled) {
        parts.add(
            of(
                Step.count(Kind.PART, label(expression, operand, meanings), operand),
                operands(operand, meanings)));
      }
    }
    return parts;
  }

  /** The title of a part without a name: the weights of one filter out of several. */
  private static String label(Expression whole, Size part, Map<String, String> meanings) {
    List<Size.Named> times =
        whole.operands().stream()
            .filter(other -> other instanceof Size.Named)
            .map(Size.Named.class::cast)
            .toList();
    if (whole.op() == Op.MULTIPLY && !times.isEmpty()) {
      String symbol = times.get(0).symbol();
      String known = meanings.getOrDefault(symbol, "");
      String meaning = times.size() == 1 ? known : "";
      if (meaning.startsWith("bytes")) {
        return "values";
      }
      return meaning.endsWith("s")
          ? "for one of the " + meaning
          : "for each of "
              + times.stream().map(Size.Named::symbol).collect(Collectors.joining(" · "));
    }
    Op op = part instanceof Expression expression ? expression.op() : Op.ADD;
    return switch (op) {
      case ADD -> "sum";
      case SUBTRACT -> "difference";
      case MULTIPLY -> "product";
      case DIVIDE, DIVIDE_UP -> "quotient";
      case MAXIMUM -> "larger";
      case MINIMUM -> "smaller";
    };
  }
}
