package io.github.layerbook.view.animation;

import io.github.layerbook.view.animation.SceneLayout.Frame;
import io.github.layerbook.view.animation.SceneLayout.Stack;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.Svg;
import io.github.layerbook.view.display.TextWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a scene: the input's channels as sheets with the window on those that it sees, a filter,
 * and the output's channels. Each step is a group of its own, of which a style rule shows one after
 * the other; where nothing moves, the first is shown.
 */
final class SceneSvg {
  private static final double MARGIN = 10;

  private static final double SECONDS = 1;
  private static final String WORDS = "fill=\"currentColor\"";

  static final String LINES = "stroke=\"#5f6f7a\" stroke-width=\".7\"";
  private static final String EMPTY =
      "fill=\"#f2f2f2\" stroke=\"#8a8f98\" stroke-width=\".6\" stroke-dasharray=\"2 2\"";
  private static final String WINDOW =
      "fill=\"%s\" fill-opacity=\".75\" stroke=\"#7a4b00\" stroke-width=\".8\""
          .formatted(Palette.COLORS.get(1));
  private static final String MADE =
      "fill=\"%s\" stroke=\"#004d38\" stroke-width=\"1\"".formatted(Palette.COLORS.get(2));
  static final List<String> RGB = List.of("#f2b5ab", "#b3dcb2", "#b0cdee");
  static final List<String> INPUTS = List.of("#c3dcef", "#dcd3ee");
  private static final List<String> OUTPUTS = List.of("#d3ecd9", "#dcd3ee");
  static final String FILTER = "#f8d998";

  private final WindowScene scene;
  private final SceneLayout layout;

  SceneSvg(WindowScene scene) {
    this.scene = scene;
    this.layout = new SceneLayout(scene);
  }

  /** All steps in one frame, one after the other. */
  String moving() {
    List<long[]> steps = scene.outputs();
    Frame frame = layout.frame(MARGIN, MARGIN);
    List<String> still = lengths();
    int words = WindowWords.step(scene, steps.get(0)).size();
    double height = frame.bottom() + MARGIN + (words + still.size() + 0.5) * SceneLayout.LINE;
    Svg svg =
        Svg.of(
            width(frame.right(), steps), height, SceneLayout.LETTERS, WindowWords.sentence(scene));
    svg.style(rules(steps.size()));
    draw(svg, frame, steps, true);
    for (int i = 0; i < steps.size(); i++) {
      begin(svg, i, true);
      words(svg, MARGIN, frame.bottom() + MARGIN, WindowWords.step(scene, steps.get(i)));
      svg.close();
    }
    words(svg, MARGIN, frame.bottom() + MARGIN + (words + 0.3) * SceneLayout.LINE, still);
    return svg.end();
  }

