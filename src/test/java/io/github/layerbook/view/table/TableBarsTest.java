package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Bars in the cells of tables have the colours that the same quantities have in charts. */
class TableBarsTest {
  private static final Pattern BAR = Pattern.compile("linear-gradient\\(270deg,#(.*?) ");
  private static final String MEMORY = bar(Quantity.BYTES);
  private static final String WORK = bar(Quantity.MULTIPLY_ADDS);
  private static final String PARAMETERS = bar(Quantity.PARAMETERS);

  private static String bar(Quantity quantity) {
    return Palette.color(quantity).substring(1) + "5c";
  }

  private static Set<String> colors(Display display) {
    Set<String> colors = new TreeSet<>();
    Matcher bars = BAR.matcher(display.form(Display.HTML));
    while (bars.find()) {
      colors.add(bars.group(1));
    }
    return colors;
  }

  @Test
  void ofLayersNetworksAndMemory() {
    Report report = Report.of(Zoo.network("resnet18"));
    Set<String> all = Set.of(MEMORY, WORK, PARAMETERS);
    assertEquals(all, colors(SummaryTable.of(report).display()));
    assertEquals(all, colors(ComparisonTable.of(List.of(report)).display()));
    assertEquals(all, colors(NetworksTable.of(List.of(report)).display()));
    assertEquals(Set.of(WORK, PARAMETERS), colors(ZooTable.of(Zoo.matching("vgg")).display()));
    assertEquals(Set.of(MEMORY), colors(MemoryTable.of(MemoryReport.of(report)).display()));
  }
}
