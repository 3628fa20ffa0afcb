package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.zoo.Zoo;
import org.junit.jupiter.api.Test;

/** What each layer keeps, shown by block where it is long. */
class MemoryTableTest {
  private static MemoryReport training(String name) {
    return MemoryReport.of(Report.of(Zoo.network(name)), Training.with(Optimizer.SGD));
  }

  @Test
  void whatDeepNetworksKeepIsShownByBlockAndWholeInTheRows() {
    MemoryReport memory = training("resnet50");
    ResultTable table = MemoryTable.byLayer(memory);
    String shown = table.print();
    assertTrue(shown.contains("block by block") && shown.contains("\nlayer1 "), shown);
    assertFalse(shown.contains("layer1.0.conv1"), shown);
    assertTrue(shown.lines().count() < 20, shown);
    assertTrue(table.printAll().contains("layer1.0.conv1"));
    assertEquals(memory.savedAllocations().size(), table.rowCount());
    assertEquals(memory.saved().value(), (long) table.longColumn("Memory").sum());
  }

  @Test
  void whatShallowOnesKeepIsShownLayerByLayer() {
    String shown = MemoryTable.byLayer(training("lenet5")).print();
    assertTrue(shown.contains("layer by layer") && !shown.contains("folded"), shown);
  }
}
