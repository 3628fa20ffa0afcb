package io.github.layerbook.view.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.TableDisplay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Texts of users are shown as they are in every format, and run in none. */
class EscapingTest {
  @TempDir Path folder;

  private static final Table TABLE =
      Table.create(
          "100% & more [x]",
          StringColumn.create(
              "=text",
              "=HYPERLINK(\"http://x\")",
              "+1",
              "a,\"b\"\nc",
              "\\input{x} $y$ #_^~<>|{}%&",
              "é × 漢 \u0001"),
          LongColumn.create("count", -1, 2, 3, 4, 5),
          DoubleColumn.create("share", 0.5, -1.5, 2, 3, Double.NaN));

  @Test
  void csvHasNoFormulas() {
    assertEquals(
        """
        '=text,count,share\r
        "'=HYPERLINK(""http://x"")",-1,0.5\r
        '+1,2,-1.5\r
        "a,""b""
        c",3,2.0\r
        \\input{x} $y$ #_^~<>|{}%&,4,3.0\r
        é × 漢 \u0001,5,\r
        """,
        CsvTable.of(TABLE));
  }

  @Test
  void latexShowsEverySign() {
    String latex = LatexTable.of(TableDisplay.grid(TABLE));
    assertTrue(
        latex.contains(
            "\\textbackslash{}input\\{x\\} \\$y\\$ \\#\\_\\textasciicircum{}\\textasciitilde{}"
                + "\\textless{}\\textgreater{}\\textbar{}\\{\\}\\%\\&"),
        latex);
    assertTrue(latex.contains("é \\ensuremath{\\times} U+6F22"), latex);
    assertTrue(latex.contains("\\caption{100\\% \\& more {[}x{]}"), latex);
    assertTrue(latex.codePoints().allMatch(c -> c == '\n' || (c >= ' ' && c <= 0x17f)), latex);
    assertEquals(latex.split("\\{", -1).length, latex.split("}", -1).length);
  }

  @Test
  void aWorkbookHasTextsAndNumbersAndNoFormulas() throws IOException {
    String sheet = part(Workbooks.of(TABLE), "xl/worksheets/sheet1.xml");
    assertFalse(sheet.contains("<f>"), sheet);
    assertTrue(sheet.contains("<v>-1.5</v>"), sheet);
    assertTrue(part(Workbooks.of(TABLE), "xl/workbook.xml").contains("100% &amp; more  x"), sheet);
  }

  private String part(byte[] workbook, String name) throws IOException {
    Path file = Files.write(folder.resolve("table.xlsx"), workbook);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
