package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Scale;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.variation.Variation;
import io.github.layerbook.zoo.Zoo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;

/** What a reader sees above a column is the column's name, of every quantity in every table. */
class HeadingsTest {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.]+(e-\\d+)?");
  private static final Network NET =
      Network.named("net").input(8, 8, 3).convolution(3, 4).relu().fullyConnected(5).build();
  private static final Report REPORT = Report.of(NET);
  private static final Quantity ENERGY =
      Quantity.of(
              "Energy",
              Unit.of("pJ"),
              row ->
                  row.size(Quantity.MULTIPLY_ADDS)
                      .times(46)
                      .plus(row.size(Quantity.TRAFFIC).times(1_600)))
          .dividedBy(10);
  private static final List<Quantity> OF_NETWORKS =
      PeakMemory.quantities().with(ENERGY).ofNetworks();
  private static final Quantity WIDTH =
      Quantity.of("Width", Unit.COUNT, row -> row.output().axes().get(0).size())
          .total(Quantity.Total.NONE);
  private static final List<Quantity> ALL =
      Stream.concat(OF_NETWORKS.stream(), Stream.of(WIDTH)).toList();

  private static Diff diff() {
    return Variation.of(NET).with("conv1_1.out=6").diff();
  }

  private static Sweep sweep() {
    return Sweep.of(NET).knob("conv1_1.out=1..3").measures(OF_NETWORKS).build();
  }

  private static Fit fit() {
    List<Budget> budgets =
        OF_NETWORKS.stream().map(quantity -> Budget.of(quantity, budget(quantity))).toList();
    return Fit.largest(REPORT, "conv1_1.out", budgets);
  }

  private static String budget(Quantity quantity) {
    return quantity == Quantity.PARAMETERS ? "5000" : "5G";
  }

  private static Map<String, ResultTable> tables() {
    Map<String, ResultTable> tables = new LinkedHashMap<>();
    tables.put("summary", SummaryTable.of(REPORT, AxisOrder.HWC, ALL));
    tables.put("blocks", SummaryTable.byBlock(REPORT, AxisOrder.HWC, ALL));
    tables.put("networks", NetworksTable.of(List.of(REPORT), OF_NETWORKS));
    tables.put("zoo", ZooTable.of(Zoo.matching("lenet5"), OF_NETWORKS));
    tables.put("comparison", ComparisonTable.of(List.of(REPORT, REPORT), OF_NETWORKS));
    tables.put("diff", DiffTable.of(diff(), ALL));
    tables.put("sweep", SweepTable.of(sweep(), sweep().rows(0, 3)));
    tables.put("fit", FitTable.of(fit()));
    return tables;
  }

  @TestFactory
  Stream<DynamicTest> theHeadingIsTheNameOfTheColumn() {
    return tables().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertHeads(entry.getValue())));
  }

  private static void assertHeads(ResultTable table) {
    String printed = table.printAll();
    for (String heading : heads(table)) {
      assertTrue(printed.contains(heading), heading + " in\n" + printed);
      ColumnType type = table.column(heading).type();
      boolean ratio = heading.equals("Intensity") || heading.equals("Energy");
      assertEquals(ratio ? ColumnType.DOUBLE : ColumnType.LONG, type, heading);
    }
  }

  /** The headings of quantities of a table, which must be all that it was asked for. */
  private static List<String> heads(ResultTable table) {
    List<String> heads = new ArrayList<>();
    for (Quantity quantity : table.containsColumn(WIDTH.heading()) ? ALL : OF_NETWORKS) {
      heads.add(quantity.heading());
    }
    assertTrue(table.columnNames().containsAll(heads), () -> table.columnNames() + "");
    return heads;
  }

  @TestFactory
  Stream<DynamicTest> numbersThatAreShownAreTheColumnsInTheUnitOfTheHeading() {
    Map<String, ResultTable> tables = new LinkedHashMap<>(tables());
    ChangedTablesTest.tables().forEach((name, made) -> tables.put("usual " + name, made.get()));
    tables.remove("usual what-if"); // its units stand in its lines
    return tables.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertUnits(entry.getValue())));
  }

  /** The largest number that is shown in a column is the column's, up to how it is rounded. */
  private static void assertUnits(ResultTable table) {
    Grid grid = table.grid();
    for (int i = 0; i < grid.heads().size(); i++) {
      Head head = grid.heads().get(i);
      if (head.title().isEmpty() || !(table.column(head.title()) instanceof NumericColumn<?> own)) {
        continue;
      }
      int place = i;
      double most = own.size() == own.countMissing() ? 0 : own.max();
      assertTrue(
          grid.lines().stream()
              .mapToDouble(
                  line -> number(line.cells().get(place).text()) * worth(head.unit()) - most)
              .anyMatch(rest -> Math.abs(rest) <= Math.max(0.06, 0.01 * Math.abs(most))),
          () -> head.heading() + " of " + most + " in\n" + table.printAll());
    }
  }

  private static double number(String text) {
    Matcher digits = NUMBER.matcher(text.replace("−", "-").replace(",", ""));
    return digits.lookingAt() ? Double.parseDouble(digits.group()) : 0;
  }

  /** What a unit is worth of the unit that columns have. */
  private static double worth(String unit) {
    for (Scale scale : List.of(Scale.BINARY_BYTES, Scale.COUNTS)) {
      for (int power = 1; power <= scale.largest(); power++) {
        if (unit.split(" ", -1)[0].equals(scale.unit(power))) {
          return scale.worth(power).doubleValue();
        }
      }
    }
    return 1;
  }

  @Test
  void aHeadingThatNamesNoColumnIsRefused() {
    Grid grid = new Grid(List.of(), List.of(Head.text("Weights")), List.of(), List.of());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> ResultTable.of("t", List.of(StringColumn.create("Weight")), grid));
    assertTrue(String.valueOf(refused.getMessage()).contains("“Weights”, code has [Weight]"));
  }

  @Test
  void whatNetworksHaveStandsAtTheTotalAndWhatLayersHaveAtThem() {
    List<Quantity> two = List.of(PeakMemory.INFERENCE, WIDTH);
    ResultTable layers = SummaryTable.of(REPORT, AxisOrder.HWC, two);
    assertEquals(layers.rowCount(), layers.column("Inference memory").countMissing());
    assertEquals(0, layers.column("Width").countMissing());
    String total = layers.printAll().lines().filter(l -> l.startsWith("Total")).findFirst().get();
    assertTrue(total.matches("Total +[\\d.,]+"), total);
    ResultTable changes = DiffTable.of(diff(), two);
    assertEquals(4, changes.longColumn("Width").sum(), "conv and ReLU grew by 2 each");
  }

  @Test
  void aWhatIfHasARowForEachQuantityUnderItsHeading() {
    ResultTable table = WhatIfTable.of(diff(), OF_NETWORKS);
    List<String> measures = table.stringColumn("Measure").asList().stream().distinct().toList();
    assertEquals(OF_NETWORKS.stream().map(Quantity::heading).toList(), measures);
    int row = table.stringColumn("Measure").firstIndexOf("Training memory");
    assertEquals("total", table.stringColumn("Block").get(row));
  }

  @Test
  void numbersAreThoseOfTheReport() {
    ResultTable table = NetworksTable.of(List.of(REPORT), OF_NETWORKS);
    for (Quantity quantity : OF_NETWORKS) {
      double number = REPORT.total(quantity).number().doubleValue();
      assertEquals(number, table.numberColumn(quantity.heading()).getDouble(0), quantity.heading());
    }
  }
}
