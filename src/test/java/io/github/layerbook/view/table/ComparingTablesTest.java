package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.receptive.FullyConvolutional;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.Renderers;
import io.github.layerbook.view.chart.ParetoChart;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.whatif.variation.Variation;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables that lay networks side by side. */
class ComparingTablesTest {
  private static Network network(String name, long width) {
    return Network.named(name)
        .input(8, 8, 3)
        .convolution(3, width)
        .maxPool(2)
        .fullyConnected(10)
        .build();
  }

  @Test
  void aDifferenceHasOneRowPerLayerThatDidNotStayAndItsTotalsAreShownOnly() {
    ResultTable table = DiffTable.of(Diff.of(network("n", 4), network("n", 8)));
    assertEquals(List.of("conv1_1", "pool1", "fc1"), table.stringColumn("Layer").asList());
    assertEquals(112 + 360, (long) table.longColumn("Parameters").sum());
    assertTrue(table.print().contains("n — 3 layers changed"), table.print());
    assertTrue(table.print().contains("+472"), table.print());
    assertFalse(table.print().contains("Change"), table.print());
    Variation more = Variation.of(network("n", 4)).with("pool1+=relu").with("fc1.out=5");
    assertTrue(DiffTable.of(more.diff()).print().contains("Change"));
  }

  @Test
  void noDifferenceIsSaidInWords() {
    ResultTable table = DiffTable.of(Diff.of(network("n", 4), network("n", 4)));
    assertEquals(0, table.rowCount());
    assertTrue(table.print().contains("no layer changed"), table.print());
  }

  @Test
  void aComparisonSaysHowManyAreBesideTheFirst() {
    Report first = Report.of(network("n", 4));
    Report other = Report.of(network("m", 8));
    String one = ComparisonTable.of(List.of(first, other)).print();
    assertTrue(one.contains("n and 1 network beside it"), one);
    String two = ComparisonTable.of(List.of(first, other, other)).print();
    assertTrue(two.contains("n and 2 networks beside it"), two);
  }

  @Test
  void titlesOfSweepsSayHowManyVariantsAreShown() {
    Sweep sweep = Sweep.of(network("n", 4)).knob("conv1_1.out=0..3").knob("fc1.out=0,1").build();
    List<Variant> rows = sweep.rows(0, 4);
    Chart chart = ParetoChart.of(sweep, rows, 0, 1, List.of());
    String shown = SweepTable.of(sweep, rows, chart).display().text();
    assertTrue(shown.contains("4 of 8 variants, 3 of them not possible"), shown);
    assertTrue(shown.contains("multiply-adds of 1 of 8 variants"), shown);
    assertTrue(
        SweepTable.of(sweep, sweep.rows(0, 2)).print().contains("2 of 8 variants, none of them"));
    Sweep one = Sweep.of(network("n", 4)).knob("fc1.out=3").build();
    assertTrue(SweepTable.of(one, one.rows(0, 1)).print().contains("1 variant"));
  }

  @Test
  void aFitShowsTheLayersThatItChangesAndNoneForABatch() {
    Report report = Report.of(network("n", 4));
    Budget budget = Budget.of(Quantity.BYTES, "64KiB");
    String wider = FitTable.of(Fit.largest(report, "conv1_1.out", List.of(budget))).print();
    assertTrue(wider.contains("layers changed"), wider);
    String batch = FitTable.of(Fit.largest(report, "batch", List.of(budget))).print();
    assertTrue(batch.contains("keeps the budget") && !batch.contains("changed"), batch);
  }

  @Test
  void networksStandInOneTableWithExactNumbers() {
    ResultTable table =
        NetworksTable.of(List.of(Report.of(network("a", 4)), Report.of(network("<b>", 8))));
    assertEquals(List.of("a", "<b>"), table.stringColumn("Network").asList());
    assertEquals(112 + 370, table.longColumn("Parameters").get(0));
    assertTrue(String.valueOf(table.display().contents().get(Display.HTML)).contains("&lt;b&gt;"));
  }

  @Test
  void aConversionShowsBothShapesOfTheWeightsAndTheSameParameters() {
    Network before = network("n", 4);
    ResultTable table = ConversionTable.of(before, FullyConvolutional.of(before));
    assertEquals("10x36", table.stringColumn("Weights before").get(0));
    assertEquals("10x4x3x3", table.stringColumn("Weights after").get(0));
    assertEquals(370, table.longColumn("Parameters before").get(0));
    assertEquals(370, table.longColumn("Parameters").get(0));
    assertTrue(table.print().contains("1 layer rewritten"), table.print());
  }

  @Test
  void everythingWithALookIsShownAndOtherThingsAreNot() {
    Network network = network("n", 4);
    assertTrue(Renderers.builtIn().of(network).orElseThrow().text().contains("conv1_1"));
    assertTrue(Renderers.builtIn().of(Report.of(network)).isPresent());
    assertTrue(Renderers.builtIn().of(Diff.of(network, network)).isPresent());
    assertTrue(Renderers.builtIn().of(tech.tablesaw.api.Table.create("t")).isPresent());
    assertTrue(Renderers.builtIn().of("a text").isEmpty());
  }

  @Test
  void aDisplayAboveAnotherKeepsTheFormsThatBothOffer() {
    Display both = Display.text("upper\n").with(Display.HTML, "<p>").above(Display.text("lower"));
    assertEquals("upper\n\nlower", both.text());
    assertEquals(1, both.contents().size());
  }

  @Test
  void blocksThatChangedAlikeAreShownOnce() {
    Diff diff = Variation.of(Zoo.network("resnet152")).with("*.conv1.out*=0.5").diff();
    ResultTable table = DiffTable.of(diff);
    assertEquals(diff.differences().size(), table.rowCount());
    assertEquals(diff.growth(Quantity.PARAMETERS), (long) table.longColumn("Parameters").sum());
    String shown = table.printAll();
    assertTrue(shown.contains("layer3.0.conv1") && shown.contains("layer3.1.conv1"), shown);
    assertTrue(shown.contains("⋯ the same in layer3.2 to layer3.35\n"), shown);
    assertTrue(shown.contains("⋯ the same in layer4.2\n"), shown);
    assertFalse(shown.contains("layer3.7"), shown);
  }
}
