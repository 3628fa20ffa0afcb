package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The numbers of a trace as a reader names them: a name for each and its value.
 *
 * @param name the trace's name, possibly empty
 * @param labels the positions: categories, dates or numbers
 * @param values one value for each label; NaN where there is none
 * @param texts what the chart prints beside each value; empty if it prints none
 */
public record Series(String name, List<String> labels, List<Double> values, List<String> texts) {

  /** The series of a bar, scatter, pie or similar trace. */
  public static Series of(Map<String, Object> trace) {
    if (isOfBoxes(trace)) {
      return ofBoxes(trace);
    }
    boolean pie = trace.containsKey("labels") || trace.containsKey("values");
    boolean across = isHorizontal(trace);
    List<Double> values =
        Arrays.stream(JsonTree.numbers(trace, pie ? "values" : across ? "x" : "y"))
            .boxed()
            .toList();
    List<String> labels = texts(trace, pie ? "labels" : across ? "y" : "x");
    for (int i = labels.size(); i < values.size(); i++) {
      labels.add(String.valueOf(i));
    }
    return new Series(nameOf(trace), labels, values, texts(trace, "text"));
  }

  /** The name of a trace, possibly empty. */
  public static String nameOf(Map<String, Object> trace) {
    return PlotlyText.plain(JsonTree.text(trace, "name"));
  }

  /** The series of nested boxes: names that are indented as deep as they stand, thicknesses. */
  private static Series ofBoxes(Map<String, Object> trace) {
    double[] depths = JsonTree.numbers(trace, "base");
    List<String> names = names(trace);
    List<String> labels =
        IntStream.range(0, names.size())
            .mapToObj(i -> "  ".repeat((int) depths[i]) + names.get(i))
            .toList();
    List<Double> values = Arrays.stream(JsonTree.numbers(trace, "width")).boxed().toList();
    return new Series("", labels, values, texts(trace, "text"));
  }

  /** Whether a trace draws nested boxes: lying bars with names, beginnings and thicknesses. */
  public static boolean isOfBoxes(Map<String, Object> trace) {
    int size = JsonTree.list(trace, "customdata").size();
    return isHorizontal(trace)
        && size > 0
        && size == JsonTree.list(trace, "base").size()
        && size == JsonTree.list(trace, "width").size();
  }

  /** The names that stand in nested boxes. */
  public static List<String> names(Map<String, Object> trace) {
    return texts(trace, "customdata");
  }

  /** Whether the bars of a trace lie. */
  public static boolean isHorizontal(Map<String, Object> trace) {
    return "h".equals(trace.get("orientation"));
  }

  /** How many values there are. */
  public int size() {
    return Math.min(labels.size(), values.size());
  }

  /** The value as the chart prints it, or as a number. */
  public String printed(int index) {
    return texts.size() == values.size() ? texts.get(index) : PlotlyText.number(values.get(index));
  }

  /** The values that are numbers. */
  DoubleStream numbers() {
    return values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite);
  }

  private static List<String> texts(Map<String, Object> trace, String key) {
    return JsonTree.list(trace, key).stream()
        .map(PlotlyText::plain)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
