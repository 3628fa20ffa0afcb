package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Hints;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.BriefSum;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a report is shown: layers under the headings of their blocks with the blocks' sums, bars in
 * the cells, totals below.
 */
final class SummaryGrid {
  static final Digits TYPESET = new Digits(Long::toString, "·", false);
  static final Digits COUNTS = new Digits(Numbers::count, "*", false);
  static final Digits TYPESET_COUNTS = new Digits(Numbers::count, "·", false);
  private static final Digits SYMBOLS = new Digits(Long::toString, "·", true);

  /** The heading of what says how the first quantity is made up. */
  static final String DERIVATION = "Derivation";

  private final Report report;
  private final AxisOrder order;
  private final List<Quantity> quantities;

  SummaryGrid(Report report, AxisOrder order, List<Quantity> quantities) {
    this.report = report;
    this.order = order;
    this.quantities = quantities;
  }

  /** One line per layer, under headings with the sums of blocks. */
  Grid byLayer() {
    List<Double> most = most(report.rows().stream().map(r -> SummaryRow.of(r, order)).toList());
    List<Line> lines = new ArrayList<>();
    for (Group group : report.groups()) {
      if (group.isBlock()) {
        lines.add(heading(group));
      }
      Kind kind = group.isBlock() ? Kind.MEMBER : Kind.ROW;
      for (Row row : group.rows()) {
        lines.add(line(kind, SummaryRow.of(row, order), most));
      }
    }
    return grid(lines);
  }

  /** One line per block. */
  Grid byBlock() {
    List<SummaryRow> entries = report.groups().stream().map(g -> SummaryRow.of(g, order)).toList();
    List<Double> most = most(entries);
    List<Line> lines = new ArrayList<>();
    entries.forEach(entry -> lines.add(line(Kind.ROW, entry, most)));
    return grid(lines);
  }

  /** The lines of one block; the totals are the whole network's. */
  Grid ofBlock(String block) {
    Group group =
        new Group(block, report.rows().stream().filter(row -> row.node().isIn(block)).toList());
    List<Double> most = most(group.rows().stream().map(row -> SummaryRow.of(row, order)).toList());
    List<Line> lines = new ArrayList<>(List.of(heading(group)));
    group.rows().forEach(row -> lines.add(line(Kind.MEMBER, SummaryRow.of(row, order), most)));
    return grid(lines);
  }

  private Grid grid(List<Line> lines) {
    List<Head> heads =
        new ArrayList<>(List.of(Head.text("Layer"), Head.text("Type"), Head.text("Output")));
    quantities.forEach(quantity -> heads.add(Head.bars(quantity)));
    heads.add(Head.quiet(DERIVATION));
    List<Line> all = new ArrayList<>(lines);
    all.add(total());
    return new Grid(caption(), heads, all, Hints.of(report.network()));
  }

  private Line heading(Group group) {
    String title = group.name() + " · " + LayerTitle.of(group.rows());
    return sums(Kind.GROUP, title, SummaryRow.of(group, order)::measure);
  }

  private Line total() {
    return sums(Kind.TOTAL, "Total", this::total);
  }

  private Optional<Measure> total(Quantity quantity) {
    return quantity.hasTotal() ? Optional.of(report.total(quantity)) : Optional.empty();
  }

  private Line sums(Kind kind, String title, Function<Quantity, Optional<Measure>> sum) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(title), Cell.EMPTY, Cell.EMPTY));
    for (Quantity quantity : quantities) {
      cells.add(sum.apply(quantity).map(SummaryGrid::cell).orElse(Cell.EMPTY));
    }
    cells.add(Cell.EMPTY);
    return new Line(kind, cells);
  }

  private Line line(Kind kind, SummaryRow entry, List<Double> most) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(entry.name()));
    cells.add(LayerTitle.cell(entry.type()));
    cells.add(LayerTitle.cell(entry.output()));
    for (int i = 0; i < quantities.size(); i++) {
      double full = most.get(i);
      cells.add(
          entry
              .measure(quantities.get(i))
              .map(measure -> cell(measure).bar(measure.number().doubleValue(), full))
              .orElse(Cell.EMPTY));
    }
    cells.add(derivation(entry));
    return new Line(kind, cells);
  }

  private static Cell cell(Measure measure) {
    return Cell.of(measure.quantity(), measure.number()).hover(explained(measure));
  }

  /** Sums of counts have thousands separators, products of extents have none, as in the field. */
  private Cell derivation(SummaryRow entry) {
    Quantity first = quantities.get(0);
    if (entry.size(first) == 0) {
      return Cell.EMPTY;
    }
    Size size = entry.measures().apply(first).expression();
    return entry.isBlock()
        ? Cell.of(brief(COUNTS, size)).typeset(brief(TYPESET_COUNTS, size))
        : Cell.of(brief(Digits.PLAIN, size)).typeset(brief(TYPESET, size));
  }

  /** A derivation; of a long sum its first terms, the last, and how many there are. */
  static String brief(Digits digits, Size size) {
    return BriefSum.brief(size, digits::print);
  }

  /** The formula in symbols, then in digits, then the number; each only where it adds something. */
  private static String explained(Measure measure) {
    if (measure.number().doubleValue() == 0) {
      return "";
    }
    String digits = brief(TYPESET, measure.expression());
    String symbols = brief(SYMBOLS, measure.expression());
    return List.of(symbols, digits).stream().distinct().collect(Collectors.joining(" = "))
        + " = "
        + QuantityText.exact(measure.quantity(), measure.number());
  }

  private List<Phrase> caption() {
    long parameters = report.total(Quantity.PARAMETERS).value();
    List<Phrase> caption = new ArrayList<>();
    if (!report.network().name().isEmpty()) {
      caption.add(Phrase.strong(report.network().name()));
      caption.add(Phrase.of(" — "));
    }
    caption.add(Phrase.of("input " + inputs() + " · "));
    caption.add(Phrase.strong(Numbers.count(parameters)));
    caption.add(Phrase.of(" parameters" + trained() + " · "));
    caption.add(Phrase.strong(Numbers.rounded(report.total(Quantity.MULTIPLY_ADDS).value())));
    caption.add(Phrase.of(" multiply-adds · activations "));
    caption.add(Phrase.strong(Numbers.roundedBytes(report.total(Quantity.BYTES).value())));
    caption.add(Phrase.of(per() + " (" + report.settings().type() + ")"));
    return caption;
  }

  /** How many of the parameters are trained, where some are not. */
  private String trained() {
    return report.settings().frozen().isEmpty()
        ? ""
        : " (%s trainable, %s frozen)"
            .formatted(
                Numbers.count(report.total(Quantity.TRAINABLE).value()),
                Numbers.count(report.total(Quantity.FROZEN).value()));
  }

  private String inputs() {
    return inputShapes().stream()
        .map(shape -> LayerTitle.of(shape, order))
        .collect(Collectors.joining(" and "));
  }

  private List<Shape> inputShapes() {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Input)
        .map(Row::output)
        .toList();
  }

  /** What the activations are for: one image, or a batch. */
  private String per() {
    boolean images = inputShapes().stream().allMatch(shape -> shape.spatial().size() == 2);
    long batch = report.settings().batch();
    String example = images ? "image" : "example";
    return batch == 1
        ? " per " + example
        : String.format(Locale.ROOT, " for a batch of %s %ss", Numbers.count(batch), example);
  }

  /** The largest numbers, one for each quantity, which have the full bars. */
  private List<Double> most(List<SummaryRow> entries) {
    return quantities.stream()
        .map(q -> entries.stream().mapToDouble(e -> e.size(q)).max().orElse(0))
        .toList();
  }
}
