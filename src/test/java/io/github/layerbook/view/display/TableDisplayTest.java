package io.github.layerbook.view.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Tables of the user's own. */
class TableDisplayTest {
  private static List<String> text(Table table) {
    return TableDisplay.of(table).text().lines().toList();
  }

  @Test
  void countsHaveSeparatorsAndYearsHaveNone() {
    Table table =
        Table.create(
            "networks",
            StringColumn.create("name", "AlexNet", "VGG-16"),
            IntColumn.create("year", 2012, 2014),
            IntColumn.create("run id", 123456, 7),
            LongColumn.create("parameters", 61_100_840L, 138_357_544L));
    assertEquals(
        List.of(
            "networks — 2 rows × 4 columns",
            "",
            "name     year  run id   parameters",
            "----------------------------------",
            "AlexNet  2012  123456   61,100,840",
            "VGG-16   2014       7  138,357,544"),
        text(table));
  }

  @Test
  void decimalsAreOnePerColumnAndMissingOnesADash() {
    Table table = Table.create("t", DoubleColumn.create("top-1", 0.633, Double.NaN, 76.5));
    assertEquals(List.of(" 0.633", "     –", "76.500"), text(table).subList(4, 7));
  }

  @Test
  void theUsersOwnFormatterIsKept() {
    DoubleColumn share = DoubleColumn.create("share", 0.743, 0.257);
    share.setPrintFormatter(NumberColumnFormatter.percent(1));
    LongColumn code = LongColumn.create("count", 1_234_567L);
    code.setPrintFormatter(NumberColumnFormatter.currency("en", "US"));
    assertEquals(share.getString(0), text(Table.create("t", share)).get(4).strip());
    assertEquals(code.getString(0), text(Table.create("t", code)).get(4).strip());
  }

  @Test
  void longTablesAreFoldedAndHugeOnesCut() {
    Table table = Table.create("t", IntColumn.create("n", IntStream.range(0, 5000).toArray()));
    assertEquals(4 + 20 + 1, text(table).size());
    assertTrue(text(table).get(24).contains("5,000 rows"));
    String html = String.valueOf(TableDisplay.of(table).contents().get(Display.HTML));
    assertTrue(html.contains("<details"));
    assertTrue(html.contains(">999</td>") && !html.contains(">1000</td>"));
  }

  @Test
  void emptyTablesAreShownToo() {
    assertEquals("t — 0 rows × 0 columns", text(Table.create("t")).get(0));
  }
}
