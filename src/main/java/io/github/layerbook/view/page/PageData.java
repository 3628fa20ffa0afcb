package io.github.layerbook.view.page;

import io.github.layerbook.layer.LayerException;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.unit.Scale;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.play.Play;
import io.github.layerbook.whatif.sweep.OpenReport;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.tape.Script;
import io.github.layerbook.whatif.tape.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the script of a page reads: the sliders, the program that finds all numbers, what must hold,
 * the totals and the rows, of each combination of sliders that change more than sizes.
 */
final class PageData {
  private final Play play;
  private final Sweep sweep;
  private final List<Quantity> quantities;
  private final List<Object> analyses = new ArrayList<>();
  private final Script script;

  private PageData(Play play) {
    this.play = play;
    this.sweep = play.sweep();
    this.quantities = sweep.quantities();
    List<Symbol> symbols = new ArrayList<>();
    for (int i = 0; i < sweep.topologies(); i++) {
      analyses.add(analysis(i));
    }
    for (Object each : analyses) {
      if (each instanceof OpenReport open) {
        symbols.addAll(open.symbols());
      }
    }
    this.script = new Script(symbols);
  }

  /** Makes the data of a page. */
  static Map<String, Object> of(Play play) {
    PageData data = new PageData(play);
    data.networks(new Sentences());
    data.script.share();
    return data.tree();
  }

  /** One analysis, or why there is none. */
  private Object analysis(int topology) {
    try {
      return sweep.open(topology);
    } catch (NetworkException | LayerException | SizeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Map<String, Object> tree() {
    Sentences sentences = new Sentences();
    List<Object> networks = networks(sentences);
    return JsonTree.of(
        "name", play.defined().network().name(),
        "sliders", sliders(),
        "symbols", script.symbols().stream().map(this::symbol).toList(),
        "faults", List.of(Op.SUBTRACT.problem(1), Op.DIVIDE.problem(0), Op.ADD.problem(1)),
        "terms", script.terms(),
        "texts", sentences.all(),
        "scales", scales(),
        "quantities", quantities.stream().map(this::quantity).toList(),
        "networks", networks);
  }

  private List<Object> sliders() {
    List<Knob> order = sweep.grid().knobs();
    List<Object> sliders = new ArrayList<>();
    for (int i = 0; i < sweep.knobs().size(); i++) {
      Knob knob = sweep.knobs().get(i);
      int place = order.indexOf(knob);
      int step = place < sweep.fixedKnobs() ? 1 : 0;
      for (int next = place + 1; next < sweep.fixedKnobs(); next++) {
        step *= order.get(next).values().size();
      }
      sliders.add(
          JsonTree.of(
              "name", knob.name(),
              "scales", knob.kind() == Knob.Kind.SCALE,
              "values", knob.values(),
              "start", play.start().get(i),
              "step", step));
    }
    return sliders;
  }

  /** The slider that varies a symbol, and the symbol's value at each of its positions. */
  private Object symbol(Symbol symbol) {
    Knob knob = sweep.grid().knobs().get(sweep.fixedKnobs() + symbol.knob());
    return List.of(
        sweep.knobs().indexOf(knob), symbol.values().stream().map(Script::number).toList());
  }

  private static Map<String, Object> scales() {
    Map<String, Object> scales = new LinkedHashMap<>();
    for (Scale scale : List.of(Scale.COUNTS, Scale.BINARY_BYTES)) {
      List<String> units = IntStream.rangeClosed(0, scale.largest()).mapToObj(scale::unit).toList();
      scales.put(scale.name(), List.of(scale.base(), units));
    }
    return scales;
  }

  private Map<String, Object> quantity(Quantity quantity) {
    Map<String, Object> tree =
        new LinkedHashMap<>(
            JsonTree.of(
                "heading", quantity.heading(),
                "noun", quantity.noun(),
                "style", quantity.isRatio() ? "RATIO" : quantity.unit().style().name(),
                "color", Palette.color(quantity),
                "layers", quantity.isOfLayers()));
    play.budget(quantity)
        .ifPresent(
            budget ->
                tree.put(
                    "most", budget.most() instanceof Long m ? Script.number(m) : budget.most()));
    return tree;
  }

  private List<Object> networks(Sentences sentences) {
    return analyses.stream()
        .map(
            each ->
                each instanceof OpenReport open
                    ? network(open, sentences)
                    : (Object) JsonTree.of("problem", each))
        .toList();
  }

  private Map<String, Object> network(OpenReport open, Sentences sentences) {
    PageRows rows = new PageRows(open, play.defined(), quantities, script, sentences);
    return JsonTree.of(
        "needs", new PageNeeds(script, sentences).of(open.report(), quantities),
        "totals", totals(open.report()).stream().map(some -> terms(some)).toList(),
        "defined", totals(play.defined()).stream().map(PageData::numbers).toList(),
        "rows", rows.all().stream().map(PageRow::json).toList());
  }

  private List<List<Size>> totals(Report report) {
    return quantities.stream().map(each -> PageRows.sizes(report.total(each))).toList();
  }

  private List<Integer> terms(List<Size> sizes) {
    return sizes.stream().map(script::of).toList();
  }

  private static List<Object> numbers(List<Size> sizes) {
    return sizes.stream().map(size -> Script.number(size.value())).toList();
  }
}
