package io.github.layerbook.view.table;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of layers that a rewriting of a network turned into others, both side by side with the
 * shapes of their weights.
 *
 * <p>Columns: {@code Layer}, {@code Before}, {@code Weights before}, {@code After}, {@code Weights
 * after} are texts, shapes in PyTorch's order; {@code Parameters}, those after, and {@code
 * Parameters before} exact numbers.
 */
public final class ConversionTable {
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
    return new TableForm<Pair>()
        .text("Layer", pair -> pair.before().name())
        .layer("Before", pair -> title(pair.before()))
        .layer("Weights before", pair -> weights(pair.before()))
        .layer("After", pair -> title(pair.after()))
        .layer("Weights after", pair -> weights(pair.after()))
        .number(
            Quantity.PARAMETERS.heading(),
            pair -> parameters(pair.after()),
            pair -> Cell.of(change(parameters(pair.before()), parameters(pair.after()))))
        .numbers("Parameters before", pair -> parameters(pair.before()))
        .caption(
            before.name(),
            " — " + Numbers.count(pairs.size(), "layer") + " rewritten · ",
            change(
                left.total(Quantity.PARAMETERS).value(), right.total(Quantity.PARAMETERS).value()),
            " parameters before and after")
        .table(before.name(), pairs);
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
        .map(tensor -> LayerTitle.extents(tensor.extents()))
        .collect(Collectors.joining(", "));
  }

  private static long parameters(Row row) {
    return row.measure(Quantity.PARAMETERS).value();
  }
}
