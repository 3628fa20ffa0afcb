package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An axis under construction: each method sets one attribute of Plotly's and returns the axis. */
public final class PlotlyAxis {
  private final Map<String, Object> tree = new LinkedHashMap<>();

  private PlotlyAxis() {}

  /** Begins an axis without a title. */
  public static PlotlyAxis plain() {
    return new PlotlyAxis();
  }

  /** Begins an axis with a title, which is shown literally. */
  public static PlotlyAxis titled(String title) {
    return plain().set("title", JsonTree.of("text", PlotlyText.literal(title)));
  }

  /** Begins an axis with a title close to it, above the chart. */
  public static PlotlyAxis above(String title) {
    return plain()
        .set("title", JsonTree.of("text", PlotlyText.literal(title), "standoff", 6))
        .set("side", "top");
  }

  /** Begins an axis of names, each with as much room as any other. */
  public static PlotlyAxis categories(String title) {
    return (title.isEmpty() ? plain() : titled(title)).set("type", "category");
  }

  /** Makes the axis logarithmic, or linear. */
  public PlotlyAxis logarithmic(boolean logarithmic) {
    return set("type", logarithmic ? "log" : "linear");
  }

  /** Writes numbers with the field's suffixes, 50M and 15.5G. */
  public PlotlyAxis rounded() {
    return set("tickformat", "~s");
  }

  /** Writes names at some numbers, which are shown as they are, and nothing at others. */
  public PlotlyAxis ticks(Map<Integer, String> names) {
    return set("tickmode", "array")
        .set("tickvals", List.copyOf(names.keySet()))
        .set("ticktext", names.values().stream().map(PlotlyText::literal).toList());
  }

  /** Writes a unit behind each number. */
  public PlotlyAxis unit(String unit) {
    return set("ticksuffix", unit);
  }

  /** Sets the first and the last number; the first may be the larger one. */
  public PlotlyAxis range(Number from, Number to) {
    return set("range", List.of(from, to));
  }

  /** Lets the axis reach from 0 to a multiple of the longest bar; to 1 if no bar has a length. */
  public PlotlyAxis reaching(double longest, double times) {
    return range(0, longest == 0 ? 1 : longest * times);
  }

  /** Lets the axis start at zero. */
  public PlotlyAxis fromZero() {
    return set("rangemode", "tozero");
  }

  /** Lets numbers or names run from the top down. */
  public PlotlyAxis downwards() {
    return set("autorange", "reversed");
  }

  /** Gives the axis a part of the chart's width or height, 0 to 1. */
  public PlotlyAxis domain(double from, double to) {
    return set("domain", List.of(from, to));
  }

  /** Sets an attribute by Plotly's name. */
  public PlotlyAxis set(String key, Object value) {
    tree.put(key, value);
    return this;
  }

  /** Returns the axis as Plotly's tree. */
  public Map<String, Object> tree() {
    return JsonTree.frozen(tree);
  }
}
