package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.memory.DeviceMemory;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Recomputation;
import io.github.layerbook.memory.Sharding;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.DenseEvaluation;
import io.github.layerbook.receptive.FullyConvolutional;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.serving.Devices;
import io.github.layerbook.serving.Measured;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Utilisation;
import io.github.layerbook.view.chart.SweepCharts;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.TableDisplay;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.DeviceFit;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.sensitivity.Sensitivity;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.variation.Variation;
import io.github.layerbook.zoo.Zoo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A result table shows and prints what it holds, whatever has been done to it. */
class ChangedTablesTest {
  private static final Network NET =
      Network.named("net").input(8, 8, 3).convolution(3, 4).relu().fullyConnected(5).build();
  private static final Report REPORT = Report.of(NET);
  private static final MemoryReport MEMORY = MemoryReport.of(REPORT);
  private static final MemoryReport TRAINED = MemoryReport.of(REPORT, Training.with(Optimizer.SGD));
  private static final Diff DIFF = Variation.of(NET).with("conv1_1.out=6").diff();
  private static final Sweep SWEEP = Sweep.of(NET).knob("conv1_1.out=1..3").build();
  private static final Roofline ROOFLINE = new Roofline(REPORT, Devices.all().get(0), 2);
  private static final Measured SPEED = Measured.of("2 ms per step", 1, 2).orElseThrow();

  /** A table of each kind, by its name. */
  static Map<String, Supplier<ResultTable>> tables() {
    Map<String, Supplier<ResultTable>> tables = new LinkedHashMap<>();
    tables.put("summary", () -> SummaryTable.of(REPORT));
    tables.put("blocks", () -> SummaryTable.byBlock(REPORT));
    tables.put("networks", () -> NetworksTable.of(List.of(REPORT)));
    tables.put("zoo", () -> ZooTable.of(Zoo.matching("lenet5")));
    tables.put("comparison", () -> ComparisonTable.of(List.of(REPORT, REPORT)));
    tables.put("diff", () -> DiffTable.of(DIFF));
    tables.put("what-if", () -> WhatIfTable.of(DIFF));
    tables.put("sweep", () -> SweepTable.of(SWEEP, SWEEP.rows(0, 3)));
    tables.put("drawn", ChangedTablesTest::drawn);
    tables.put("fit", () -> FitTable.of(fit()));
    tables.put("check", () -> CheckTable.of(claims().check(REPORT)));
    tables.put("conversion", () -> ConversionTable.of(NET, FullyConvolutional.of(NET)));
    tables.put("dense", () -> DenseTable.of(DenseEvaluation.of(NET, Input.of(12, 12, 3))));
    tables.put("receptive", () -> ReceptiveTable.of(NET));
    tables.put("memory", () -> MemoryTable.of(MEMORY));
    tables.put(
        "devices",
        () ->
            MemoryTable.byDevice(
                DeviceMemory.of(TRAINED, Sharding.zero(2, 8), Recomputation.NONE)));
    tables.put("memory by layer", () -> MemoryTable.byLayer(MEMORY));
    tables.put("receptive along axes that differ", () -> ReceptiveTable.of(wide()));
    tables.put("roofline", () -> RooflineTable.of(List.of(ROOFLINE), List.of(1L, 64L)));
    tables.put("run", () -> RooflineTable.ofRun(ROOFLINE, SPEED, used()));
    tables.put("devices that fit", () -> FitTable.ofDevices("net", devices()));
    tables.put("what matters", () -> SensitivityTable.of(Sensitivity.of(REPORT)));
    return tables;
  }

  private static DeviceFit devices() {
    return DeviceFit.smallest(
        "training", 1_000_000, n -> new DeviceFit.Candidate(n, 4_000_000 / n, ""));
  }

  private static Network wide() {
    return Notation.standard().parse("input 9x9x3\nconv 3x5 -4").network();
  }

  private static List<Utilisation> used() {
    return Utilisation.training(ROOFLINE, SPEED);
  }

  private static ResultTable drawn() {
    var rows = SWEEP.rows(0, 3);
    return SweepTable.of(SWEEP, rows, SweepCharts.lines(SWEEP, rows, 0));
  }

  private static Fit fit() {
    return Fit.largest(REPORT, "conv1_1.out", List.of(Budget.of(Quantity.PARAMETERS, "5000")));
  }

  private static Claims claims() {
    return Claims.in("Total params: 12", Notation.standard());
  }

  private static final Map<String, Consumer<Table>> OPERATIONS =
      Map.of(
          "addColumns", t -> t.addColumns(LongColumn.create("more", new long[t.rowCount()])),
          "clear", Table::clear,
          "removeColumns", t -> t.removeColumns(t.columnCount() - 1),
          "retainColumns", t -> t.retainColumns(0),
          "append", t -> t.append(t.copy()),
          "appendRow", Table::appendRow,
          "setName", t -> t.setName("mine"),
          "name of a column", t -> t.column(0).setName("mine"),
          "replaceColumn", t -> t.replaceColumn(0, StringColumn.create("x", t.rowCount())),
          "set", t -> t.columns().forEach(ChangedTablesTest::change));

  /** Changes a column's first value by a statement of its own kind. */
  private static void change(Column<?> column) {
    if (column instanceof LongColumn numbers) {
      numbers.set(0, 999L);
    } else if (column instanceof StringColumn texts) {
      texts.set(0, "other");
    } else {
      column.setMissing(0);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsShownIsWhatTheTableHolds() {
    return tables().entrySet().stream()
        .flatMap(
            table ->
                OPERATIONS.entrySet().stream()
                    .map(
                        operation ->
                            DynamicTest.dynamicTest(
                                table.getKey() + " after " + operation.getKey(),
                                () -> assertFollows(table.getValue(), operation.getValue()))));
  }

  private static void assertFollows(Supplier<ResultTable> made, Consumer<Table> operation) {
    ResultTable table = made.get();
    assertNotEquals(TableDisplay.of(ordinary(table)).text(), table.print());
    operation.accept(table);
    assertEquals(TableDisplay.of(ordinary(table)), table.display());
    assertEquals(TableDisplay.of(ordinary(table)).text(), table.print());
    assertEquals(table.print(), table.printAll());
  }

  private static Table ordinary(Table table) {
    return Table.create(table.name(), table.columns());
  }

  @Test
  void eachCellCounts() {
    for (Supplier<ResultTable> made : tables().values()) {
      ResultTable table = made.get();
      String before = table.print();
      for (Column<?> column : table.columns()) {
        if (column.type() == ColumnType.LONG) {
          LongColumn numbers = (LongColumn) column;
          Long kept = numbers.get(0);
          numbers.set(0, kept == null ? 0 : ~kept);
          assertNotEquals(before, table.print(), column.name());
          if (kept == null) {
            numbers.setMissing(0);
          } else {
            numbers.set(0, kept);
          }
          assertEquals(before, table.print(), column.name());
        }
      }
    }
  }
}
