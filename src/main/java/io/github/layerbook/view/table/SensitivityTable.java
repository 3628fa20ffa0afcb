package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.GridDisplay;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.sensitivity.Crossing;
import io.github.layerbook.whatif.sensitivity.Effect;
import io.github.layerbook.whatif.sensitivity.Finding;
import io.github.layerbook.whatif.sensitivity.Growth;
import io.github.layerbook.whatif.sensitivity.RatioChange;
import io.github.layerbook.whatif.sensitivity.Refusal;
import io.github.layerbook.whatif.sensitivity.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of a sensitivity: a line for each option's next step, those alike said once, with the
 * exact difference of each quantity and its derivation.
 *
 * <p>Columns: {@code Option} and {@code Step}, texts; {@code Alike}, how many steps do the same; a
 * number for each quantity under its heading, by how much it grows; {@code Derivation}, a text:
 * that of the first quantity which changes. Under the lines stand the steps that stand out and the
 * options that cannot move, and under these where figures change places.
 */
public final class SensitivityTable {
  private static final String OPTION = "Option";

  /** Longer derivations are cut where they are shown; under the pointer they are whole. */
  private static final int LONGEST = 60;

  /** So many lines of a long table are shown at once. */
  private static final int AT_ONCE = 40;

  /** What is written as one for so many, and what without decimals. */
  private static final double FEW = 0.5;

  private static final double MANY = 10;

  /** Of fewer steps it is plain which stands out. */
  private static final int FEWEST = 3;

  private static final int MOST_REFUSALS = 6;
  private static final int MOST_LISTED = 3;

  private final Sensitivity all;

  /** What a step changes, and the derivation of that. */
  private record Entry(Effect effect, String derivation) {}

  private SensitivityTable(Sensitivity all) {
    this.all = all;
  }

  /** Makes the table of a part of a network. */
  public static ResultTable of(Sensitivity all) {
    return new SensitivityTable(all).table();
  }

  /** Makes the table of a network, with where figures change places under it. */
  public static ResultTable of(Sensitivity all, List<Crossing> crossings) {
    ResultTable table = of(all);
    return crossings.isEmpty() ? table : table.above(GridDisplay.of(crossed(crossings)));
  }

  private ResultTable table() {
    List<Entry> rows =
        all.more().stream()
            .filter(effect -> !effect.isNothing())
            .map(effect -> new Entry(effect, derivation(effect)))
            .toList();
    TableForm<Entry> form =
        new TableForm<Entry>()
            .text(OPTION, row -> row.effect().step().name(), row -> option(row.effect()))
            .text("Step", row -> row.effect().step().text())
            .numbers("Alike", row -> row.effect().alike().size())
            .quantities(
                all.measures(),
                (row, place) -> Optional.of(row.effect().changes().get(place)),
                SensitivityTable::cell)
            .quiet("Derivation", Entry::derivation, row -> derivation(row.derivation()))
            .caption(all.before().network().name(), " — what one more of each option changes")
            .notes(notes());
    Grid grid = form.grid(rows);
    return ResultTable.folded(all.before().network().name(), form.columns(rows), brief(grid), grid);
  }

  private static Cell option(Effect effect) {
    return Cell.of(effect.name()).hover(String.join(" ", effect.step().edits()));
  }

  /** The first lines, with all that stands under them. */
  private static Grid brief(Grid grid) {
    List<Phrase> caption = new ArrayList<>(grid.caption());
    caption.add(
        Phrase.of(", the first %d of %s".formatted(AT_ONCE, Numbers.count(grid.lines().size()))));
    return new Grid(caption, grid.heads(), grid.first(AT_ONCE).lines(), grid.notes());
  }

  /** The derivation of the first quantity that changes; nothing where none does. */
  private String derivation(Effect effect) {
    for (int place = 0; place < all.measures().size(); place++) {
      Quantity quantity = all.measures().get(place);
      if (effect.change(place) != 0 && !quantity.isAlone()) {
        String of = place == 0 ? "" : quantity.title() + ": ";
        return of
            + (quantity.isRatio()
                ? RatioChange.of(all.before(), effect.step(), quantity).derivation()
                : Growth.of(all.before(), effect.step(), quantity).derivation());
      }
    }
    return "";
  }

