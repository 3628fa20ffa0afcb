package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Hints;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantities;
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
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.columns.Column;

/**
 * The table of what a network costs: one row per layer, or one per block.
 *
 * <p>Columns: {@code Layer}, {@code Type}, {@code Output} are texts; each quantity under its
 * heading is an exact number for the report's batch and number type, missing for blocks where it
 * has no total, and for all where it is of whole networks; {@code Derivation} says how the first
 * quantity that is shown is made up. There is no total row: totals and sums of blocks stand in what
 * is shown only. Unless quantities are asked for, the table has all that come with the library, and
 * shows parameters, multiply-adds and memory.
 */
public final class SummaryTable {
  static final Digits TYPESET = new Digits(Long::toString, "·", false);
  static final Digits COUNTS = new Digits(Numbers::count, "*", false);
  static final Digits TYPESET_COUNTS = new Digits(Numbers::count, "·", false);
  private static final Digits SYMBOLS = new Digits(Long::toString, "·", true);

  private final Report report;
  private final AxisOrder order;

  /** What is asked for; empty for the usual. */
  private final List<Quantity> asked;

  private final List<Quantity> shown;

  /** What a line says: a layer or block, or the sums of some. */
  private record Entry(Kind kind, SummaryRow row) {
    static Entry sums(Kind kind, String title, Function<Quantity, Measure> sum) {
      return new Entry(kind, new SummaryRow(title, "", "", true, sum));
    }

    /** Its number; of quantities of whole networks in the total alone. */
    Optional<Measure> measure(Quantity quantity) {
      return kind == Kind.TOTAL && quantity.hasTotal()
          ? Optional.of(row.measures().apply(quantity))
          : row.measure(quantity);
    }

    boolean isSum() {
      return kind == Kind.GROUP || kind == Kind.TOTAL;
    }
  }

  private SummaryTable(Report report, AxisOrder order, List<Quantity> asked) {
    this.report = report;
    this.order = order;
    this.asked = asked;
    this.shown = asked.isEmpty() ? Quantities.USUAL : asked;
  }

  /**
   * Makes the table with one row per layer, shapes in the lecture's order.
   *
   * @throws io.github.layerbook.size.SizeException if a number is beyond 64 bits
   */
  public static ResultTable of(Report report) {
    return of(report, AxisOrder.HWC);
  }

  /** Makes the table with one row per layer, shapes in the given order. */
  public static ResultTable of(Report report, AxisOrder order) {
    return of(report, order, List.of());
  }

  /**
   * Makes the table of some quantities with one row per layer.
   *
   * @param quantities what to show; the usual if empty
   */
  public static ResultTable of(Report report, AxisOrder order, List<Quantity> quantities) {
    SummaryTable table = new SummaryTable(report, order, quantities);
    List<Entry> layers = report.groups().stream().flatMap(table::entries).toList();
    return ResultTable.folded(
        report.network().name(),
        table.columns(report.rows().stream().map(row -> table.entry(Kind.ROW, row)).toList()),
        table.grid(table.blocks()),
        table.grid(layers));
  }

  /**
   * Makes the table of one block's layers, one row per layer; the totals that are shown under them
   * are those of the whole network.
   *
   * @throws IllegalArgumentException if the network has no such block
   */
  public static ResultTable ofBlock(Report report, String block) {
    SummaryTable table = new SummaryTable(report, AxisOrder.HWC, List.of());
    List<Entry> lines = table.entries(report.block(block)).toList();
    return ResultTable.of(report.network().address(block), table.columns(lines), table.grid(lines));
  }

  /** Makes the table with one row per block, shapes in the lecture's order. */
  public static ResultTable byBlock(Report report) {
    return byBlock(report, AxisOrder.HWC);
  }

  /**
   * Makes the table with one row per block, shapes in the given order; layers in no block have rows
   * of their own. The output is that of the block's last layer.
   */
  public static ResultTable byBlock(Report report, AxisOrder order) {
    return byBlock(report, order, List.of());
  }

  /** Makes the table of some quantities with one row per block; the usual if there are none. */
  public static ResultTable byBlock(Report report, AxisOrder order, List<Quantity> quantities) {
    SummaryTable table = new SummaryTable(report, order, quantities);
    List<Entry> blocks = table.blocks();
    return ResultTable.of(report.network().name(), table.columns(blocks), table.grid(blocks));
  }

