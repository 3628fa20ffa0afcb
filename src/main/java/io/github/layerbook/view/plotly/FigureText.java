package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * A chart as text: its title, and its numbers as aligned bars of block characters; where they would
 * be a page, each trace as a sparkline.
 */
public final class FigureText {

  private static final int BAR = 30;

  /** A chart of more bars, or a line of more points, is a sparkline. */
  private static final int ROWS = 60;

  private static final int POINTS = 20;

  /** The most lines of a chart's text: a page. */
  private static final int LINES = 150;

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private FigureText() {}

  /** The text of a chart, without a line end at its end. */
  public static String of(PlotlyFigure figure) {
    StringJoiner text = new StringJoiner("\n");
    if (!figure.title().isEmpty()) {
      text.add(figure.title());
    }
    int bars =
        figure.data().stream()
            .filter(trace -> isOfBars(JsonTree.text(trace, "type")))
            .mapToInt(trace -> Series.of(trace).size())
            .sum();
    figure.data().forEach(trace -> text.add(trace(figure, trace, bars > ROWS)));
    return folded(text.toString().lines().toList(), LINES);
  }

  private static boolean isOfBars(String type) {
    return type.equals("bar") || type.equals("pie");
  }

  private static String trace(PlotlyFigure figure, Map<String, Object> trace, boolean brief) {
    return switch (JsonTree.text(trace, "type", "scatter")) {
      case "bar", "pie" -> brief ? sparkline(trace) : bars(trace);
      case "scatter", "scattergl" ->
          isOfAreas(trace)
              ? areas(trace)
              : isLine(trace) ? sparkline(trace) : points(figure, trace);
      case "box", "violin", "histogram" -> spread(trace);
      default -> other(trace);
    };
  }

  private static String bars(Map<String, Object> trace) {
    Series series = Series.of(trace);
    double longest = series.numbers().map(Math::abs).max().orElse(0);
    int[] rows = IntStream.range(0, series.size()).toArray();
    int labels = width(Arrays.stream(rows).mapToObj(series.labels()::get).toList());
    int values = width(Arrays.stream(rows).mapToObj(series::printed).toList());
    List<String> lines = new ArrayList<>();
    for (int row : rows) {
      String line =
          padRight(series.labels().get(row), labels)
              + "  "
              + padLeft(series.printed(row), values)
              + "  "
              + bar(series.values().get(row), longest);
      lines.add(line.stripTrailing());
    }
    return headed(series.name(), String.join("\n", lines));
  }

  /** Whether a trace's points follow each other and are too many for a line each. */
  private static boolean isLine(Map<String, Object> trace) {
    return JsonTree.text(trace, "mode").contains("lines") && Series.of(trace).size() > POINTS;
  }

  /** Whether a trace is of filled areas, which are described by their number alone. */
  private static boolean isOfAreas(Map<String, Object> trace) {
    return "toself".equals(trace.get("fill"));
  }

  private static String areas(Map<String, Object> trace) {
    long areas = JsonTree.list(trace, "x").stream().filter(Objects::isNull).count();
    return headed(Series.nameOf(trace), PlotlyText.number((double) Math.max(1, areas)) + " areas");
  }

  private static String sparkline(Map<String, Object> trace) {
    Series series = Series.of(trace);
    List<Double> values = series.values().subList(0, series.size());
    List<Double> finite = values.stream().filter(Double::isFinite).sorted().toList();
    if (finite.isEmpty()) {
      return headed(series.name(), "no values");
    }
    int greatest = values.indexOf(finite.get(finite.size() - 1));
    return headed(
        series.name(),
        Sparkline.of(values)
            + "\n"
            + series.labels().get(0).strip()
            + " to "
            + series.labels().get(series.size() - 1).strip()
            + ", greatest "
            + PlotlyText.number(values.get(greatest))
            + " at "
            + series.labels().get(greatest).strip());
  }

  private static String points(PlotlyFigure figure, Map<String, Object> trace) {
    Series series = Series.of(trace);
    List<String> names = new ArrayList<>(series.labels());
    names.add(figure.axisTitle("xaxis"));
    List<String> values =
        new ArrayList<>(
            IntStream.range(0, series.size()).mapToObj(i -> number(series, i)).toList());
    values.add(figure.axisTitle("yaxis"));
    int left = width(names);
    int right = width(values);
    List<Object> ids = JsonTree.list(trace, "ids");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      String id = i < ids.size() ? "  " + PlotlyText.plain(ids.get(i)) : "";
      lines.add(padRight(names.get(i), left) + "  " + padLeft(values.get(i), right) + id);
    }
    String head =
        padRight(names.get(names.size() - 1), left)
            + "  "
            + padLeft(values.get(values.size() - 1), right);
    return headed(series.name(), (head.isBlank() ? "" : head + "\n") + folded(lines, POINTS));
  }

  private static String number(Series series, int index) {
    return PlotlyText.number(series.values().get(index));
  }

  private static String spread(Map<String, Object> trace) {
    boolean across = JsonTree.list(trace, "y").isEmpty();
    double[] sorted =
        Arrays.stream(JsonTree.numbers(trace, across ? "x" : "y"))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    String name = Series.nameOf(trace);
    if (sorted.length == 0) {
      return headed(name, "no values");
    }
    return headed(
        name,
        PlotlyText.number(sorted.length)
            + " values, least "
            + PlotlyText.number(sorted[0])
            + ", median "
            + PlotlyText.number(median(sorted))
            + ", greatest "
            + PlotlyText.number(sorted[sorted.length - 1]));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String other(Map<String, Object> trace) {
    int size =
        trace.values().stream()
            .filter(List.class::isInstance)
            .mapToInt(list -> ((List<?>) list).size())
            .max()
            .orElse(0);
    return headed(
        Series.nameOf(trace),
        "interactive chart (" + JsonTree.text(trace, "type") + ", " + size + " entries)");
  }

  private static String headed(String name, String body) {
    return name.isEmpty() ? body : name + "\n" + body;
  }

  private static String folded(List<String> lines, int most) {
    if (lines.size() <= most) {
      return String.join("\n", lines);
    }
    return String.join("\n", lines.subList(0, most))
        + "\n… and "
        + PlotlyText.number(lines.size() - most)
        + " more";
  }

  private static String bar(double value, double longest) {
    if (!Double.isFinite(value) || longest == 0) {
      return "";
    }
    int eighths = (int) Math.round(Math.abs(value) / longest * BAR * 8);
    String tip = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    return "█".repeat(eighths / 8) + tip;
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(Text::width).max().orElse(0);
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(width - Text.width(text));
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(width - Text.width(text)) + text;
  }
}
