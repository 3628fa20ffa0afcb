package io.github.layerbook.view.chart;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.receptive.ReceptiveField.Stretch;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.receptive.ReceptiveFields.Extent;
import io.github.layerbook.receptive.ReceptiveFields.Seen;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A drawing of receptive fields over the input: for some layers the outline of what the middle
 * position of the output sees.
 *
 * <p>It draws the last layer of each field and thins them out to {@value #MOST}. What lies outside
 * of the input is padding.
 */
public final class ReceptiveChart {
  private static final int MOST = 8;
  private static final int HEIGHT = 560;

  private ReceptiveChart() {}

  /** Makes the drawing; nothing unless the input is one image of which layers see windows. */
  public static Optional<Chart> of(ReceptiveFields fields) {
    List<Shape> inputs =
        fields.all().stream()
            .filter(seen -> seen.layer().node().layer() instanceof Input)
            .map(seen -> seen.layer().output())
            .toList();
    List<Seen> drawn = drawn(fields);
    if (inputs.size() != 1 || inputs.get(0).spatial().size() != 2 || drawn.isEmpty()) {
      return Optional.empty();
    }
    long height = inputs.get(0).spatial().get(0).size().value();
    long width = inputs.get(0).spatial().get(1).size().value();
    List<PlotlyTrace> traces = new ArrayList<>();
    traces.add(outline("input " + width + "×" + height, 0, width, 0, height));
    for (Seen seen : drawn) {
      traces.add(outline(seen));
    }
    return Optional.of(layout(fields).chart(traces));
  }

  /** The last layer of each field, thinned out; the last one is always there. */
  private static List<Seen> drawn(ReceptiveFields fields) {
    List<Seen> last = new ArrayList<>();
    for (Seen seen : fields.all()) {
      if (seen.extent() != Extent.WINDOW || seen.layer().node().layer() instanceof Input) {
        continue;
      }
      if (!last.isEmpty() && last.get(last.size() - 1).axes().equals(seen.axes())) {
        continue;
      }
      last.add(seen);
    }
    int step = Math.max(1, (last.size() + MOST - 1) / MOST);
    List<Seen> thinned = new ArrayList<>();
    for (int i = (last.size() - 1) % step; i < last.size() && i >= 0; i += step) {
      thinned.add(last.get(i));
    }
    return thinned;
  }

  private static PlotlyTrace outline(Seen seen) {
    long[] rows = middle(seen, 0);
    long[] columns = middle(seen, 1);
    String name =
        "%s: %s×%s"
            .formatted(
                seen.layer().label(),
                Numbers.count(columns[1] - columns[0]),
                Numbers.count(rows[1] - rows[0]));
    return outline(name, columns[0], columns[1], rows[0], rows[1]);
  }

  /** From where to where the middle position of an output sees along an axis. */
  private static long[] middle(Seen seen, int axis) {
    List<Stretch> field =
        seen.axes().get(axis).at(seen.layer().output().spatial().get(axis).size().value() / 2);
    return field.isEmpty()
        ? new long[] {0, 0}
        : new long[] {field.get(0).from(), field.get(field.size() - 1).to() + 1};
  }

  private static PlotlyTrace outline(String name, long left, long right, long top, long bottom) {
    return PlotlyTrace.lines(name)
        .x(List.of(left, right, right, left, left))
        .y(List.of(top, top, bottom, bottom, top));
  }

  private static PlotlyLayout layout(ReceptiveFields fields) {
    return PlotlyLayout.of(fields.network().name(), ": what the middle of each output sees", HEIGHT)
        .axes(
            PlotlyAxis.titled("column").set("constrain", "domain"),
            PlotlyAxis.titled("row")
                .downwards()
                .set("scaleanchor", "x")
                .set("constrain", "domain"));
  }
}
