package io.github.layerbook.view.table;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.columns.Column;

/**
 * The table of layers that a rewriting of a network turned into others, both side by side with the
 * shapes of their weights.
 *
 * <p>Columns: {@code Layer}, {@code Before}, {@code Weights before}, {@code After}, {@code Weights
 * after} are texts, shapes in PyTorch's order; {@code Parameters before} and {@code Parameters
 * after} exact numbers.
 */
public final class ConversionTable {
  private static final List<Head> HEADS =
      List.of(
          Head.text("Layer"),
          Head.text("Before"),
          Head.text("Weights"),
          Head.text("After"),
          Head.text("Weights"),
          Head.number("Parameters"));

  /**
   * A layer under one name in both networks.
   *
   * @param before as it was
   * @param after as it is
   */
  private record Pair(Row before, Row after) {}

  private ConversionTable() {}

  /** Makes the table of the layers that are in both networks and differ. */
  public static ResultTable of(Network before, Network after) {
    Report left = Report.of(before);
    Report right = Report.of(after);
    List<Pair> pairs = new ArrayList<>();
    for (Row row : left.rows()) {
      right
          .row(row.name())
          .filter(other -> !other.node().layer().equals(row.node().layer()))
          .ifPresent(other -> pairs.add(new Pair(row, other)));
    }
    return ResultTable.of(before.name(), columns(pairs), grid(left, right, pairs));
  }

  private static List<Column<?>> columns(List<Pair> pairs) {
    return List.of(
        Columns.texts("Layer", pairs, pair -> pair.before().name()),
        Columns.texts("Before", pairs, pair -> title(pair.before())),
        Columns.texts("Weights before", pairs, pair -> weights(pair.before())),
        Columns.texts("After", pairs, pair -> title(pair.after())),
        Columns.texts("Weights after", pairs, pair -> weights(pair.after())),
        numbers("Parameters before", pairs, Pair::before),
        numbers("Parameters after", pairs, Pair::after));
  }

  private static Grid grid(Report before, Report after, List<Pair> pairs) {
    List<Line> lines =
        pairs.stream()
            .map(
                pair ->
                    new Line(
                        Kind.ROW,
                        List.of(
                            Cell.of(pair.before().name()),
                            typeset(title(pair.before())),
                            typeset(weights(pair.before())),
                            typeset(title(pair.after())),
                            typeset(weights(pair.after())),
                            Cell.of(change(parameters(pair.before()), parameters(pair.after()))))))
            .toList();
    String total =
        change(before.total(Quantity.PARAMETERS).value(), after.total(Quantity.PARAMETERS).value());
    return new Grid(
        List.of(
            Phrase.strong(before.network().name()),
            Phrase.of(" — " + Numbers.count(pairs.size(), "layer") + " rewritten · "),
            Phrase.strong(total),
            Phrase.of(" parameters before and after")),
        HEADS,
        lines,
        List.of());
  }

  /** One number where both are the same, which is what such a rewriting is for. */
  private static String change(long before, long after) {
    return before == after
        ? Numbers.count(after)
        : Numbers.count(before) + " → " + Numbers.count(after);
  }

  private static String title(Row row) {
    return LayerTitle.of(row.node().layer());
  }

  private static String weights(Row row) {
    return row.declaration().tensors().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.WEIGHT)
        .map(ConversionTable::extents)
        .collect(Collectors.joining(", "));
  }

  private static String extents(Tensor tensor) {
    return tensor.extents().stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static long parameters(Row row) {
    return row.measure(Quantity.PARAMETERS).value();
  }

  private static Cell typeset(String text) {
    return Cell.of(text).typeset(LayerTitle.typeset(text));
  }

  private static LongColumn numbers(String name, List<Pair> pairs, Function<Pair, Row> side) {
    return Columns.numbers(name, pairs, pair -> parameters(side.apply(pair)));
  }
}