  private List<Entry> blocks() {
    return report.groups().stream()
        .map(group -> new Entry(Kind.ROW, SummaryRow.of(group, order)))
        .toList();
  }

  private Entry entry(Kind kind, Row row) {
    return new Entry(kind, SummaryRow.of(row, order));
  }

  /** A block's sums and its layers; of a layer in none, itself. */
  private Stream<Entry> entries(Group group) {
    Kind kind = group.isBlock() ? Kind.MEMBER : Kind.ROW;
    Stream<Entry> layers = group.rows().stream().map(row -> entry(kind, row));
    String title = group.name() + " · " + LayerTitle.of(group.rows());
    return group.isBlock()
        ? Stream.concat(Stream.of(Entry.sums(Kind.GROUP, title, group::total)), layers)
        : layers;
  }

  private List<Column<?>> columns(List<Entry> entries) {
    return form(List.of()).columns(entries.stream().filter(entry -> !entry.isSum()).toList());
  }

  private Grid grid(List<Entry> entries) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(Entry.sums(Kind.TOTAL, "Total", report::total));
    return form(entries).grid(all);
  }

  /**
   * The form of the table.
   *
   * @param entries those with the largest numbers, which have the full bars
   */
  private TableForm<Entry> form(List<Entry> entries) {
    TableForm<Entry> form =
        new TableForm<Entry>()
            .kinds(Entry::kind)
            .text("Layer", entry -> entry.row().name())
            .layer("Type", entry -> entry.row().type())
            .layer("Output", entry -> entry.row().output());
    for (Quantity quantity : shown) {
      double most =
          entries.stream()
              .filter(entry -> !entry.isSum())
              .mapToDouble(entry -> entry.row().size(quantity))
              .max()
              .orElse(0);
      form.shown(
          Head.bars(quantity),
          entry -> entry.measure(quantity).map(m -> cell(entry, m, most)).orElse(Cell.EMPTY));
    }
    for (Quantity quantity : asked.isEmpty() ? Quantities.standard().ofLayers() : asked) {
      form.quantity(quantity, entry -> entry.row().measure(quantity).map(Measure::number));
    }
    return form.quiet("Derivation", entry -> entry.row().derivation(shown.get(0)), this::derivation)
        .caption(caption())
        .notes(Hints.of(report.network()));
  }

  private static Cell cell(Entry entry, Measure measure, double most) {
    Cell cell = Cell.of(measure.quantity(), measure.number()).hover(explained(measure));
    return entry.isSum() ? cell : cell.bar(measure.number().doubleValue(), most);
  }

  /** Sums of counts have thousands separators, products of extents have none, as in the field. */
  private Cell derivation(Entry entry) {
    SummaryRow row = entry.row();
    if (entry.isSum() || row.size(shown.get(0)) == 0) {
      return Cell.EMPTY;
    }
    Size size = row.measures().apply(shown.get(0)).expression();
    return row.isBlock()
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
    return Stream.of(SYMBOLS, TYPESET)
            .map(digits -> brief(digits, measure.expression()))
            .distinct()
            .collect(Collectors.joining(" = "))
        + " = "
        + QuantityText.exact(measure.quantity(), measure.number());
  }

  private String[] caption() {
    String name = report.network().name();
    return new String[] {
      name,
      (name.isEmpty() ? "" : " — ") + "input " + inputs() + " · ",
      Numbers.count(report.total(Quantity.PARAMETERS).value()),
      " parameters" + trained() + " · ",
      Numbers.rounded(report.total(Quantity.MULTIPLY_ADDS).value()),
      " multiply-adds · activations ",
      Numbers.roundedBytes(report.total(Quantity.BYTES).value()),
      per() + " (" + report.settings().type() + ")"
    };
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
    return inputShapes().map(s -> LayerTitle.of(s, order)).collect(Collectors.joining(" and "));
  }

  private Stream<Shape> inputShapes() {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Input)
        .map(Row::output);
  }

  /** What the activations are for: one image, or a batch. */
  private String per() {
    long batch = report.settings().batch();
    String example =
        inputShapes().allMatch(shape -> shape.spatial().size() == 2) ? "image" : "example";
    return batch == 1
        ? " per " + example
        : " for a batch of %s %ss".formatted(Numbers.count(batch), example);
  }
}
