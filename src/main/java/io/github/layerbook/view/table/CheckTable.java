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
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.display.Text;
import java.util.ArrayList;
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
    TableForm<Checked> form = form();
    List<Phrase> caption = caption(name, rows, open);
    Grid all = grid(form, caption, rows);
    List<Checked> others = rows.stream().filter(row -> row.verdict() != Verdict.HOLDS).toList();
    Grid brief =
        others.isEmpty()
            ? all.first(ResultTable.LINES_AT_ONCE)
            : all.withLines(grid(form, caption, others).lines());
    return ResultTable.folded(name, form.columns(rows), brief, all);
  }

  private static TableForm<Checked> form() {
    return new TableForm<Checked>()
        .column(
            rows ->
                IntColumn.create(
                    "Line", rows.stream().mapToInt(row -> row.claim().line()).toArray()))
        .shown(Head.text("Verdict"), row -> Cell.of(signed(row.verdict())))
        .shown(Head.text("Claim"), row -> cut(row.claim().text()))
        .data("Claim", row -> row.claim().text())
        .text("About", Checked::subject)
        .shown(Head.number("Stated"), row -> cut(row.stated()))
        .data("Stated", Checked::stated)
        .shown(
            Head.number("Computed"),
            row -> LayerTitle.cell(computed(row.computed())).hover(derivation(row.computed())))
        .data("Computed", row -> computed(row.computed()))
        .data("Verdict", row -> word(row.verdict()))
        .quiet("Why", Checked::why);
  }

  /** Returns whether a table of verdicts has claims that hold, and none that do not. */
  public static boolean holds(ResultTable checked) {
    List<String> verdicts = checked.stringColumn("Verdict").asList();
    return verdicts.contains(word(Verdict.HOLDS))
        && !verdicts.contains(word(Verdict.FAILS))
        && !verdicts.contains(word(Verdict.UNCLEAR));
  }

  private static Grid grid(TableForm<Checked> form, List<Phrase> caption, List<Checked> rows) {
    List<Line> without = new ArrayList<>();
    List<Checked> others = rows.stream().filter(row -> !isClaim(row)).toList();
    if (!others.isEmpty()) {
      String count = Numbers.count(others.size(), "line") + " without a claim";
      without.add(Line.of(Kind.GROUP, count, "", "", "", "", ""));
      Line empty = Line.of(Kind.MEMBER, "", "", "", "", "", "");
      others.forEach(row -> without.add(empty.beginning(cut(row.claim().text()))));
    }
    return form.grid(
        caption,
        rows.stream().filter(CheckTable::isClaim).toList(),
        List.of(),
        without.toArray(Line[]::new));
  }

  private static boolean isClaim(Checked row) {
    return row.verdict() != Verdict.NO_CLAIM;
  }

  private static long count(List<Checked> rows, Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }

  private static List<Phrase> caption(String name, List<Checked> rows, String open) {
    long holds = count(rows, Verdict.HOLDS);
    long fails = count(rows, Verdict.FAILS);
    long unclear = count(rows, Verdict.UNCLEAR);
    List<Phrase> caption = new ArrayList<>();
    if (!name.isEmpty()) {
      caption.add(Phrase.strong(name));
      caption.add(Phrase.of(" — "));
    }
    if (holds + fails + unclear == 0) {
      caption.add(Phrase.of(open));
      return caption;
    }
    caption.add(Phrase.of(Numbers.count(holds + fails + unclear, "claim") + ": "));
    caption.add(Phrase.strong(Numbers.count(holds)));
    caption.add(Phrase.of(holds == 1 ? " holds, " : " hold, "));
    caption.add(Phrase.strong(Numbers.count(fails)));
    caption.add(Phrase.of(fails == 1 ? " does not" : " do not"));
    if (unclear > 0) {
      caption.add(
          Phrase.of(", " + Numbers.count(unclear) + (unclear == 1 ? " is" : " are") + " unclear"));
    }
    return caption;
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
  static String signed(Verdict verdict) {
    String sign =
        switch (verdict) {
          case HOLDS -> "✓ ";
          case FAILS -> "✗ ";
          case UNCLEAR -> "? ";
          case NO_CLAIM -> "– ";
        };
    return sign + word(verdict);
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "holds";
      case FAILS -> "fails";
      case UNCLEAR -> "unclear";
      case NO_CLAIM -> "no claim";
    };
  }
}
