package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Palette;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace under construction: lines, points, bars or a heat map, with what all of them can have.
 *
 * <p>Each method sets one attribute of Plotly's and returns the trace. Names, texts and hover texts
 * are shown as they are, whatever signs are in them; those with {@code Html} in their name are
 * Plotly's own small HTML. What Plotly has beside these is set with {@link #set}.
 */
public final class PlotlyTrace {
  private final Map<String, Object> tree = new LinkedHashMap<>();

  private PlotlyTrace(String type) {
    set("type", type);
  }

  /** Begins a trace of lines between points. */
  public static PlotlyTrace lines(String name) {
    return scatter("lines", name);
  }

  /** Begins a trace of lines with a mark at each point. */
  public static PlotlyTrace linesAndMarkers(String name) {
    return scatter("lines+markers", name);
  }

  /** Begins a trace of marks alone. */
  public static PlotlyTrace markers(String name) {
    return scatter("markers", name);
  }

  /** Begins a trace of marks with a text at each. */
  public static PlotlyTrace labelledMarkers(String name) {
    return scatter("markers+text", name);
  }

  /** Begins a trace of lying bars: names on the vertical axis, numbers on the horizontal one. */
  public static PlotlyTrace bars(String name) {
    return bars().name(name);
  }

  /** Begins a trace of lying bars without a name. */
  public static PlotlyTrace bars() {
    return new PlotlyTrace("bar").set("orientation", "h");
  }

  /** Begins a heat map. */
  public static PlotlyTrace heatMap(String name) {
    return new PlotlyTrace("heatmap").name(name);
  }

  private static PlotlyTrace scatter(String mode, String name) {
    return new PlotlyTrace("scatter").set("mode", mode).name(name);
  }

  private PlotlyTrace name(String name) {
    return set("name", PlotlyText.literal(name));
  }

  /** Sets where the points stand along the horizontal axis. */
  public PlotlyTrace x(List<?> values) {
    return set("x", values);
  }

  /** Sets where the points stand along the vertical axis. */
  public PlotlyTrace y(List<?> values) {
    return set("y", values);
  }

  /** Sets the categories along the vertical axis. */
  public PlotlyTrace names(List<String> names) {
    return set("y", literal(names));
  }

  /** Puts the trace on axes other than the first ones, such as {@code x2} and {@code y2}. */
  public PlotlyTrace axes(String x, String y) {
    return set("xaxis", x).set("yaxis", y);
  }

  /** Sets a text for each point at a place, such as {@code top center} or {@code inside}. */
  public PlotlyTrace texts(List<String> texts, String position) {
    return set("text", literal(texts)).set("textposition", position);
  }

  /** Sets a text for each point, each with its own position. */
  public PlotlyTrace texts(List<String> texts, List<String> positions) {
    return set("text", literal(texts)).set("textposition", positions);
  }

  /** Sets a text, Plotly's HTML, behind the end of each bar; it may reach beyond the axis. */
  public PlotlyTrace outsideHtml(List<String> texts) {
    return set("text", texts).set("textposition", "outside").set("cliponaxis", false);
  }

  /** Sets what stands under the pointer beside the values of the point. */
  public PlotlyTrace hover(List<String> texts) {
    return set("hovertext", literal(texts));
  }

  /** Sets all that stands under the pointer, as Plotly's HTML. */
  public PlotlyTrace hoverHtml(List<String> texts) {
    return set("hovertext", texts).set("hoverinfo", "text");
  }

  /** Lets the pointer pass over the trace. */
  public PlotlyTrace withoutHover() {
    return set("hoverinfo", "skip");
  }

  /** Makes the line a dashed one without anything under the pointer, as of what is only a limit. */
  public PlotlyTrace dashed() {
    return withoutHover().line("dash", "dash", "color", Palette.TEXT);
  }

  /** Sets the colour of bars and marks. */
  public PlotlyTrace color(String color) {
    return marker("color", color);
  }

  /** Sets attributes of the marks or bars, keys and values in turn. */
  public PlotlyTrace marker(Object... keysAndValues) {
    return set("marker", JsonTree.of(keysAndValues));
  }

  /** Sets attributes of the lines, keys and values in turn. */
  public PlotlyTrace line(Object... keysAndValues) {
    return set("line", JsonTree.of(keysAndValues));
  }

  /** Sets an attribute by Plotly's name. */
  public PlotlyTrace set(String key, Object value) {
    tree.put(key, value);
    return this;
  }

  private static List<String> literal(List<String> texts) {
    return texts.stream().map(PlotlyText::literal).toList();
  }

  /** Returns the trace as Plotly's tree. */
  Map<String, Object> tree() {
    return JsonTree.frozen(tree);
  }
}
