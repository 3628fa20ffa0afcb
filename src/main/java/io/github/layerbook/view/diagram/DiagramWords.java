package io.github.layerbook.view.diagram;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramPlan.Edge;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the boxes and edges of a diagram say, and what they say under the pointer. */
final class DiagramWords {
  private static final int LONGEST_TITLE = 40;
  private static final int LONGEST_NAME = 32;
  private static final int MOST_NAMED = 2;
  private static final int LONGEST_DERIVATION = 110;

  private DiagramWords() {}

  /**
   * A line in a box.
   *
   * @param name what stands out
   * @param title what it is
   * @param hover what explains it, line by line
   */
  record Line(String name, String title, List<String> hover) {}

  /**
   * The lines of a box.
   *
   * @param frame the frame that the box stands in, whose name others do not repeat
   * @param quantities what the box says that it costs
   */
  static List<Line> of(Box box, BlockPath frame, List<Quantity> quantities) {
    return switch (box.kind()) {
      case LAYERS -> layers(box, frame, quantities);
      case BLOCK -> block(box, frame, quantities);
      case GAP -> gap(box, quantities);
      case OUTSIDE -> List.of(outside(box.rows(), quantities));
    };
  }

  /** A line for each layer, and one for what they cost, if anything. */
  private static List<Line> layers(Box box, BlockPath frame, List<Quantity> quantities) {
    List<Line> lines = new ArrayList<>();
    box.rows().forEach(row -> lines.add(layer(row, frame, quantities)));
    String costs = costsOf(new Group("", box.rows()), quantities);
    if (!costs.isEmpty()) {
      lines.add(new Line("", costs, lines.get(0).hover()));
    }
    return lines;
  }

  /** The first two quantities of which there are some: {@code 1,792 parameters · 86.7 M …}. */
  private static String costsOf(Group group, List<Quantity> quantities) {
    return quantities.stream()
        .limit(2)
        .filter(Quantity::hasTotal)
        .filter(quantity -> group.total(quantity).number().doubleValue() > 0)
        .map(quantity -> named(group, quantity))
        .collect(Collectors.joining(" · "));
  }

  /** A layer outside the drawing, or those that read what is drawn. */
  private static Line outside(List<Row> rows, List<Quantity> quantities) {
    Line first = layer(rows.get(0), BlockPath.NONE, quantities);
    if (rows.size() == 1) {
      return first;
    }
    List<String> names = rows.stream().map(row -> row.node().path()).toList();
    int more = names.size() - MOST_NAMED;
    String shown =
        names.stream()
            .limit(MOST_NAMED)
            .map(name -> TextWidth.cut(name, LONGEST_NAME))
            .collect(Collectors.joining(", "));
    return new Line(more > 0 ? shown + " and " + more + " more" : shown, "", names);
  }

  private static Line layer(Row row, BlockPath frame, List<Quantity> quantities) {
    String title = LayerTitle.typeset(LayerTitle.of(row.node().layer()));
    List<String> hover = new ArrayList<>();
    hover.add(row.name() + " · " + title);
    hover.add(flow(row.applied().inputs(), row.applied().outputs()));
    if (!row.node().weightsOf().isEmpty()) {
      hover.add("weights of " + row.node().weightsOf());
    }
    quantities.forEach(quantity -> hover.add(cost(row.measure(quantity))));
    String name = name(row.node().path(), frame);
    String what = name.equals(title) ? "" : TextWidth.cut(title, LONGEST_TITLE);
    return new Line(name, what, hover);
  }

  private static List<Line> block(Box box, BlockPath frame, List<Quantity> quantities) {
    List<Row> one = box.firstRows();
    Group all = new Group(box.block().toString(), box.rows());
    String name = name(box.block().toString(), frame);
    String what = LayerTitle.typeset(LayerTitle.of(one));
    List<String> hover = new ArrayList<>();
    hover.add(all.name() + (box.times() == 1 ? "" : " and " + (box.times() - 1) + " more like it"));
    hover.add(box.times() == 1 ? what : "each: " + what);
    hover.add(flow(one.get(0).applied().inputs(), box.last().applied().outputs()));
    hover.addAll(costs(all, quantities));
    return List.of(
        new Line(box.times() == 1 ? name : name + " × " + box.times(), "", hover),
        new Line("", TextWidth.cut(what, LONGEST_TITLE), hover),
        new Line("", named(all, quantities.get(0)), hover));
  }

  private static List<Line> gap(Box box, List<Quantity> quantities) {
    Group all = new Group("", box.rows());
    String what = Numbers.count(box.rows().size()) + " layers not shown";
    List<String> hover = new ArrayList<>(List.of(what));
    hover.addAll(costs(all, quantities));
    return List.of(new Line("⋮", "", hover), new Line("", what, hover));
  }

  /** What a group costs with what that is: {@code 1,792 parameters}. */
  private static String named(Group group, Quantity quantity) {
    if (!quantity.hasTotal()) {
      return "";
    }
    Number number = group.total(quantity).number();
    return number.doubleValue() == 0
        ? "no " + quantity.title()
        : QuantityText.brief(quantity, number) + " " + quantity.title();
  }

  /** The path of a layer or block from a frame on; a number alone would say too little. */
  static String name(String path, BlockPath frame) {
    String name = frame.within(path);
    boolean number = Character.isDigit(name.charAt(0));
    return TextWidth.cut(number ? frame.outer().within(path) : name, LONGEST_NAME);
  }

  /** What an edge says: the shape of its value. */
  static String of(Edge edge) {
    return shape(edge.reader().applied().inputs().get(edge.input()));
  }

  /** What explains an edge. */
  static List<String> hover(Edge edge) {
    Shape shape = edge.reader().applied().inputs().get(edge.input());
    String values = Numbers.count(shape.values().value());
    return List.of(
        edge.maker().name() + " → " + edge.reader().name(),
        shape(shape) + " = " + values + " values");
  }

  private static String shape(Shape shape) {
    return LayerTitle.of(shape, AxisOrder.HWC);
  }

  private static String flow(List<Shape> inputs, List<Shape> outputs) {
    String made = shapes(outputs);
    return inputs.isEmpty() ? made : shapes(inputs) + " → " + made;
  }

  private static String shapes(List<Shape> shapes) {
    return shapes.stream().map(DiagramWords::shape).collect(Collectors.joining(", "));
  }

  private static List<String> costs(Group group, List<Quantity> quantities) {
    return quantities.stream()
        .filter(Quantity::hasTotal)
        .map(quantity -> cost(group.total(quantity)))
        .toList();
  }

  private static String cost(Measure measure) {
    Quantity quantity = measure.quantity();
    String exact = QuantityText.exact(quantity, measure.number());
    String brief = QuantityText.brief(quantity, measure.number());
    boolean both = quantity.unit().isBytes() && !exact.equals(brief);
    return quantity.title() + ": " + derived(measure) + exact + (both ? " = " + brief : "");
  }

  private static String derived(Measure measure) {
    String derivation = measure.derivation();
    return derivation.equals(measure.number().toString())
        ? ""
        : TextWidth.cut(derivation, LONGEST_DERIVATION) + " = ";
  }
}
