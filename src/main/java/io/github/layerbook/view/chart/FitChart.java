package io.github.layerbook.view.chart;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.fit.Fit.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The chart of a fit: how much of each budget the values around the answer take. */
final class FitChart {
  private static final int POINTS = 40;

  private FitChart() {}

  static Chart of(Fit fit) {
    List<Candidate> values =
        fit.around(POINTS).stream().filter(value -> value.report().isPresent()).toList();
    List<Map<String, Object>> traces = new ArrayList<>();
    fit.budgets().forEach(budget -> traces.add(line(fit, budget, values)));
    traces.add(limit(values));
    traces.add(answer(fit));
    return Chart.of(
        traces,
        JsonTree.of(
            "title",
            JsonTree.of("text", title(fit)),
            "height",
            420,
            "margin",
            JsonTree.of("t", 60),
            "xaxis",
            JsonTree.of("title", JsonTree.of("text", PlotlyText.literal(fit.name()))),
            "yaxis",
            JsonTree.of(
                "title",
                JsonTree.of("text", "of the budget"),
                "ticksuffix",
                " %",
                "rangemode",
                "tozero")));
  }

  private static String title(Fit fit) {
    return "<b>%s</b>: %s is the %s %s that keeps the budget"
        .formatted(
            PlotlyText.literal(fit.before().network().name()),
            Numbers.count(fit.value()),
            fit.largest() ? "largest" : "smallest",
            PlotlyText.literal(fit.name()));
  }

  private static Map<String, Object> line(Fit fit, Budget budget, List<Candidate> values) {
    return JsonTree.of(
        "type",
        "scatter",
        "mode",
        "lines+markers",
        "name",
        PlotlyText.literal(budget.quantity().title()),
        "x",
        values.stream().map(Candidate::value).toList(),
        "y",
        values.stream().map(value -> percent(budget, value)).toList(),
        "hovertext",
        values.stream().map(value -> PlotlyText.literal(hover(fit, budget, value))).toList(),
        "hoverinfo",
        "text");
  }

  private static Map<String, Object> limit(List<Candidate> values) {
    long most = values.stream().mapToLong(Candidate::value).max().orElse(1);
    return JsonTree.of(
        "type",
        "scatter",
        "mode",
        "lines",
        "name",
        "budget",
        "x",
        List.of(0, most),
        "y",
        List.of(100, 100),
        "hoverinfo",
        "skip",
        "line",
        JsonTree.of("dash", "dash", "color", Palette.TEXT));
  }

  /** The answer, on the budget that it comes nearest to. */
  private static Map<String, Object> answer(Fit fit) {
    double nearest =
        fit.budgets().stream().mapToDouble(budget -> percent(budget, fit.best())).max().orElse(0);
    return JsonTree.of(
        "type",
        "scatter",
        "mode",
        "markers",
        "name",
        PlotlyText.literal(fit.name() + " " + Numbers.count(fit.value())),
        "x",
        List.of(fit.value()),
        "y",
        List.of(nearest),
        "hoverinfo",
        "skip",
        "marker",
        JsonTree.of("size", 12, "symbol", "diamond", "color", Palette.COLORS.get(4)));
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
