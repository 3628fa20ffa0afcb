package io.github.layerbook.view.page;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.BriefSum;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.whatif.sweep.OpenReport;
import io.github.layerbook.whatif.tape.Script;
import io.github.layerbook.whatif.tape.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the rows of a page from an analysis: blocks in blocks, those that say the same once. */
final class PageRows {
  private static final Pattern BY =
      Pattern.compile("(?<=\uE001)x(?=[0-9\uE000])|(?<=[0-9])x(?=\uE000)");

  private final List<Row> rows;

  /**
   * The rows of the network as it is defined, by their paths; it may have others than {@code rows}.
   */
  private final Map<String, Row> defined = new LinkedHashMap<>();

  private final List<Quantity> quantities;
  private final List<Symbol> symbols;
  private final Script script;
  private final Sentences sentences;
  private final Slots plain;
  private final Slots counts;

  PageRows(
      OpenReport open,
      Report defined,
      List<Quantity> quantities,
      Script script,
      Sentences sentences) {
    this.rows = open.report().rows();
    defined.rows().forEach(row -> this.defined.put(row.node().path(), row));
    this.quantities = quantities;
    this.symbols =
        open.symbols().stream()
            .sorted(Comparator.comparing((Symbol symbol) -> symbol.name().length()).reversed())
            .toList();
    this.script = script;
    this.sentences = sentences;
    this.plain = new Slots(new Digits(Long::toString, "·", false), script);
    this.counts = new Slots(new Digits(Numbers::count, "·", false), script);
  }

  /** Returns the outermost rows. */
  List<PageRow> all() {
    return rows(0, rows.size(), 0);
  }

  /** The rows from one layer to another, which stand in the same blocks up to a depth. */
  private List<PageRow> rows(int from, int to, int depth) {
    List<PageRow> found = new ArrayList<>();
    int start = from;
    for (int next = from; next < to; ) {
      BlockPath block = rows.get(next).node().blockPath();
      int end = next + 1;
      PageRow row;
      if (block.depth() <= depth) {
        row = layer(next);
      } else {
        BlockPath inner = block.at(depth + 1);
        while (end < to && rows.get(end).node().blockPath().at(depth + 1).equals(inner)) {
          end++;
        }
        row = block(inner.name(), next, end, in(inner), rows(next, end, depth + 1));
      }
      PageRow last = found.isEmpty() ? row : found.get(found.size() - 1);
      if (!found.isEmpty() && same(last, row)) {
        found.set(found.size() - 1, repeated(last, row, start, end));
      } else {
        found.add(row);
        start = next;
      }
      next = end;
    }
    return found;
  }

  /** Whether a row is identical to those that the last one represents. */
  private static boolean same(PageRow last, PageRow row) {
    return last.times() == 1 ? last.isSame(row) : last.members().get(0).isSame(row);
  }

  /** Several blocks that say the same: their sums, with the first of them inside. */
  private PageRow repeated(PageRow last, PageRow row, int from, int to) {
    PageRow one = last.times() == 1 ? last : last.members().get(0);
    String first = last.times() == 1 ? last.name() : last.name().split(" ", 2)[0];
    int times = last.times() + 1;
    PageRow together = block(first + " … " + row.name(), from, to, before(from, to), List.of(one));
    List<Integer> derivations =
        derivations(one, i -> times + "·" + Slots.slot(one.measures().get(i).get(0)));
    return together.times(times, one.about()).derived(derivations);
  }

  /** The derivations of a row, others in the place of those that add up. */
  private List<Integer> derivations(PageRow row, IntFunction<String> sum) {
    List<Integer> derivations = new ArrayList<>(row.derivations());
    for (int i = 0; i < derivations.size(); i++) {
      if (derivations.get(i) >= 0 && quantities.get(i).isSum() && !quantities.get(i).isRatio()) {
        derivations.set(i, sentences.of(sum.apply(i), true));
      }
    }
    return derivations;
  }

  private PageRow layer(int place) {
    Row row = rows.get(place);
    String about = LayerTitle.typeset(LayerTitle.of(row.node().layer()));
    for (Symbol symbol : symbols) {
      about = about.replace(symbol.name(), plain.slot(new Size.Unknown(symbol.name())));
    }
    about = BY.matcher(about).replaceAll("×") + " → " + shape(row.output());
    List<PageRow> none = List.of();
    return row(row.node().name(), about, List.of(row), before(place, place + 1), none);
  }

  /** The rows of a block as it is defined. */
  private List<Row> in(BlockPath block) {
    return defined.values().stream().filter(row -> row.node().blockPath().isIn(block)).toList();
  }

  /** Some rows as they are defined, without those that are not. */
  private List<Row> before(int from, int to) {
    return rows.subList(from, to).stream()
        .flatMap(row -> Optional.ofNullable(defined.get(row.node().path())).stream())
        .toList();
  }

  private PageRow block(String name, int from, int to, List<Row> before, List<PageRow> members) {
    List<Row> some = rows.subList(from, to);
    String about = LayerTitle.of(some) + " → " + shape(some.get(some.size() - 1).output());
    PageRow row = row(name, about, some, before, members);
    return row.derived(derivations(row, quantity -> sum(members, quantity)));
  }

  /** The sum of what is in a block; what has nothing of it is left out. */
  private static String sum(List<PageRow> members, int quantity) {
    List<Size> terms =
        members.stream()
            .filter(member -> member.derivations().get(quantity) >= 0)
            .map(member -> Size.of(member.measures().get(quantity).get(0)))
            .toList();
    return BriefSum.brief(Size.sum(terms), PageRows::slots);
  }

  /** Writes a sum of terms' numbers with the terms' slots. */
  private static String slots(Size terms) {
    return terms instanceof Expression sum
        ? sum.operands().stream().map(PageRows::slots).collect(Collectors.joining(" + "))
        : Slots.slot((int) terms.value());
  }

  private PageRow row(
      String name, String about, List<Row> some, List<Row> defined, List<PageRow> members) {
    boolean counted = !members.isEmpty();
    Slots slots = counted ? counts : plain;
    List<List<Integer>> measures = new ArrayList<>();
    List<List<Object>> before = new ArrayList<>();
    List<Integer> derivations = new ArrayList<>();
    for (Quantity quantity : quantities) {
      if (!quantity.isOfLayers() || (!members.isEmpty() && !quantity.hasTotal())) {
        measures.add(List.of());
        before.add(List.of());
        derivations.add(-1);
        continue;
      }
      Measure measure = measure(some, quantity, members);
      measures.add(sizes(measure).stream().map(script::of).toList());
      before.add(
          defined.isEmpty()
              ? List.of()
              : sizes(measure(defined, quantity, members)).stream()
                  .map(size -> Script.number(size.value()))
                  .toList());
      derivations.add(
          measure.size().is(0)
              ? -1
              : sentences.of(BriefSum.brief(measure.expression(), slots::print), counted));
    }
    return new PageRow(name, 1, sentences.of(about, false), measures, before, derivations, members);
  }

  private static Measure measure(List<Row> some, Quantity quantity, List<PageRow> members) {
    return members.isEmpty() ? some.get(0).measure(quantity) : new Group("", some).total(quantity);
  }

  /** The size of a measure, and of a ratio what it is divided by. */
  static List<Size> sizes(Measure measure) {
    return measure.quantity().isRatio()
        ? List.of(measure.size(), measure.per())
        : List.of(measure.size());
  }

  private String shape(Shape shape) {
    return shape.axes().isEmpty()
        ? "1"
        : shape.sizes(AxisOrder.HWC).stream().map(plain::slot).collect(Collectors.joining("×"));
  }
}
