package io.github.layerbook.view.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.table.SummaryTable;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureUnitTest {
  private static final Quantity ENERGY =
      Quantity.of("Energy", Unit.of("pJ"), row -> row.size(Quantity.VALUES));
  private static final Quantity TENTHS =
      Quantity.of("Tenths", Unit.of("pJ"), row -> row.size(Quantity.VALUES)).dividedBy(10);

  private static Number number(Quantity quantity, String text) {
    return quantity.isRatio() ? (Number) Double.valueOf(text) : (Number) Long.valueOf(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Memory | 0 12845056 4000 602112 | Memory (MiB) | 0 12.25 0.0038 0.57",
        "Memory | 40 | Memory (bytes) | 40",
        "Memory | 0 | Memory (bytes) | 0",
        "Memory | 1024 2048 | Memory (bytes) | 1,024 2,048",
        "Memory | 10240 20480 | Memory (KiB) | 10 20",
        "Memory | 1 4096 | Memory (bytes) | 1 4,096",
        "Memory | 1 1099511627776 | Memory (GiB) | 0.00000000093 1,024.00",
        "Multiply-adds | 840 416520 | Multiply-adds (K) | 0.84 416.52",
        "Multiply-adds | 840 | Multiply-adds | 840",
        "Multiply-adds | 15470264320 86704128 4096000 | Multiply-adds (G) | 15.47 0.087 0.0041",
        "Parameters | 61706 138357544 | Parameters | 61,706 138,357,544",
        "Energy | 5 | Energy (pJ) | 5",
        "Tenths | 5.5 0.25 | Tenths (pJ) | 5.50 0.25",
        "Tenths | 0 5000000.5 70000000 | Tenths (M pJ) | 0 5.00 70.00",
        "Energy | 5000000 70000000 | Energy (M pJ) | 5 70",
      })
  void aColumnHasOneUnitThatItsHeadingNames(
      String quantity, String numbers, String heading, String texts) {
    Quantity of =
        Stream.of(Quantity.BYTES, Quantity.MULTIPLY_ADDS, Quantity.PARAMETERS, ENERGY, TENTHS)
            .filter(each -> each.heading().equals(quantity))
            .findFirst()
            .orElseThrow();
    List<Line> lines =
        Arrays.stream(numbers.split(" ", -1))
            .map(number -> new Line(Kind.ROW, List.of(Cell.of(of, number(of, number)))))
            .toList();
    Grid grid = new Grid(List.of(), List.of(Head.bars(of)), lines, List.of());
    assertEquals(heading, grid.heads().get(0).heading());
    assertEquals(
        texts, String.join(" ", grid.lines().stream().map(l -> l.cells().get(0).text()).toList()));
    assertEquals(grid, grid.withLines(grid.lines()));
  }

  @Test
  void differencesHaveTheirSignInTheSameUnit() {
    List<Line> lines =
        Stream.of(-10_485_760L, 0L, 524_288L)
            .map(number -> new Line(Kind.ROW, List.of(Cell.change(Quantity.BYTES, number))))
            .toList();
    Grid grid = new Grid(List.of(), List.of(Head.number("Memory")), lines, List.of());
    assertEquals("Memory (MiB)", grid.heads().get(0).heading());
    assertEquals(
        List.of("−10.00", "0", "+0.50"),
        grid.lines().stream().map(line -> line.cells().get(0).text()).toList());
  }

  /** What a reader adds up at sight gives the total, within what rounding takes. */
  @Test
  void theFiguresOfASummaryAddUpToItsTotal() {
    List<String> wrong = new ArrayList<>();
    for (ZooEntry entry : Zoo.entries().subList(0, 12)) {
      Grid grid = SummaryTable.byBlock(Report.of(entry.network())).grid();
      for (int column = 3; column < 6; column++) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;
        for (Line line : grid.lines()) {
          BigDecimal figure = new BigDecimal(line.cells().get(column).text().replace(",", ""));
          sum = line.kind() == Kind.TOTAL ? sum : sum.add(figure);
          total = line.kind() == Kind.TOTAL ? figure : total;
        }
        double most = 0.005 * grid.lines().size();
        if (sum.subtract(total).abs().doubleValue() > most) {
          wrong.add(entry.name() + ": " + sum + " and " + total);
        }
      }
    }
    assertTrue(wrong.isEmpty(), wrong.toString());
  }
}