  /** Some steps side by side and below each other. */
  String strip(int columns, int rows) {
    List<long[]> all = scene.outputs();
    int count = Math.min(columns * rows, all.size());
    List<long[]> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(all.get(count == 1 ? 0 : i * (all.size() - 1) / (count - 1)));
    }
    Frame first = layout.frame(MARGIN, MARGIN);
    int lines = WindowWords.step(scene, steps.get(0)).size();
    double width = width(first.right(), steps) + SceneLayout.BETWEEN;
    double height = first.bottom() + (lines + 1.2) * SceneLayout.LINE;
    int across = Math.min(columns, count);
    int down = (count + across - 1) / across;
    List<String> still = lengths();
    Svg svg =
        Svg.of(
            across * width,
            down * height + (still.size() + 0.5) * SceneLayout.LINE,
            SceneLayout.LETTERS,
            WindowWords.sentence(scene));
    for (int i = 0; i < count; i++) {
      double x = MARGIN + i % across * width;
      double y = MARGIN + Math.floorDiv(i, across) * height;
      Frame frame = layout.frame(x, y);
      draw(svg, frame, List.of(steps.get(i)), false);
      words(svg, x, frame.bottom() + MARGIN, WindowWords.step(scene, steps.get(i)));
    }
    words(svg, MARGIN, down * height, still);
    return svg.end();
  }

  private List<String> lengths() {
    List<String> lines = new ArrayList<>(WindowWords.lengths(scene));
    String groups = WindowWords.groups(scene);
    if (!groups.isEmpty()) {
      lines.add(groups);
    }
    return lines;
  }

  private double width(double frame, List<long[]> steps) {
    double words =
        steps.stream()
            .flatMap(step -> WindowWords.step(scene, step).stream())
            .mapToDouble(line -> TextWidth.bold(line, SceneLayout.LETTERS))
            .max()
            .orElse(0);
    double still =
        lengths().stream().mapToDouble(l -> TextWidth.of(l, SceneLayout.LETTERS)).max().orElse(0);
    return Math.max(frame, MARGIN + Math.max(words, still)) + MARGIN;
  }

  private static String rules(int steps) {
    double cycle = steps * SECONDS;
    return ".s{opacity:0;animation:s %ss steps(1,end) infinite}.f{opacity:1}"
            .formatted(Svg.number(cycle))
        + "@keyframes s{0%%{opacity:1}%s%%{opacity:0}100%%{opacity:0}}"
            .formatted(String.valueOf(Math.rint(1_000_000.0 / steps) / 10_000))
        + "@media (prefers-reduced-motion:reduce){.s{animation:none}}";
  }

  private static void begin(Svg svg, int step, boolean moves) {
    if (!moves) {
      svg.open("");
      return;
    }
    svg.open(
        "class=\"%s\" style=\"animation-delay:%ss\""
            .formatted(step == 0 ? "s f" : "s", Svg.number(step * SECONDS)));
  }

  private void draw(Svg svg, Frame frame, List<long[]> steps, boolean moves) {
    title(svg, frame.input());
    List<Integer> groups = layout.inputSheets();
    for (int sheet = groups.size() - 1; sheet >= 0; sheet--) {
      input(svg, frame.input(), sheet, color(sheet, groups.get(sheet)));
      for (int i = 0; groups.get(sheet) == 0 && i < steps.size(); i++) {
        begin(svg, i, moves);
        window(svg, frame.input(), sheet, steps.get(i));
        svg.close();
      }
    }
    if (scene.hasFilters()) {
      title(svg, frame.filter());
      for (int sheet = frame.filter().sheets() - 1; sheet >= 0; sheet--) {
        svg.path(layout.filter(frame.filter(), sheet), "fill=\"%s\" %s".formatted(FILTER, LINES));
      }
      Stack filter = frame.filter();
      words(svg, filter.x(), filter.top(0) + filter.height(), filter.below());
    }
    arrow(svg, frame);
    title(svg, frame.output());
    List<Integer> made = layout.outputSheets();
    for (int sheet = made.size() - 1; sheet >= 0; sheet--) {
      svg.path(
          layout.output(frame.output(), sheet),
          "fill=\"%s\" %s".formatted(OUTPUTS.get(made.get(sheet)), LINES));
    }
    for (int i = 0; i < steps.size(); i++) {
      begin(svg, i, moves);
      long[] at = steps.get(i);
      svg.rectangle(
          frame.output().left(0) + at[1] * layout.cell(),
          frame.output().top(0) + at[0] * layout.cell(),
          layout.cell(),
          layout.cell(),
          MADE);
      svg.close();
    }
  }

  private String color(int sheet, int group) {
    return scene.channelsIn() == 3 && scene.isPlane()
        ? RGB.get(Math.min(sheet, 2))
        : INPUTS.get(group);
  }

  private static void title(Svg svg, Stack stack) {
    svg.text(stack.x(), stack.y() + SceneLayout.LETTERS - 2, stack.title(), WORDS);
  }

  /** An arrow from the last stack before the output to it. */
  private static void arrow(Svg svg, Frame frame) {
    double y = frame.output().top(0) + Math.min(14, frame.output().height() / 2);
    double end = frame.output().x() - 6;
    svg.path(
        "stroke=\"" + Palette.LINE + "\" stroke-width=\"1.4\"",
        "M%s %sh14m-5 -4l5 4l-5 4",
        end - 14,
        y);
  }

  /** A channel of the input: its values, the zeros between them, the padding around them. */
  private void input(Svg svg, Stack stack, int sheet, String color) {
    AxisView rows = scene.rows();
    AxisView columns = scene.columns();
    String look = "fill=\"%s\" %s".formatted(color, LINES);
    svg.path(
        layout.area(stack, sheet, rows.first(), rows.last(), columns.first(), columns.last()),
        EMPTY);
    if (rows.spread() == 1 && columns.spread() == 1) {
      long lastRow = Math.min(rows.last(), rows.inputs() - 1);
      long lastColumn = Math.min(columns.last(), columns.inputs() - 1);
      svg.path(layout.area(stack, sheet, 0, lastRow, 0, lastColumn), look);
      return;
    }
    StringBuilder values = new StringBuilder();
    for (long row = rows.first(); row <= rows.last(); row++) {
      for (long column = columns.first(); column <= columns.last(); column++) {
        if (rows.input(row).isPresent() && columns.input(column).isPresent()) {
          values.append(layout.area(stack, sheet, row, row, column, column));
        }
      }
    }
    svg.path(values, look);
  }

  /** The places that the window of an output looks at, and its outline. */
  private void window(Svg svg, Stack stack, int sheet, long[] output) {
    StringBuilder seen = new StringBuilder();
    long[] rows = scene.rows().places(output[0]);
    long[] columns = scene.columns().places(output[1]);
    long lastRow = rows[rows.length - 1];
    long lastColumn = columns[columns.length - 1];
    if (scene.rows().dilation() == 1 && scene.columns().dilation() == 1) {
      seen.append(layout.area(stack, sheet, rows[0], lastRow, columns[0], lastColumn));
    } else {
      for (long row : rows) {
        for (long column : columns) {
          seen.append(layout.area(stack, sheet, row, row, column, column));
        }
      }
    }
    svg.path(seen, WINDOW);
    svg.rectangle(
        layout.left(stack, sheet, columns[0]),
        layout.top(stack, sheet, rows[0]),
        (lastColumn - columns[0] + 1) * layout.cell(),
        (lastRow - rows[0] + 1) * layout.cell(),
        "stroke=\"#b35900\" stroke-width=\"1.8\"");
  }

  private static void words(Svg svg, double x, double y, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      svg.text(x, y + (i + 0.8) * SceneLayout.LINE, lines.get(i), WORDS);
    }
  }
}
