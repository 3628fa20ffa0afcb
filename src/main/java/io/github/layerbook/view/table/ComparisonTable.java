package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * The table of several networks beside the first of them: one row per network, totals and how many
 * times the first's they are; under it the ratios as bars.
 *
 * <p>Columns: {@code Network} is a text; {@code Layers}, {@code Parameters}, {@code MACs} and
 * {@code Bytes} are exact numbers, each under its report's settings; {@code Parameters ratio},
 * {@code MACs ratio} and {@code Bytes ratio} are multiples of the first row's, missing where that
 * is 0.
 */
public final class ComparisonTable {
  private static final int BAR = 18;

  /** Room beside the longest bar for its text, as a factor of its length. */
  private static final double ROOM = 1.15;

  /** A measure that is compared. */
  private enum Compared {
    PARAMETERS("Parameters", "Parameters", Quantity.PARAMETERS),
    MACS("MACs", "Multiply-adds", Quantity.MULTIPLY_ADDS),
    BYTES("Bytes", "Memory", Quantity.BYTES);

    private final String column;
    private final String title;
    private final Quantity quantity;

    Compared(String column, String title, Quantity quantity) {
      this.column = column;
      this.title = title;
      this.quantity = quantity;
    }

    long of(Report report) {
      return report.total(quantity).value();
    }

    String text(long value) {
      return switch (this) {
        case PARAMETERS -> Numbers.count(value);
        case MACS -> Numbers.rounded(value);
        case BYTES -> Numbers.bytes(value);
      };
    }

    double ratio(Report report, Report first) {
      return of(first) == 0 ? Double.NaN : (double) of(report) / of(first);
    }
  }

  private ComparisonTable() {}

  /**
   * Makes the table, the networks in their order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ResultTable of(List<Report> reports) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs networks");
    }
    Report first = reports.get(0);
    List<Column<?>> columns = new ArrayList<>();
    columns.add(
        StringColumn.create("Network", reports.stream().map(r -> r.network().name()).toList()));
    columns.add(
        LongColumn.create("Layers", reports.stream().mapToLong(r -> r.rows().size()).toArray()));
    for (Compared measure : Compared.values()) {
      columns.add(
          LongColumn.create(measure.column, reports.stream().mapToLong(measure::of).toArray()));
      columns.add(
          DoubleColumn.create(
              measure.column + " ratio",
              reports.stream().mapToDouble(r -> measure.ratio(r, first)).toArray()));
    }
    return ResultTable.of("comparison", columns, grid(reports))
        .above(FigureDisplay.of(chart(reports)));
  }

  private static Grid grid(List<Report> reports) {
    List<Head> heads = new ArrayList<>(List.of(Head.text("Network"), Head.number("Layers")));
    for (Compared measure : Compared.values()) {
      heads.add(Head.bars(measure.title, measure.quantity));
      heads.add(Head.quiet("×"));
    }
    return new Grid(
        List.of(
            Phrase.strong(reports.get(0).network().name()),
            Phrase.of(" and " + others(reports.size() - 1))),
        heads,
        reports.stream().map(report -> line(report, reports)).toList(),
        List.of());
  }

  private static String others(int number) {
    return Numbers.count(number) + (number == 1 ? " network" : " networks") + " beside it";
  }

  private static Line line(Report report, List<Report> all) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(report.network().name()));
    cells.add(Cell.of(Numbers.count(report.rows().size())));
    for (Compared measure : Compared.values()) {
      long value = measure.of(report);
      long most = all.stream().mapToLong(measure::of).max().orElse(0);
      cells.add(Cell.of(measure.text(value)).hover(Numbers.count(value)).bar(value, most));
      cells.add(Cell.of(Numbers.ratio(measure.of(all.get(0)), value)));
    }
    return new Line(Kind.ROW, cells);
  }

  /**
   * Makes the chart of the ratios: a bar for each measure of each network.
   *
   * @throws IllegalArgumentException if there is no network
   */
  public static Chart chart(List<Report> reports) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs networks");
    }
    Report first = reports.get(0);
    List<Map<String, Object>> bars = new ArrayList<>();
    for (Compared measure : Compared.values()) {
      bars.add(
          JsonTree.of(
              "type",
              "bar",
              "orientation",
              "h",
              "name",
              measure.title,
              "y",
              reports.stream().map(r -> PlotlyText.literal(r.network().name())).toList(),
              "x",
              reports.stream()
                  .map(r -> Double.isNaN(measure.ratio(r, first)) ? 0 : measure.ratio(r, first))
                  .toList(),
              "text",
              reports.stream().map(r -> measure.text(measure.of(r))).toList(),
              "textposition",
              "outside",
              "cliponaxis",
              false,
              "marker",
              JsonTree.of("color", Palette.color(measure.quantity))));
    }
    double most =
        bars.stream()
            .flatMapToDouble(trace -> Arrays.stream(JsonTree.numbers(trace, "x")))
            .max()
            .orElse(1);
    return Chart.of(
        bars,
        JsonTree.of(
            "title",
            JsonTree.of("text", "Multiples of " + PlotlyText.literal(first.network().name())),
            "height",
            130 + BAR * bars.size() * reports.size(),
            "margin",
            JsonTree.of("t", 60),
            "barmode",
            "group",
            "xaxis",
            JsonTree.of("ticksuffix", " ×", "range", List.of(0, most * ROOM)),
            "yaxis",
            JsonTree.of("type", "category", "autorange", "reversed", "automargin", true)));
  }
}