  private static Cell cell(Quantity quantity, Number change) {
    Cell cell = Cell.change(quantity, change);
    String exact =
        quantity.isRatio()
            ? cell.text()
            : Numbers.signed(change.longValue(), number -> QuantityText.exact(quantity, number));
    return exact.equals(cell.text()) ? cell : cell.hover(exact);
  }

  private static Cell derivation(String text) {
    return text.length() <= LONGEST
        ? Cell.of(text).typeset(text.replace("*", "·"))
        : Cell.of(text.substring(0, LONGEST) + "…")
            .typeset(text.substring(0, LONGEST).replace("*", "·") + "…")
            .hover(text);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (all.more().size() >= FEWEST) {
      all.findings().forEach(finding -> notes.add(sentence(finding)));
    }
    List<Effect> nothing = all.more().stream().filter(Effect::isNothing).toList();
    if (!nothing.isEmpty()) {
      notes.add(
          "Changes none of these: %s."
              .formatted(String.join(", ", nothing.stream().map(Effect::name).toList())));
    }
    all.refusals().stream().limit(MOST_REFUSALS).forEach(refusal -> notes.add(sentence(refusal)));
    if (all.refusals().size() > MOST_REFUSALS) {
      notes.add(
          Numbers.count(all.refusals().size() - MOST_REFUSALS)
              + " more kinds of options cannot move either.");
    }
    return notes;
  }

  private String sentence(Finding finding) {
    Quantity quantity = finding.quantity();
    String first = all.measures().get(0).title();
    String step = finding.effect().step().name() + " (" + finding.effect().step().text() + ")";
    return switch (finding.kind()) {
      case COSTS_MOST -> "Costs most: %s, %s.".formatted(step, named(quantity, finding.per()));
      case CHEAPEST ->
          "The cheapest place to grow: %s, %s.".formatted(step, named(quantity, finding.per()));
      case BUYS_MOST ->
          "Buys most %s for its %s: %s, %s."
              .formatted(quantity.title(), first, step, amount(quantity, finding.per()));
      case FREE ->
          "Buys %s for no %s: %s, %s."
              .formatted(quantity.title(), first, step, named(quantity, finding.per()));
      case FREES_MOST -> "Frees most: %s, %s.".formatted(step, named(quantity, finding.per()));
    };
  }

  private static String named(Quantity quantity, double change) {
    return quantity.isRatio()
        ? Cell.change(quantity, change).text() + " " + quantity.noun()
        : Numbers.signed((long) change, number -> QuantityText.named(quantity, number));
  }

  /**
   * How much there is for each of the first quantity; below one, for how many of it there is one.
   */
  private static String amount(Quantity quantity, double per) {
    String unit = quantity.unit().symbol().isEmpty() ? "" : " " + quantity.unit().symbol();
    return per < FEW
        ? "1%s for every %s"
            .formatted(unit.equals(" bytes") ? " byte" : unit, Numbers.decimal(1 / per, 0))
        : "%s%s for each".formatted(Numbers.decimal(per, per < MANY ? 1 : 0), unit);
  }

  private static String sentence(Refusal refusal) {
    List<String> alike = refusal.alike();
    String listed = String.join(", ", alike.subList(0, Math.min(MOST_LISTED, alike.size())));
    int more = alike.size() - MOST_LISTED;
    return "No step of %s%s: %s."
        .formatted(listed, more > 0 ? " and " + more + " more" : "", refusal.problem());
  }

  private static Grid crossed(List<Crossing> crossings) {
    return new TableForm<Crossing>()
        .text(OPTION, Crossing::name, each -> Cell.of(each.name()).hover(each.option()))
        .count("Now", Crossing::now)
        .count("From", each -> each.first().value())
        .text("then larger", each -> figure(each.smaller(), each.first().smaller()))
        .text("than", each -> figure(each.larger(), each.first().larger()))
        .quiet(
            "the value before",
            each ->
                "%s: %s, %s"
                    .formatted(
                        Numbers.count(each.last().value()),
                        QuantityText.plain(each.smaller(), each.last().smaller()),
                        QuantityText.plain(each.larger(), each.last().larger())))
        .caption("Where figures change places")
        .grid(crossings);
  }

  private static String figure(Quantity quantity, long number) {
    return quantity.title() + ": " + QuantityText.exact(quantity, number);
  }
}
