package io.github.layerbook.view.chart;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.receptive.ReceptiveField.Stretch;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.receptive.ReceptiveFields.Extent;
import io.github.layerbook.receptive.ReceptiveFields.Seen;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A drawing of receptive fields over the input: for some layers the outline of what the middle
 * position of the output sees.
 *
 * <p>It draws the last layer of each field and thins them out to {@value #MOST}. What lies outside
 * of the input is padding. Where the fields are small beside the input, it shows the part of the
 * input around them. Of the last field with holes, such as that of a dilated convolution, a second
 * part shows which positions are seen, of a large field those in its middle.
 */
public final class ReceptiveChart {
  private static final int MOST = 8;
  private static final int HEIGHT = 560;

  /** How many positions along an axis are seen as squares. */
  private static final int CLOSE = 49;

  /** Below this share of the input, fields are shown from nearer. */
  private static final double SMALL = 0.4;

  /** A rectangle of input positions, the ends behind the last ones. */
  private record Area(long left, long right, long top, long bottom) {
    Area and(Area other) {
      return new Area(
          Math.min(left, other.left),
          Math.max(right, other.right),
          Math.min(top, other.top),
          Math.max(bottom, other.bottom));
    }

    Area wider(long by) {
      return new Area(left - by, right + by, top - by, bottom + by);
    }

    /** Its middle, at most the given number of positions wide. */
    Area middle(long most) {
      long width = Math.min(most, right - left);
      long height = Math.min(most, bottom - top);
      long x = left + (right - left - width) / 2;
      long y = top + (bottom - top - height) / 2;
      return new Area(x, x + width, y, y + height);
    }

    Area within(Area other) {
      return new Area(
          Math.max(left, other.left),
          Math.min(right, other.right),
          Math.max(top, other.top),
          Math.min(bottom, other.bottom));
    }

    boolean isEmpty() {
      return left >= right || top >= bottom;
    }

    boolean isSmallIn(Area other) {
      return right - left < SMALL * (other.right - other.left)
          && bottom - top < SMALL * (other.bottom - other.top);
    }
  }

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
    Area input = new Area(0, width, 0, height);
    List<PlotlyTrace> traces = new ArrayList<>();
    traces.add(outline("input " + width + "×" + height, input));
    drawn.forEach(seen -> traces.add(outline(name(seen), area(seen))));
    Area all = drawn.stream().map(ReceptiveChart::area).reduce(Area::and).orElse(input);
    Area shown = all.isSmallIn(input) ? all.wider(1 + (all.right - all.left) / 3) : all.and(input);
    List<Seen> open = drawn.stream().filter(ReceptiveChart::hasHoles).toList();
    if (open.isEmpty()) {
      return Optional.of(
          layout(fields, "what the middle of each output sees", shown).chart(traces));
    }
    Seen last = open.get(open.size() - 1);
    traces.add(squares(last));
    return Optional.of(
        layout(
                fields,
                "what the middle of each output sees, and " + last.layer().label() + "'s holes",
                shown)
            .axis("xaxis", across(shown).domain(0, 0.56))
            .axis("xaxis2", across(close(last)).domain(0.64, 1).set("anchor", "y2"))
            .axis("yaxis2", down(close(last)).set("anchor", "x2").set("scaleanchor", "x2"))
            .chart(traces));
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

  private static String name(Seen seen) {
    Area area = area(seen);
    String extents =
        "%s: %s×%s"
            .formatted(
                seen.layer().label(),
                Numbers.count(area.right - area.left),
                Numbers.count(area.bottom - area.top));
    return hasHoles(seen) ? extents + " with holes" : extents;
  }

  private static boolean hasHoles(Seen seen) {
    return middle(seen, 0).size() > 1 || middle(seen, 1).size() > 1;
  }

  /** What the middle position of an output sees along an axis. */
  private static List<Stretch> middle(Seen seen, int axis) {
    return seen.axes().get(axis).at(seen.layer().output().spatial().get(axis).size().value() / 2);
  }

  private static Area area(Seen seen) {
    List<Stretch> rows = middle(seen, 0);
    List<Stretch> columns = middle(seen, 1);
    return rows.isEmpty() || columns.isEmpty()
        ? new Area(0, 0, 0, 0)
        : new Area(
            columns.get(0).from(),
            columns.get(columns.size() - 1).to() + 1,
            rows.get(0).from(),
            rows.get(rows.size() - 1).to() + 1);
  }

  /** The part of a field that is seen from near: its middle, with some holes in it. */
  private static Area close(Seen seen) {
    return area(seen).middle(Math.max(CLOSE, 3 * Math.max(apart(seen, 0), apart(seen, 1))));
  }

  /** How far apart the first two stretches along an axis are. */
  private static long apart(Seen seen, int axis) {
    List<Stretch> seenThere = middle(seen, axis);
    return seenThere.size() < 2 ? 0 : seenThere.get(1).from() - seenThere.get(0).from();
  }

  /** The positions that are seen, as filled squares and bands. */
  private static PlotlyTrace squares(Seen seen) {
    Area close = close(seen);
    List<@Nullable Object> xs = new ArrayList<>();
    List<@Nullable Object> ys = new ArrayList<>();
    for (Stretch row : middle(seen, 0)) {
      for (Stretch column : middle(seen, 1)) {
        Area square =
            new Area(column.from(), column.to() + 1, row.from(), row.to() + 1).within(close);
        if (!square.isEmpty()) {
          xs.addAll(corners(square.left, square.right, square.right, square.left));
          ys.addAll(corners(square.top, square.top, square.bottom, square.bottom));
        }
      }
    }
    boolean cut = !close.equals(area(seen));
    return PlotlyTrace.lines(
            "seen by %s%s".formatted(seen.layer().label(), cut ? ", its middle" : ""))
        .axes("x2", "y2")
        .x(xs)
        .y(ys)
        .set("fill", "toself")
        .line("width", 1, "color", Palette.color(0))
        .set("fillcolor", Palette.color(0))
        .withoutHover();
  }

  /** The corners of a square and the way back to the first, and no line to the next one. */
  private static List<@Nullable Object> corners(long first, long second, long third, long fourth) {
    return Arrays.asList(first, second, third, fourth, first, null);
  }

  private static PlotlyTrace outline(String name, Area area) {
    return PlotlyTrace.lines(name)
        .x(List.of(area.left, area.right, area.right, area.left, area.left))
        .y(List.of(area.top, area.top, area.bottom, area.bottom, area.top));
  }

  private static PlotlyLayout layout(ReceptiveFields fields, String saying, Area shown) {
    return PlotlyLayout.of(fields.network().name(), ": " + saying, HEIGHT)
        .top(60)
        .axes(across(shown), down(shown).set("scaleanchor", "x"));
  }

  private static PlotlyAxis across(Area shown) {
    return PlotlyAxis.titled("column").set("constrain", "domain").range(shown.left, shown.right);
  }

  private static PlotlyAxis down(Area shown) {
    return PlotlyAxis.titled("row").set("constrain", "domain").range(shown.bottom, shown.top);
  }
}
