package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of VGG-16, as data and as it is shown. */
public class SummaryTableTest {
  public static Network vgg16() {
    NetworkBuilder builder = Network.named("vgg16").input(224, 224, 3);
    int[][] stages = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
    for (int[] stage : stages) {
      for (int i = 0; i < stage[1]; i++) {
        builder.add(Convolution.preserving(3, stage[0]));
      }
      builder.maxPool(2);
    }
    return builder.fullyConnected(4096).fullyConnected(4096).fullyConnected(1000).build();
  }

  @Test
  void rowsAreLayersAndSumsAreTrue() {
    ResultTable table = SummaryTable.of(Report.of(vgg16()));
    List<String> columns = new ArrayList<>(List.of("Layer", "Type", "Output"));
    Quantities.standard().ofLayers().forEach(quantity -> columns.add(quantity.heading()));
    columns.add("Derivation");
    assertEquals(columns, table.columnNames());
    assertEquals(22, table.rowCount());
    assertEquals(138_357_544, table.longColumn("Parameters").sum());
    assertEquals(15_237_608, table.longColumn("Values").sum());
  }

  @Test
  void theCaptionSaysHowManyParametersAreTrainedWhereSomeAreFrozen() {
    Settings settings = Settings.DEFAULT.frozen(Set.of("fc1", "fc2"));
    String text = SummaryTable.of(Report.of(vgg16(), settings)).toString();
    assertTrue(
        text.contains("138,357,544 parameters (18,811,688 trainable, 119,545,856 frozen)"), text);
    assertFalse(SummaryTable.of(Report.of(vgg16())).toString().contains("trainable"));
  }

  @Test
  void plainTextShowsSumsOfBlocksAndTotals() {
    String text = SummaryTable.of(Report.of(vgg16())).toString();
    assertEquals(
        List.of(
            "conv1 · 2 conv, 1 max pool                          38,720               1.94         27.56",
            "  conv1_1  conv 3x3, 64           224x224x64         1,792              0.087         12.25"
                + "  (3*3*3)*64 + 64"),
        text.lines().skip(5).limit(2).toList());
    assertEquals(
        "Total                                          138,357,544              15.47         58.13",
        text.lines().reduce((first, last) -> last).orElseThrow());
  }
}
