package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The table of receptive fields, in the terms of Araujo, Norris and Sim 2019. */
class ReceptiveTableTest {
  private static Table table(String text) {
    return ReceptiveTable.of(Notation.standard().parse("net", text).network());
  }

  @Test
  void eachLayersFieldIsToldInTheTermsOfTheField() {
    Table table =
        table("input 64x64x3\nconv 3x3-8 padding=1\nmaxpool 2x2\nconv 3x3-8 padding=1\nfc 10");
    assertEquals(
        List.of(1L, 3L, 4L, 8L), table.longColumn("Receptive field").asList().subList(0, 4));
    assertEquals(
        List.of(1L, 1L, 2L, 2L), table.longColumn("Effective stride").asList().subList(0, 4));
    assertEquals(
        List.of(0L, -1L, -1L, -3L), table.longColumn("Start offset").asList().subList(0, 4));
    assertEquals(
        List.of(0L, 1L, 1L, 3L), table.longColumn("Effective padding").asList().subList(0, 4));
    assertEquals(List.of(0., 0., .5, .5), table.doubleColumn("Centre").asList().subList(0, 4));
    assertEquals(1, table.longColumn("Receptive field").countMissing());
    assertEquals("whole", table.stringColumn("Sees").get(4));
  }

  @Test
  void theTextShowsHalvesAndMinusSigns() {
    String text =
        ReceptiveTable.of(
                Notation.standard()
                    .parse("net", "input 64x64x3\nconv 4x5-8 padding=1x2\nmaxpool 2x2")
                    .network())
            .display()
            .text();
    assertTrue(text.contains("−1×−2"), text);
    assertTrue(text.contains("0.5×0") && text.contains("1×0.5"), text);
    assertTrue(text.contains("start + p · stride"), text);
  }

  @Test
  void axesThatDifferHaveColumnsOfTheirOwn() {
    Table table = table("input 64x64x3\nconv 3x5-8");
    assertEquals(3, table.longColumn("Receptive field height").get(1));
    assertEquals(5, table.longColumn("Receptive field width").get(1));
    assertEquals(2.0, table.doubleColumn("Centre width").get(1));
  }
}
