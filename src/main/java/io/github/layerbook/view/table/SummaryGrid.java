package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** Longer sums are shown by their first and last terms. */
  private static final int TERMS = 5;

  private static final List<Head> HEADS =
      List.of(
          Head.text("Layer"),
          Head.text("Type"),
          Head.text("Output"),
          Head.bars("Memory", Quantity.BYTES),
          Head.bars("Multiply-adds", Quantity.MULTIPLY_ADDS),
          Head.bars("Parameters", Quantity.PARAMETERS),
          Head.quiet("= derivation"));

  private final Report report;
  private final AxisOrder order;

  SummaryGrid(Report report, AxisOrder order) {
    this.report = report;
    this.order = order;
  }

  /** One line per layer, under headings with the sums of blocks. */
  Grid byLayer() {
    Most most = new Most(report.rows().stream().map(r -> SummaryRow.of(r, order)).toList());
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
    Most most = new Most(entries);
    List<Line> lines = new ArrayList<>();
    entries.forEach(entry -> lines.add(line(Kind.ROW, entry, most)));
    return grid(lines);
  }

  /** The lines of one block; the totals are the whole network's. */
  Grid ofBlock(String block) {
    Group group =
        new Group(block, report.rows().stream().filter(row -> row.node().isIn(block)).toList());
    Most most = new Most(group.rows().stream().map(row -> SummaryRow.of(row, order)).toList());
    List<Line> lines = new ArrayList<>(List.of(heading(group)));
    group.rows().forEach(row -> lines.add(line(Kind.MEMBER, SummaryRow.of(row, order), most)));
    return grid(lines);
  }

  private Grid grid(List<Line> lines) {
    List<Line> all = new ArrayList<>(lines);
    all.add(total());
    return new Grid(caption(), HEADS, all, List.of());
  }

  private Line heading(Group group) {
    String title = group.name() + " · " + LayerTitle.of(group.rows());
    return sums(Kind.GROUP, title, group::total);
  }

  private Line total() {
    return sums(Kind.TOTAL, "Total", report::total);
  }

  private Line sums(Kind kind, String title, Function<Quantity, Measure> sum) {
    return new Line(
        kind,
        List.of(
            Cell.of(title),
            Cell.EMPTY,
            Cell.EMPTY,
            memory(sum.apply(Quantity.BYTES)),
            multiplyAdds(sum.apply(Quantity.MULTIPLY_ADDS)),
            parameters(sum.apply(Quantity.PARAMETERS)),
            Cell.EMPTY));
  }

  private Line line(Kind kind, SummaryRow entry, Most most) {
    Measure bytes = entry.measures().apply(Quantity.BYTES);
    Measure macs = entry.measures().apply(Quantity.MULTIPLY_ADDS);
    Measure parameters = entry.measures().apply(Quantity.PARAMETERS);
    return new Line(
        kind,
        List.of(
            Cell.of(entry.name()),
            typeset(entry.type()),
            typeset(entry.output()),
            memory(bytes).bar(bytes.value(), most.bytes()),
            multiplyAdds(macs).bar(macs.value(), most.macs()),
            parameters(parameters).bar(parameters.value(), most.parameters()),
            derivation(entry, parameters)));
  }

  private static Cell typeset(String text) {
    return Cell.of(text).typeset(LayerTitle.typeset(text));
  }

  private static Cell memory(Measure bytes) {
    String exact = Numbers.plainBytes(bytes.value());
    return Cell.of(Numbers.bytes(bytes.value())).hover(explained(bytes, exact));
  }

  private static Cell multiplyAdds(Measure macs) {
    return Cell.of(Numbers.rounded(macs.value()))
        .hover(explained(macs, Numbers.count(macs.value())));
  }

  private static Cell parameters(Measure parameters) {
    String exact = Numbers.count(parameters.value());
    return Cell.of(exact).hover(explained(parameters, exact));
  }

  /** Sums of counts have thousands separators, products of extents have none, as in the field. */
  private static Cell derivation(SummaryRow entry, Measure parameters) {
    if (entry.derivation().isEmpty()) {
      return Cell.EMPTY;
    } else if (entry.isBlock()) {
      return Cell.of(brief(COUNTS, parameters.size()))
          .typeset(brief(TYPESET_COUNTS, parameters.size()));
    }
    return Cell.of(brief(Digits.PLAIN, parameters.size()))
        .typeset(brief(TYPESET, parameters.size()));
  }

  /** A derivation; of a long sum its first terms, the last, and how many there are. */
  static String brief(Digits digits, Size size) {
    if (!(size instanceof Size.Expression sum)
        || sum.op() != Op.ADD
        || sum.operands().size() <= TERMS) {
      return digits.print(size);
    }
    List<Size> terms = sum.operands();
    return digits.print(Size.sum(terms.subList(0, TERMS - 2)))
        + " + … + "
        + digits.print(terms.get(terms.size() - 1))
        + " ("
        + terms.size()
        + " terms)";
  }

  /** The formula in symbols, then in digits, then the number; each only where it adds something. */
  private static String explained(Measure measure, String exact) {
    if (measure.value() == 0) {
      return "";
    }
    String digits = brief(TYPESET, measure.size());
    String symbols = brief(SYMBOLS, measure.size());
    return List.of(symbols, digits).stream().distinct().collect(Collectors.joining(" = "))
        + " = "
        + exact;
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
    caption.add(Phrase.of(" parameters · "));
    caption.add(Phrase.strong(Numbers.rounded(report.total(Quantity.MULTIPLY_ADDS).value())));
    caption.add(Phrase.of(" multiply-adds · activations "));
    caption.add(Phrase.strong(Numbers.roundedBytes(report.total(Quantity.BYTES).value())));
    caption.add(Phrase.of(per() + " (" + report.settings().type() + ")"));
    return caption;
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

  /**
   * The largest numbers, which have the full bars.
   *
   * @param bytes of memory
   * @param macs multiply-adds
   * @param parameters parameters
   */
  private record Most(long bytes, long macs, long parameters) {
    Most(List<SummaryRow> entries) {
      this(
          most(entries, Quantity.BYTES),
          most(entries, Quantity.MULTIPLY_ADDS),
          most(entries, Quantity.PARAMETERS));
    }

    private static long most(List<SummaryRow> entries, Quantity quantity) {
      return entries.stream().mapToLong(entry -> entry.value(quantity)).max().orElse(0);
    }
  }
}
