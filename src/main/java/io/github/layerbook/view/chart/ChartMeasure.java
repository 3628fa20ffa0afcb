package io.github.layerbook.view.chart;

import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.SummaryRow;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyText;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One measure of a network in charts: its colour, its unit, its words.
 *
 * @param report what the network costs
 * @param quantity what is measured
 * @param total the measure of the whole network; none of a quantity without total
 */
record ChartMeasure(Report report, Quantity quantity, Optional<Measure> total) {

  /** Room beside the longest bar for its text, as a factor of its length. */
  private static final double ROOM = 1.3;

  /** Longer derivations are cut so that the hover box stays on the page. */
  private static final int LONGEST = 110;

  /** Shares below this would round to none. */
  private static final double LEAST_PERCENT = 0.05;

  /** The measure of a network. */
  static ChartMeasure of(Report report, Quantity quantity) {
    if (!quantity.isOfLayers()) {
      throw new IllegalArgumentException(
          quantity.title() + " is of whole networks: no layer has a part of it to draw");
    }
    return new ChartMeasure(
        report,
        quantity,
        quantity.hasTotal() ? Optional.of(report.total(quantity)) : Optional.empty());
  }

  /** The total with its name: {@code 138,357,544 parameters}. */
  String totalText() {
    return total.map(measure -> totalText(measure.number())).orElse(quantity.title());
  }

  /** What a title says: {@code 138,357,544 parameters by layer}. */
  String by(String what) {
    return totalText() + " by " + what;
  }

  private String totalText(Number number) {
    long batch = report.settings().batch();
    String text =
        isMemory()
            ? "%s of %s in %s"
                .formatted(
                    QuantityText.brief(quantity, number),
                    quantity.title(),
                    report.settings().type())
            : quantity.unit().symbol().isEmpty()
                ? QuantityText.named(quantity, number)
                : quantity.title() + " " + QuantityText.exact(quantity, number);
    return batch == 1 || !growsWithBatch(number)
        ? text
        : text + " for a batch of " + Numbers.count(batch);
  }

  /** Whether one example has another total than the batch. */
  private boolean growsWithBatch(Number number) {
    Report one = Report.of(report.network(), report.settings().batch(1));
    return !one.total(quantity).number().equals(number);
  }

  /** Bars of the measure itself. */
  PlotlyTrace bars(List<SummaryRow> entries) {
    AxisUnit unit = unit(entries);
    return trace(quantity.title(), entries, this::printed)
        .x(entries.stream().map(this::number).map(unit::in).toList());
  }

  /** Bars of the shares of the total in percent. */
  PlotlyTrace shares(List<SummaryRow> entries) {
    return trace("shares of " + totalText(), entries, this::share)
        .x(entries.stream().map(this::percent).toList());
  }

  /** The axis of the measure itself. */
  PlotlyAxis axis(List<SummaryRow> entries, boolean log) {
    AxisUnit unit = unit(entries);
    double longest = longest(entries) / unit.worth();
    PlotlyAxis axis = unit.behind(PlotlyAxis.plain().set("side", "top").logarithmic(log));
    if (log) {
      double least = least(entries) / unit.worth();
      double from = Math.ceil(Math.log10(least)) - 1;
      double to = Math.log10(longest);
      axis.set("dtick", 1).range(from, to + (to - from) * 0.2);
    } else if (longest > 0) {
      axis.reaching(longest, ROOM);
    }
    return axis;
  }

  /** The axis of shares. */
  PlotlyAxis shareAxis(List<SummaryRow> entries) {
    double longest = entries.stream().mapToDouble(this::percent).max().orElse(0);
    return PlotlyAxis.above(totalText()).unit("%").reaching(longest, ROOM);
  }

  private PlotlyTrace trace(
      String name, List<SummaryRow> entries, Function<SummaryRow, String> text) {
    return PlotlyTrace.bars(name)
        .names(entries.stream().map(SummaryRow::name).toList())
        .outsideHtml(entries.stream().map(e -> e.size(quantity) == 0 ? "" : text.apply(e)).toList())
        .hoverHtml(entries.stream().map(this::hover).toList())
        .color(Palette.color(quantity));
  }

  /** What stands under the pointer: what the entry is, how its number is made up, its share. */
  String hover(SummaryRow entry) {
    return PlotlyText.bold(entry.name())
        + " · "
        + PlotlyText.literal(entry.type() + " → " + entry.output())
        + "<br>"
        + PlotlyText.literal(entry.measure(quantity).map(this::derived).orElse("–"))
        + (quantity.isSum() ? "<br>" + share(entry) + " of " + totalText() : "");
  }

  private String derived(Measure measure) {
    String derivation = measure.derivation();
    String count = QuantityText.named(quantity, measure.number());
    boolean bare = derivation.equals(measure.number().toString());
    return bare ? count : cut(derivation) + " = " + count;
  }

  private static String cut(String derivation) {
    return derivation.length() <= LONGEST ? derivation : derivation.substring(0, LONGEST) + "…";
  }

  private Number number(SummaryRow entry) {
    return entry.size(quantity) == 0 ? 0 : entry.measures().apply(quantity).number();
  }

  /** The measure of an entry to three digits. */
  String rounded(SummaryRow entry) {
    return QuantityText.rounded(quantity, number(entry));
  }

  private String printed(SummaryRow entry) {
    return isMemory()
        ? QuantityText.brief(quantity, number(entry))
        : QuantityText.plain(quantity, number(entry));
  }

  private String share(SummaryRow entry) {
    double percent = percent(entry);
    return percent > 0 && percent < LEAST_PERCENT ? "< 0.1 %" : Numbers.percent(percent);
  }

  /** The share of the total that an entry has. */
  double percent(SummaryRow entry) {
    double whole = total.map(measure -> measure.number().doubleValue()).orElse(0.0);
    return whole == 0 ? 0 : 100.0 * entry.size(quantity) / whole;
  }

  private double longest(List<SummaryRow> entries) {
    return entries.stream().mapToDouble(e -> e.size(quantity)).max().orElse(0);
  }

  private double least(List<SummaryRow> entries) {
    return entries.stream().mapToDouble(e -> e.size(quantity)).filter(v -> v > 0).min().orElse(1);
  }

  private AxisUnit unit(List<SummaryRow> entries) {
    return AxisUnit.of(quantity, entries.stream().mapToDouble(e -> e.size(quantity)));
  }

  private boolean isMemory() {
    return quantity.unit().isBytes();
  }
}
