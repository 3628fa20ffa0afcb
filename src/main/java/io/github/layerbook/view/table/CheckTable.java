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
    Grid all = grid(check);
    return ResultTable.folded(
        check.report().network().name(), form(check).columns(check.rows()), brief(check, all), all);
  }

  /**
   * Makes the table of what a text claims of an inventory. Columns: {@code Claim}, {@code Stated},
   * {@code Computed}, {@code Verdict} and {@code Why} are texts.
   */
  public static ResultTable of(InventoryCheck check) {
    List<InventoryCheck.Checked> rows = check.rows();
    long holds = rows.stream().filter(row -> row.verdict() == Verdict.HOLDS).count();
    long fails = rows.stream().filter(row -> row.verdict() == Verdict.FAILS).count();
    return new TableForm<InventoryCheck.Checked>()
        .shown(Head.text("Verdict"), row -> Cell.of(signed(row.verdict())))
        .text("Claim", row -> row.claim().text())
        .shown(Head.number("Stated"), row -> Cell.of(row.stated()))
        .data("Stated", InventoryCheck.Checked::stated)
        .shown(Head.number("Computed"), row -> Cell.of(computed(row)))
        .data("Computed", CheckTable::computed)
        .data("Verdict", row -> word(row.verdict()))
        .quiet("Why", InventoryCheck.Checked::why)
        .caption(
            check.inventory().name(),
            " — %s: %d hold, %d fail".formatted(Numbers.count(rows.size(), "claim"), holds, fails))
        .table(check.inventory().name(), rows);
  }

  private static String computed(InventoryCheck.Checked row) {
    return row.computed().map(Numbers::count).orElse("");
  }

  private static TableForm<Checked> form(CheckReport check) {
    return new TableForm<Checked>()
        .column(
            rows ->
                IntColumn.create(
                    "Line", rows.stream().mapToInt(row -> row.claim().line()).toArray()))
        .shown(Head.text("Verdict"), row -> Cell.of(signed(row.verdict())))
        .text("Claim", row -> row.claim().text(), row -> cut(row.claim().text()))
        .text("About", Checked::subject)
        .shown(Head.number("Stated"), row -> cut(row.stated()))
        .data("Stated", Checked::stated)
        .shown(
            Head.number("Computed"),
            row -> LayerTitle.cell(computed(row.computed())).hover(derivation(row.computed())))
        .data("Computed", row -> computed(row.computed()))
        .data("Verdict", row -> word(row.verdict()))
        .quiet("Why", Checked::why)
        .caption(caption(check));
  }

  /** Returns whether a table of verdicts has claims that hold, and none that do not. */
  public static boolean holds(ResultTable checked) {
    List<String> verdicts = checked.stringColumn("Verdict").asList();
    return verdicts.contains(word(Verdict.HOLDS))
        && !verdicts.contains(word(Verdict.FAILS))
        && !verdicts.contains(word(Verdict.UNCLEAR));
  }

  /** What a long check is folded to: the claims that do not hold, if there are any. */
  private static Grid brief(CheckReport check, Grid all) {
    List<Checked> others =
        check.rows().stream().filter(row -> row.verdict() != Verdict.HOLDS).toList();
    return others.isEmpty()
        ? all.first(ResultTable.LINES_AT_ONCE)
        : all.withLines(grid(new CheckReport(check.report(), others)).lines());
  }

  private static Grid grid(CheckReport check) {
    TableForm<Checked> form = form(check);
    List<Checked> others = check.rows(Verdict.NO_CLAIM);
    if (!others.isEmpty()) {
      String count = Numbers.count(others.size(), "line") + " without a claim";
      form.below(form.line(Kind.GROUP, Cell.of(count), List.of()));
      others.forEach(row -> form.below(form.line(Kind.MEMBER, cut(row.claim().text()), List.of())));
    }
    return form.grid(
        check.rows().stream().filter(row -> row.verdict() != Verdict.NO_CLAIM).toList());
  }

  private static String[] caption(CheckReport check) {
    int holds = check.rows(Verdict.HOLDS).size();
    int fails = check.rows(Verdict.FAILS).size();
    int unclear = check.rows(Verdict.UNCLEAR).size();
    String name = check.report().network().name();
    String dash = name.isEmpty() ? "" : " — ";
    int claims = holds + fails + unclear;
    return claims == 0
        ? new String[] {name, dash + open(check)}
        : new String[] {
          name,
          dash + Numbers.count(claims, "claim") + ": ",
          Numbers.count(holds),
          holds == 1 ? " holds, " : " hold, ",
          Numbers.count(fails),
          (fails == 1 ? " does not" : " do not")
              + (unclear > 0 ? ", " + Numbers.count(unclear) + " cannot be told" : "")
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
