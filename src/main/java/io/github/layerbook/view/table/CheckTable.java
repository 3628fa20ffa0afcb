package io.github.layerbook.view.table;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Computed;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.InventoryCheck;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.Text;
import java.util.List;
import tech.tablesaw.api.IntColumn;

/**
 * The table of a text's claims and what became of them: one row per claim, and one per line that
 * claims nothing, so that no line is swallowed. The verdict is shown first, where a narrow window
 * shows it too.
 *
 * <p>Columns: {@code Line} is the line's number in the text; {@code Claim}, {@code About}, {@code
 * Stated}, {@code Computed}, {@code Verdict} ({@code holds}, {@code fails}, {@code unclear}, {@code
 * no claim}) and {@code Why} are texts.
 */
public final class CheckTable {
  /** Longer texts are cut where they are shown; the table's columns hold them in full. */
  private static final int LONGEST = 56;

  private CheckTable() {}

  /** Makes the table of a check. */
  public static ResultTable of(CheckReport check) {
    return of(check.report().network().name(), check.rows(), open(check));
  }

  /** Makes the table of a check of an inventory. */
  public static ResultTable of(InventoryCheck check) {
    return of(check.inventory().name(), check.rows(), "the text claims nothing of its parameters");
  }

  private static ResultTable of(String name, List<Checked> rows, String open) {
    String[] caption = caption(name, rows, open);
    Grid all = grid(rows, caption);
    List<Checked> others = rows.stream().filter(row -> row.verdict() != Verdict.HOLDS).toList();
    Grid brief =
        others.isEmpty()
            ? all.first(ResultTable.LINES_AT_ONCE)
            : all.withLines(grid(others, caption).lines());
    return ResultTable.folded(name, form(caption).columns(rows), brief, all);
  }

  private static TableForm<Checked> form(String... caption) {
    return new TableForm<Checked>()
        .column(
            rows ->
                IntColumn.create(
                    "Line", rows.stream().mapToInt(row -> row.claim().line()).toArray()))
        .text("Verdict", row -> word(row.verdict()), row -> Cell.of(signed(row.verdict())))
        .text("Claim", row -> row.claim().text(), row -> cut(row.claim().text()))
        .text("About", Checked::subject)
        .shown(Head.number("Stated"), row -> cut(row.stated()))
        .data("Stated", Checked::stated)
        .shown(
            Head.number("Computed"),
            row -> LayerTitle.cell(computed(row.computed())).hover(derivation(row.computed())))
        .data("Computed", row -> computed(row.computed()))
        .quiet("Why", Checked::why)
        .caption(caption);
  }

  /** Returns whether a table of verdicts has claims that hold, and none that do not. */
  public static boolean holds(ResultTable checked) {
    List<String> verdicts = checked.stringColumn("Verdict").asList();
    return verdicts.contains(word(Verdict.HOLDS))
        && !verdicts.contains(word(Verdict.FAILS))
        && !verdicts.contains(word(Verdict.UNCLEAR));
  }

  private static Grid grid(List<Checked> rows, String... caption) {
    TableForm<Checked> form = form(caption);
    List<Checked> others = rows.stream().filter(row -> !isClaim(row)).toList();
    if (!others.isEmpty()) {
      String count = Numbers.count(others.size(), "line") + " without a claim";
      form.below(form.line(Kind.GROUP, Cell.of(count), List.of()));
      others.forEach(row -> form.below(form.line(Kind.MEMBER, cut(row.claim().text()), List.of())));
    }
    return form.grid(rows.stream().filter(CheckTable::isClaim).toList());
  }

  private static boolean isClaim(Checked row) {
    return row.verdict() != Verdict.NO_CLAIM;
  }

  private static long count(List<Checked> rows, Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }

  private static String[] caption(String name, List<Checked> rows, String open) {
    long holds = count(rows, Verdict.HOLDS);
    long fails = count(rows, Verdict.FAILS);
    long unclear = count(rows, Verdict.UNCLEAR);
    String dash = name.isEmpty() ? "" : " — ";
    long claims = holds + fails + unclear;
    return claims == 0
        ? new String[] {name, dash + open}
        : new String[] {
          name,
          dash + Numbers.count(claims, "claim") + ": ",
          Numbers.count(holds),
          holds == 1 ? " holds, " : " hold, ",
          Numbers.count(fails),
          (fails == 1 ? " does not" : " do not")
              + (unclear > 0 ? ", " + Numbers.count(unclear) + " unclear" : "")
        };
  }

  /** What remains to be claimed where nothing is. */
  private static String open(CheckReport check) {
    return "the text claims nothing that can be checked, so everything is open: parameters,"
        + " multiply-adds, memory and shapes of "
        + Numbers.count(check.report().rows().size(), "layer")
        + ". Write a claim a line, such as TOTAL params: 138M or "
        + check.report().rows().get(check.report().rows().size() - 1).name()
        + " weights: 1,728";
  }

  private static Cell cut(String text) {
    String line = Text.line(text).strip();
    if (line.length() <= LONGEST) {
      return Cell.of(line);
    }
    int end = line.offsetByCodePoints(0, line.codePointCount(0, LONGEST - 1));
    return Cell.of(line.substring(0, end).stripTrailing() + "…").hover(line);
  }

  private static String computed(Computed computed) {
    if (computed instanceof Computed.OfShape shape) {
      return shape.shape().toString();
    } else if (computed instanceof Computed.OfFact fact) {
      return fact.numbers();
    } else if (computed instanceof Computed.OfMeasure measured) {
      Measure measure = measured.measure();
      return measure.quantity() == Quantity.BYTES
          ? Numbers.bytesBothWays(measure.value())
          : QuantityText.plain(measure.quantity(), measure.number());
    }
    return "";
  }

  private static String derivation(Computed computed) {
    if (!(computed instanceof Computed.OfMeasure measured)) {
      return "";
    }
    Measure measure = measured.measure();
    return measure.derivation() + " = " + QuantityText.plain(measure.quantity(), measure.number());
  }

  /** The verdict with its sign: {@code ✓ holds}. */
  private static String signed(Verdict verdict) {
    String sign =
        switch (verdict) {
          case HOLDS -> "✓ ";
          case FAILS -> "✗ ";
          case UNCLEAR -> "? ";
          case NO_CLAIM -> "– ";
        };
    return sign + word(verdict);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "holds";
      case FAILS -> "fails";
      case UNCLEAR -> "unclear";
      case NO_CLAIM -> "no claim";
    };
  }
}
