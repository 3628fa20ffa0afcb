package io.github.layerbook.view.chart;

import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Layouts and axes that charts share; lying bars have names at the left, the first on top. */
final class ChartLayout {

  private static final int BAR = 22;
  private static final int BELOW = 20;
  private static final int GREATEST = 1600;

  /** Room between parts that stand side by side, as a share of the width. */
  private static final double GAP = 0.03;

  /** The most bars that remain legible on a page. */
  static final int MOST_BARS = 70;

  private ChartLayout() {}

  /** The largest of entries that would be too many bars, in their order. */
  static <T> List<T> largest(List<T> entries, ToDoubleFunction<T> size) {
    if (entries.size() <= MOST_BARS) {
      return entries;
    }
    Set<Integer> kept =
        IntStream.range(0, entries.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -size.applyAsDouble(entries.get(i))))
            .limit(MOST_BARS)
            .collect(Collectors.toSet());
    return IntStream.range(0, entries.size())
        .filter(kept::contains)
        .mapToObj(entries::get)
        .toList();
  }

  /**
   * The layout of a number of horizontal bars.
   *
   * @param subject what the title begins with, in bold letters
   * @param saying what the title says of it
   * @param above the height of what stands above the bars
   */
  static PlotlyLayout ofBars(String subject, String saying, int above, int bars) {
    int height = Math.min(GREATEST, above + BELOW + BAR * Math.max(1, bars));
    return PlotlyLayout.of(subject, saying, height)
        .margin(10, 20, above, BELOW)
        .set("bargap", 0.25)
        .legend(false)
        .axis("yaxis", names("x", true));
  }

  /** Adds a part that stands beside those before it and has the same names. */
  static PlotlyLayout part(PlotlyLayout layout, int part, PlotlyAxis axis) {
    return layout
        .axis("xaxis" + number(part), axis)
        .axis("yaxis" + number(part), names("x" + number(part), part == 0));
  }

  /** Gives the axis of a part its share of the width, 0 to 1, with room before it. */
  static PlotlyAxis share(PlotlyAxis axis, int part, double from, double to) {
    return axis.domain(part == 0 ? from : from + GAP, to).set("anchor", "y" + number(part));
  }

  /** Puts a trace on a part. */
  static PlotlyTrace on(int part, PlotlyTrace trace) {
    return trace.axes("x" + number(part), "y" + number(part));
  }

  /** Plotly numbers axes from the second on. */
  private static String number(int part) {
    return part == 0 ? "" : String.valueOf(part + 1);
  }

  /** An axis of names beside another axis; its names are shown or stand beside other bars. */
  private static PlotlyAxis names(String beside, boolean shown) {
    return PlotlyAxis.categories("")
        .downwards()
        .set("anchor", beside)
        .set("showticklabels", shown)
        .set("showgrid", false)
        .set("ticks", "outside")
        .set("ticklen", 5)
        .set("tickcolor", "rgba(0,0,0,0)")
        .set("fixedrange", true);
  }
}
