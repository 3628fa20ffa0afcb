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
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/**
 * Two totals of a sweep's variants against each other, with their Pareto front and the budgets.
 *
 * <p>The front has the variants that none other beats in both totals. What is better follows the
 * budgets: of a total with a budget it is more, since a budget is there to be used, and only
 * variants that keep all budgets are on the front; of a total without one it is less. Where neither
 * has a budget, it is more of the first, such as parameters, for less of the second, such as
 * multiply-adds.
 */
public final class ParetoChart {
  private static final int MOST_POINTS = 600;
  private static final int HEIGHT = 450;
  private static final int TOP = 60;

  /** The factor between totals from which on most would be crowded at an axis' beginning. */
  private static final long WIDE = 50;

  private final Sweep sweep;
  private final int up;
  private final int across;
  private final List<Budget> budgets;
  private final List<Variant> possible;
  private final AxisUnit upward;
  private final AxisUnit along;

  private ParetoChart(Sweep sweep, List<Variant> rows, int up, int across, List<Budget> budgets) {
    this.sweep = sweep;
    this.up = up;
    this.across = across;
    this.budgets = List.copyOf(budgets);
    this.possible = SweepCharts.possible(rows, up, across);
    this.upward = unit(up);
    this.along = unit(across);
  }

  /**
   * Draws two totals, given by their places among the sweep's quantities.
   *
   * @param up the total on the upright axis
   * @param across the total on the lying axis
   * @param budgets the most that variants may have; those of other quantities too say what fits
   */
  public static Chart of(
      Sweep sweep, List<Variant> rows, int up, int across, List<Budget> budgets) {
    return new ParetoChart(sweep, rows, up, across, budgets).chart();
  }

  /** Returns the variants of the front, by the second total; those that keep all budgets. */
  public static List<Variant> front(
      Sweep sweep, List<Variant> rows, int up, int across, List<Budget> budgets) {
    return new ParetoChart(sweep, rows, up, across, budgets).front();
  }

  private List<Variant> front() {
    Comparator<Variant> worse = better(across, isMoreAcross()).reversed();
    Comparator<Variant> higher = better(up, isMoreUp());
    List<Variant> sorted = new ArrayList<>(possible.stream().filter(this::fits).toList());
    sorted.sort(worse.thenComparing(higher.reversed()));
    List<Variant> front = new ArrayList<>();
    for (Variant row : sorted) {
      if (front.isEmpty() || higher.compare(row, front.get(front.size() - 1)) > 0) {
        front.add(row);
      }
    }
    front.sort(Variant.by(across));
    return front;
  }

  /** Orders variants from the worse to the better. */
  private static Comparator<Variant> better(int total, boolean more) {
    return more ? Variant.by(total) : Variant.by(total).reversed();
  }

  private boolean isMoreUp() {
    return budget(up).isPresent() || budget(across).isEmpty();
  }

  private boolean isMoreAcross() {
    return budget(across).isPresent();
  }

  private Optional<Budget> budget(int total) {
    return budgets.stream().filter(each -> each.quantity().equals(quantity(total))).findFirst();
  }

  private boolean fits(Variant row) {
    return budgets.stream().allMatch(budget -> keeps(budget, row));
  }

  private boolean keeps(Budget budget, Variant row) {
    int place = sweep.quantities().indexOf(budget.quantity());
    return place < 0 || budget.keeps(row.totals().get(place));
  }

  private Chart chart() {
    List<Variant> fitting = possible.stream().filter(this::fits).toList();
    List<Variant> others = possible.stream().filter(row -> !fits(row)).toList();
    List<PlotlyTrace> traces = new ArrayList<>();
    if (!others.isEmpty()) {
      traces.add(
          points(PlotlyTrace.markers("beyond the budget"), others).marker("color", Palette.MUTED));
    }
    traces.add(
        points(PlotlyTrace.markers(budgets.isEmpty() ? "variants" : "fits"), fitting)
            .marker("color", Palette.color(0)));
    traces.add(
        points(PlotlyTrace.linesAndMarkers(name()), front())
            .line("color", Palette.color(1))
            .marker("color", Palette.color(1)));
    budget(up).ifPresent(budget -> traces.add(line(budget, true)));
    budget(across).ifPresent(budget -> traces.add(line(budget, false)));
    return PlotlyLayout.of(title(fitting.size()), HEIGHT)
        .top(TOP)
        .axes(axis(across, along), axis(up, upward))
        .chart(traces);
  }

  private String title(int fitting) {
    String title =
        "%s against %s of %s"
            .formatted(
                PlotlyText.bold(quantity(up).heading()),
                PlotlyText.bold(quantity(across).title()),
                SweepCharts.variants(sweep, possible.size()));
    return budgets.isEmpty() ? title : title + ", " + Numbers.count(fitting) + " within the budget";
  }

  private String name() {
    return "Pareto front: %s, %s%s"
        .formatted(
            wanted(up, isMoreUp()),
            wanted(across, isMoreAcross()),
            budgets.isEmpty() ? "" : " within the budget");
  }

  private String wanted(int total, boolean more) {
    String less = quantity(total).isPlural() ? "fewer " : "less ";
    return (more ? "more " : less) + quantity(total).title();
  }

  private PlotlyTrace points(PlotlyTrace trace, List<Variant> rows) {
    List<Variant> drawn = SweepCharts.thinned(rows, MOST_POINTS);
    return trace
        .x(drawn.stream().map(row -> along.in(row.totals().get(across))).toList())
        .y(drawn.stream().map(row -> upward.in(row.totals().get(up))).toList())
        .hover(drawn.stream().map(row -> SweepCharts.others(sweep, row, List.of())).toList());
  }

  /** A budget as a line from one end of the points to the other. */
  private PlotlyTrace line(Budget budget, boolean lying) {
    AxisUnit own = lying ? upward : along;
    AxisUnit other = lying ? along : upward;
    DoubleSummaryStatistics range = range(lying ? across : up);
    List<Number> ends = List.of(other.in(range.getMin()), other.in(range.getMax()));
    List<Number> at = List.of(own.in(budget.most()), own.in(budget.most()));
    Quantity quantity = budget.quantity();
    return PlotlyTrace.lines(
            "budget: %s %s%s"
                .formatted(
                    QuantityText.rounded(quantity, budget.most()),
                    quantity.unit().isBytes() ? "of " : "",
                    quantity.title()))
        .x(lying ? ends : at)
        .y(lying ? at : ends)
        .withoutHover()
        .line("dash", "dash", "color", lying ? Palette.color(4) : Palette.color(3));
  }

  /** The axis of a total, logarithmic where the rows' differ much. */
  private PlotlyAxis axis(int total, AxisUnit unit) {
    DoubleSummaryStatistics range = range(total);
    return unit.on(PlotlyAxis.titled(unit.title(quantity(total).title())))
        .logarithmic(range.getMin() > 0 && range.getMax() / WIDE >= range.getMin());
  }

  private AxisUnit unit(int total) {
    return AxisUnit.of(
        quantity(total),
        possible.stream().mapToDouble(row -> row.totals().get(total).doubleValue()));
  }

  private DoubleSummaryStatistics range(int total) {
    return possible.stream()
        .mapToDouble(row -> row.totals().get(total).doubleValue())
        .summaryStatistics();
  }

  private Quantity quantity(int total) {
    return sweep.quantities().get(total);
  }
}
