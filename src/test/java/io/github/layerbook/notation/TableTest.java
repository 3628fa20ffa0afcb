package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table 1 of the VGG paper, whose table 2 gives the sizes that must come out. */
class TableTest {
  private static final Notation NOTATION = Notation.standard();
  private static final String TABLE = Texts.read("table1.md");

  private static List<Definition> inSpelling(String spelling) {
    return NOTATION.parseAll(
        switch (spelling) {
          case "tabs" -> separated("\t");
          case "commas" -> separated(",");
          case "windows" -> TABLE.replace("\n", "\r\n");
          default -> TABLE;
        });
  }

  /** The table without bars and rules. */
  private static String separated(String separator) {
    return TABLE
        .lines()
        .filter(line -> !line.contains("---"))
        .map(line -> line.substring(1, line.length() - 1))
        .map(line -> line.replaceAll(" *\\| *", separator))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "A, 133, 132_863_336",
    "A_LRN, 133, 132_863_336",
    "B, 133, 133_047_848",
    "C, 134, 133_638_952",
    "D, 138, 138_357_544",
    "E, 144, 143_667_240",
  })
  void theColumnsHaveTheSizesOfTheTable2(String name, String millions, String exact) {
    Network network =
        NOTATION.parseAll(TABLE).stream()
            .map(Definition::network)
            .filter(n -> n.name().equals(name))
            .findFirst()
            .orElseThrow();
    Report report = Report.of(network);
    assertEquals(Long.parseLong(exact.replace("_", "")), report.total(Quantity.PARAMETERS).value());
    var check = Claims.in("TOTAL: " + millions + " million", NOTATION).check(report);
    assertEquals(Verdict.HOLDS, check.rows().get(0).verdict());
  }

  @ParameterizedTest
  @CsvSource({"tabs", "commas", "windows"})
  void separatorsAndLineEndsDoNotMatter(String spelling) {
    assertEquals(
        NOTATION.parseAll(TABLE).stream().map(Definition::network).toList(),
        inSpelling(spelling).stream().map(Definition::network).toList());
  }

  @Test
  void stackedCellsMayBeBrokenInsideACell() {
    List<Definition> two =
        NOTATION
            .input("32x32x3")
            .parseAll("| a | b |\n|--|--|\n| conv3-8<br>conv3-8 | conv3-8 |\n| fc-10 |");
    assertEquals(4, two.get(0).network().nodes().size());
    assertEquals(3, two.get(1).network().nodes().size());
  }

  @Test
  void oneColumnIsOneNetwork() {
    assertEquals(
        3, NOTATION.parse("| input 8x8x3 |\n| conv3-4 |\n| maxpool |").network().nodes().size());
  }

  @Test
  void raggedRowsAreRefusedWithTheWayToWriteThem() {
    NotationException e =
        assertThrows(
            NotationException.class,
            () ->
                NOTATION.parseAll(
                    "A\tB\tC\ninput 8x8x3\nconv3-4\tconv3-4\tconv3-4\nLRN\tconv3-4\nmaxpool"));
    assertEquals(
        """
        line 4, column 1: this row has 2 cells, the table 3 columns
            LRN conv3-4
            ^^^^^^^^^^^
        write every cell, empty ones too, such as | conv3-64 | | |; one cell alone belongs to all columns\
        """,
        e.getMessage());
  }

  @Test
  void columnsParsedAsOneNetworkAreRefused() {
    NotationException e = assertThrows(NotationException.class, () -> NOTATION.parse(TABLE));
    assertEquals("the text defines 6 networks: A, A_LRN, B, C, D, E", e.problem());
  }

  @Test
  void aMisspeltCellIsShownInItsRow() {
    NotationException e =
        assertThrows(
            NotationException.class,
            () -> NOTATION.parseAll(TABLE.replaceFirst("LRN       \\|", "LNR       |")));
    assertEquals(7, e.line());
    assertEquals("LNR", e.culprit());
    assertEquals("LRN", e.nearest().get(0));
  }
}
