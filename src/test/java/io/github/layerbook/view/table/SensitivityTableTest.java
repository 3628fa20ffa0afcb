package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.plotly.PlotlyFigure;
import io.github.layerbook.whatif.sensitivity.Crossings;
import io.github.layerbook.whatif.sensitivity.Sensitivity;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** What matters, as a table and as a chart. */
class SensitivityTableTest {
  private static final Report VGG = Report.of(Zoo.network("vgg16"));
  private static final Sensitivity ALL = Sensitivity.of(VGG);

  @Test
  void eachStepIsARowWithItsDifferencesAndTheirDerivation() {
    ResultTable table = SensitivityTable.of(ALL);
    assertEquals(
        List.of(
            "Option",
            "Step",
            "Alike",
            "Parameters",
            "Multiply-adds",
            "Memory",
            "Receptive field",
            "Derivation"),
        table.columnNames());
    Table first = table.where(table.stringColumn("Option").isEqualTo("conv1_1.out"));
    assertEquals(604, first.longColumn("Parameters").get(0));
    assertEquals("3*3*3 + 1 + (3*3)*64", first.stringColumn("Derivation").get(0));
    Table batch = table.where(table.stringColumn("Option").isEqualTo("batch"));
    assertTrue(batch.stringColumn("Derivation").get(0).startsWith("multiply-adds: "));
  }

  @ParameterizedTest
  @CsvSource({
    "thousands, +2.3, (6*6*64 + 1)/1000",
    "intensity, −0.049, (175114 + 4609)/(137040 + 9224) - 175114/137040",
    "tenths, −0.0049, (175114 + 4609)/(1370400 + 92240) - 175114/1370400",
  })
  void aQuotientIsDerivedToo(String name, String change, String derivation) {
    Network net =
        Network.named("net").input(8, 8, 3).convolution(3, 64).relu().fullyConnected(10).build();
    Quantity quotient =
        Map.of(
                "thousands", Quantity.PARAMETERS.dividedBy(1000),
                "intensity", Quantity.INTENSITY,
                "tenths", Quantity.INTENSITY.dividedBy(10))
            .get(name);
    Sensitivity all = Sensitivity.of(Report.of(net), List.of(quotient));
    ResultTable table = SensitivityTable.of(all);
    Table wider = table.where(table.stringColumn("Option").isEqualTo("fc1.out"));
    assertEquals(derivation, wider.stringColumn("Derivation").get(0));
    assertTrue(table.print().contains(change), table.print());
    assertFalse(table.print().contains(", 0."), table.print());
    assertTrue(
        all.explanation("net").sections().get(0).steps().stream()
            .anyMatch(step -> step.label().contains("fc1.out 10 → 11")));
  }

  @Test
  void aLongTableShowsWhatChangesMostAndWhatStandsOut() {
    String text = SensitivityTable.of(ALL, Crossings.of(VGG)).print();
    assertTrue(text.contains("the first 40 of 98"), text);
    assertTrue(text.contains("The cheapest place to grow: conv1_1.out (64 → 65)"), text);
    assertTrue(text.contains("conv1_1.groups"), text);
    assertTrue(text.contains("Where figures change places"), text);
    assertTrue(text.contains("1 byte for every") || text.contains("bytes for each"), text);
    assertFalse(text.contains("1 bytes"), text);
  }

  @Test
  void whatChangesNothingIsNamedAndHasNoRow() {
    ResultTable table = SensitivityTable.of(Sensitivity.of(Report.of(Zoo.network("gpt2"))));
    assertTrue(table.print().contains("h.11.attn.heads (12 alike)"), table.print());
    assertFalse(table.stringColumn("Option").asList().contains("heads of 12 layers"));
  }

  @Test
  void theChartHasAPartForEachQuantityAndNamesThatTellOptionsApart() {
    for (String name : List.of("vgg16", "resnet152", "llama3_8b")) {
      Sensitivity all = Sensitivity.of(Report.of(Zoo.network(name)));
      PlotlyFigure chart = Charts.sensitivity(all).plotly();
      assertEquals(all.measures().size(), chart.data().size());
      List<Object> names = JsonTree.list(chart.data().get(0), "y");
      assertEquals(names.size(), Set.copyOf(names).size(), name);
      assertFalse(names.contains("batch"));
    }
  }
}
