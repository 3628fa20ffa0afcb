package io.github.layerbook.view.chart;

import io.github.layerbook.memory.Allocation;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.MemoryStep;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.Scale;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.TextWidth;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.plotly.PlotlyAxis;
import io.github.layerbook.view.plotly.PlotlyLayout;
import io.github.layerbook.view.plotly.PlotlyTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The memory of a run over its steps, stacked by what is in it, in a unit that suits the peak. */
public final class MemoryChart {
  private static final Scale SCALE = Scale.BINARY_BYTES;
  private static final int LARGEST = 3;
  private static final int HEIGHT = 450;

  /** Of more steps than a page is wide, the largest among neighbours are drawn. */
  private static final int MOST_STEPS = 240;

  /** So many names of steps find room below a chart, written aslant. */
  private static final int MOST_TICKS = 14;

  private static final int LONGEST = 16;
  private static final int SLANT = -40;

  /** What memory holds beside parameters and buffers, from below. */
  private static final List<Allocation.Kind> KINDS =
      List.of(
          Allocation.Kind.MASTER,
          Allocation.Kind.OPTIMIZER,
          Allocation.Kind.PARAMETER_GRADIENT,
          Allocation.Kind.INPUT,
          Allocation.Kind.ACTIVATION,
          Allocation.Kind.EXTRA,
          Allocation.Kind.GRADIENT,
          Allocation.Kind.SCRATCH);

  private final MemoryReport memory;
  private final long peak;
  private final int unit;

  /** The steps that are drawn; the last one twice, as without an end it would have no width. */
  private final List<Integer> steps;

  private MemoryChart(MemoryReport memory) {
    this.memory = memory;
    this.peak = memory.total().value();
    this.unit = SCALE.suiting(peak);
    this.steps = steps(memory.live(KINDS));
  }

  private static List<Integer> steps(long[] bytes) {
    int bins = Math.min(MOST_STEPS, bytes.length);
    List<Integer> steps = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) bin * bytes.length / bins);
      int to = (int) ((bin + 1L) * bytes.length / bins);
      steps.add(
          IntStream.range(from, to)
              .boxed()
              .max(Comparator.comparingLong(step -> bytes[step]))
              .orElse(from));
    }
    steps.add(bytes.length);
    return steps;
  }

  static Chart of(MemoryReport memory) {
    return new MemoryChart(memory).chart();
  }

  private Chart chart() {
    List<PlotlyTrace> traces = new ArrayList<>();
    long[] weights = new long[memory.steps().size()];
    Arrays.fill(weights, memory.parameters().value() + memory.buffers().value());
    add(traces, 0, "parameters and buffers", weights);
    for (Allocation.Kind kind : KINDS) {
      add(traces, 1 + KINDS.indexOf(kind), kind.title(), memory.live(List.of(kind)));
    }
    return PlotlyLayout.of(memory.report().network().name(), peak(), HEIGHT)
        .set("hovermode", "x unified")
        .axes(
            PlotlyAxis.plain()
                .ticks(ticks())
                .set("tickprefix", "step ")
                .set("tickangle", SLANT)
                .set("automargin", true),
            PlotlyAxis.titled(SCALE.unit(unit)).fromZero().set("automargin", true))
        .chart(traces);
  }

  private String peak() {
    return ": %s at most, %s"
        .formatted(Numbers.roundedBytes(peak), at(memory.steps().get(memory.peakStep())));
  }

  /** Adds what is of one kind, in the colour that the kind has in every chart. */
  private void add(List<PlotlyTrace> traces, int kind, String name, long[] bytes) {
    if (Arrays.stream(bytes).noneMatch(n -> n > 0)) {
      return;
    }
    double scale = SCALE.worth(unit).doubleValue();
    int last = bytes.length - 1;
    PlotlyTrace trace =
        PlotlyTrace.lines(name)
            .set("stackgroup", "memory")
            .line("shape", "hv", "width", 0, "color", Palette.color(kind))
            .set("fillcolor", Palette.color(kind))
            .x(IntStream.range(0, steps.size()).boxed().toList())
            .y(
                steps.stream()
                    .map(step -> Math.round(bytes[Math.min(step, last)] / scale * 1000) / 1000.0)
                    .toList());
    traces.add(
        traces.isEmpty()
            ? trace.hover(steps.stream().map(step -> explained(Math.min(step, last))).toList())
            : trace);
  }

  /** The names of some steps, evenly apart; the phase stands where another one begins. */
  private Map<Integer, String> ticks() {
    Map<Integer, String> ticks = new TreeMap<>();
    int every = (steps.size() + MOST_TICKS - 2) / (MOST_TICKS - 1);
    String before = "";
    for (int i = 0; i < steps.size() - 1; i += every) {
      MemoryStep step = memory.steps().get(steps.get(i));
      String phase = phase(step);
      String layer = brief(step.layer());
      ticks.put(
          i, phase.equals(before) && !layer.isEmpty() ? layer : (phase + " " + layer).strip());
      before = phase;
    }
    return ticks;
  }

  /** A path in few letters: of a long one the outermost blocks and the layer. */
  private static String brief(String path) {
    if (path.length() <= LONGEST || path.indexOf('.') < 0) {
      return TextWidth.cut(path, LONGEST);
    }
    BlockPath whole = BlockPath.of(path);
    BlockPath outermost = whole.at(Math.min(2, whole.depth() - 1));
    return TextWidth.cut(outermost + "…" + whole.name(), LONGEST);
  }

  private static String phase(MemoryStep step) {
    return switch (step.phase()) {
      case START -> "start";
      case FORWARD -> "forward";
      case RECOMPUTED -> "again";
      case BACKWARD -> "backward";
      case STEP -> "optimizer";
    };
  }

  /** Where a step is: {@code backward of conv1_2}. */
  public static String at(MemoryStep step) {
    String phase = step.phase().name().toLowerCase(Locale.ROOT);
    return switch (step.phase()) {
      case START -> "before the first layer";
      case STEP -> "in the optimizer's step";
      case RECOMPUTED -> "where " + step.layer() + " is computed again";
      default ->
          "in the " + phase + " pass" + (step.layer().isEmpty() ? "" : " of " + step.layer());
    };
  }

  private String explained(int step) {
    return at(memory.steps().get(step))
        + memory.allocationsAt(step).stream()
            .filter(allocation -> !allocation.layer().isEmpty())
            .sorted(
                Comparator.comparingLong((Allocation allocation) -> -allocation.bytes().value()))
            .limit(LARGEST)
            .map(
                allocation ->
                    allocation.layer() + " " + Numbers.roundedBytes(allocation.bytes().value()))
            .collect(Collectors.joining(", ", "; largest: ", ""));
  }
}
