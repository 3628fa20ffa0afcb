package io.github.layerbook.view.chart;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.fit.Fit.Candidate;
import java.util.ArrayList;
import java.util.List;

/** The chart of a fit: how much of each budget the values around the answer take. */
final class FitChart {
  private static final int POINTS = 40;
  private static final int HEIGHT = 420;

  private FitChart() {}

  static Chart of(Fit fit) {
    List<Candidate> values =
        fit.around(POINTS).stream().filter(value -> value.report().isPresent()).toList();
    List<PlotlyTrace> traces = new ArrayList<>();
    fit.budgets().forEach(budget -> traces.add(line(fit, budget, values)));
    traces.add(limit(values));
    traces.add(answer(fit));
    return PlotlyLayout.of(fit.before().network().name(), answered(fit), HEIGHT)
        .top(60)
        .axes(
            PlotlyAxis.titled(fit.name()), PlotlyAxis.titled("of the budget").unit(" %").fromZero())
        .chart(traces);
  }

  private static String answered(Fit fit) {
    return ": %s is the %s %s that keeps the budget"
        .formatted(Numbers.count(fit.value()), fit.largest() ? "largest" : "smallest", fit.name());
  }

  private static PlotlyTrace line(Fit fit, Budget budget, List<Candidate> values) {
    return PlotlyTrace.linesAndMarkers(budget.quantity().title())
        .x(values.stream().map(Candidate::value).toList())
        .y(values.stream().map(value -> percent(budget, value)).toList())
        .hover(values.stream().map(value -> hover(fit, budget, value)).toList())
        .set("hoverinfo", "text");
  }

  private static PlotlyTrace limit(List<Candidate> values) {
    long most = values.stream().mapToLong(Candidate::value).max().orElse(1);
    return PlotlyTrace.lines("budget").x(List.of(0, most)).y(List.of(100, 100)).dashed();
  }

  /** The answer, on the budget that it comes nearest to. */
  private static PlotlyTrace answer(Fit fit) {
    double nearest =
        fit.budgets().stream().mapToDouble(budget -> percent(budget, fit.best())).max().orElse(0);
    return PlotlyTrace.markers(fit.name() + " " + Numbers.count(fit.value()))
        .x(List.of(fit.value()))
        .y(List.of(nearest))
        .withoutHover()
        .marker("size", 12, "symbol", "diamond", "color", Palette.color(4));
  }

  private static double percent(Budget budget, Candidate value) {
    return Math.round(1000.0 * number(budget, value).doubleValue() / budget.most().doubleValue())
        / 10.0;
  }

  private static Number number(Budget budget, Candidate value) {
    return value.report().map(budget::used).orElseThrow();
  }

  private static String hover(Fit fit, Budget budget, Candidate value) {
    return "%s %s: %s of %s"
        .formatted(
            fit.name(),
            Numbers.count(value.value()),
            QuantityText.plain(budget.quantity(), number(budget, value)),
            QuantityText.named(budget.quantity(), budget.most()));
  }
}
