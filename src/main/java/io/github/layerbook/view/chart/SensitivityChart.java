package io.github.layerbook.view.chart;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import io.github.layerbook.whatif.sensitivity.Effect;
import io.github.layerbook.whatif.sensitivity.Sensitivity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The chart of a sensitivity: for each option by how much its next step changes each quantity, in
 * percent of the network's own, a part for each quantity.
 */
final class SensitivityChart {
  private static final int ABOVE = 96;
  private static final double ROOM = 1.05;

  /** The share of the width of the first part, beside which the names stand. */
  private static final double FIRST = 0.4;

  private static final double FIRST_OF_LONG = 0.5;

  /** The most options that remain legible. */
  private static final int MOST = 30;

  /** Names of more letters need more room, or are cut. */
  private static final int LONG = 16;

  private final Sensitivity all;
  private final List<Effect> changing;
  private final List<Effect> effects;
  private final List<String> names;

  private SensitivityChart(Sensitivity all) {
    this.all = all;
    // the batch would dwarf all others: another example doubles what is counted for each
    this.changing =
        all.more().stream()
            .filter(effect -> !effect.isNothing() && !effect.step().name().equals("batch"))
            .toList();
    Set<Effect> largest =
        new HashSet<>(
            changing.stream()
                .sorted(Comparator.comparingDouble(effect -> -weight(effect)))
                .limit(MOST)
                .toList());
    this.effects = changing.stream().filter(largest::contains).toList();
    this.names = names();
  }

  /** The steps' names, short ones where they tell the steps apart. */
  private List<String> names() {
    List<String> brief = effects.stream().map(effect -> brief(effect)).toList();
    return brief.stream().distinct().count() == brief.size()
        ? brief
        : effects.stream().map(SensitivityChart::name).toList();
  }

  /** The end of a long path, and how many steps do the same. */
  private static String brief(Effect effect) {
    String name = effect.step().name();
    List<String> path = List.of(name.split("\\.", -1));
    String end =
        path.size() > 2 && name.length() > LONG
            ? "…" + String.join(".", path.subList(path.size() - 2, path.size()))
            : name;
    return end + (effect.alike().size() == 1 ? "" : " ×" + effect.alike().size());
  }

  static Chart of(Sensitivity all) {
    return new SensitivityChart(all).chart();
  }

  /** The largest share by which a quantity changes. */
  private double weight(Effect effect) {
    double weight = 0;
    for (int place = 0; place < all.measures().size(); place++) {
      weight = Math.max(weight, Math.abs(percent(effect, place)));
    }
    return weight;
  }

  private double percent(Effect effect, int place) {
    double now = all.before().total(all.measures().get(place)).number().doubleValue();
    double change = effect.changes().get(place).doubleValue();
    return now > 0 && Double.isFinite(change) ? 100 * change / now : 0;
  }

  private Chart chart() {
    String which =
        effects.size() < changing.size()
            ? ", the %d of %s that change most"
                .formatted(effects.size(), Numbers.count(changing.size()))
            : "";
    PlotlyLayout layout =
        ChartLayout.ofBars(
            all.before().network().name(),
            ": what one more of each option changes" + which,
            ABOVE,
            effects.size());
    List<PlotlyTrace> traces = new ArrayList<>();
    for (int place = 0; place < all.measures().size(); place++) {
      traces.add(bars(place));
      ChartLayout.part(layout, place, axis(place));
    }
    return layout.chart(traces);
  }

  private PlotlyTrace bars(int place) {
    Quantity measure = all.measures().get(place);
    PlotlyTrace bars =
        PlotlyTrace.bars(measure.title())
            .names(names)
            .x(effects.stream().map(effect -> percent(effect, place)).toList());
    return ChartLayout.on(place, bars)
        .hoverHtml(effects.stream().map(effect -> hover(effect, measure, place)).toList())
        .color(Palette.color(measure));
  }

  private static String name(Effect effect) {
    int more = effect.alike().size() - 1;
    return effect.step().name() + (more == 0 ? "" : " and " + more + " alike");
  }

  private String hover(Effect effect, Quantity measure, int place) {
    return "%s<br>%s<br>%s"
        .formatted(
            PlotlyText.bold(name(effect)),
            PlotlyText.literal(effect.step().text()),
            PlotlyText.literal(
                QuantityText.signed(measure, effect.changes().get(place))
                    + " "
                    + measure.title()
                    + ", "
                    + Numbers.percent(percent(effect, place))));
  }

  private PlotlyAxis axis(int place) {
    double most = effects.stream().mapToDouble(effect -> percent(effect, place)).max().orElse(0);
    double least = effects.stream().mapToDouble(effect -> percent(effect, place)).min().orElse(0);
    PlotlyAxis axis = PlotlyAxis.above(all.measures().get(place).title()).unit(" %");
    return ChartLayout.share(axis, place, start(place), start(place + 1))
        .set("nticks", 4)
        .set(
            "range",
            List.of(Math.min(0, least) * ROOM, Math.max(most, least < 0 ? 0 : 1e-9) * ROOM));
  }

  /** Where a part begins; the first is wider than the others, if there are others. */
  private double start(int place) {
    int others = all.measures().size() - 1;
    boolean isLong = names.stream().anyMatch(name -> name.length() > LONG);
    double least = isLong ? FIRST_OF_LONG : FIRST;
    double first = others == 0 ? 1 : Math.max(least, 1.0 / (others + 1));
    return place == 0 ? 0 : first + (1 - first) * (place - 1) / Math.max(1, others);
  }
}
