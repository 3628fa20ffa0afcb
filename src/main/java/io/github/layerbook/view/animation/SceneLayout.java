package io.github.layerbook.view.animation;

import io.github.layerbook.view.display.Svg;
import io.github.layerbook.view.display.TextWidth;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the sheets of a scene stand, and the squares on them. */
final class SceneLayout {
  static final double LETTERS = 13;
  static final double LINE = 19;
  static final double BETWEEN = 34;

  /** How far a sheet stands behind the one before it. */
  private static final double BEHIND = 7;

  private static final double INPUT = 230;
  private static final double LEAST_CELL = 6;
  private static final double GREATEST_CELL = 24;

  private final WindowScene scene;
  private final double cell;
  private final double filterCell;

  SceneLayout(WindowScene scene) {
    this.scene = scene;
    long places = Math.max(scene.rows().extent(), scene.columns().extent());
    this.cell = Math.max(LEAST_CELL, Math.min(GREATEST_CELL, INPUT / places));
    long taps = Math.max(scene.rows().taps(), scene.columns().taps());
    this.filterCell = Math.max(LEAST_CELL, Math.min(GREATEST_CELL, INPUT / 2 / taps));
  }

  /** A stack of sheets with what stands above it, at a place. */
  record Stack(
      String title,
      double x,
      double y,
      double width,
      double height,
      int sheets,
      List<String> below) {
    double left(int sheet) {
      return x + sheet * BEHIND;
    }

    double top(int sheet) {
      return y + LINE + (sheets - 1 - sheet) * BEHIND;
    }

    double right() {
      double words =
          Stream.concat(Stream.of(title), below.stream())
              .mapToDouble(line -> TextWidth.of(line, LETTERS))
              .max()
              .orElse(0);
      return x + Math.max(width + (sheets - 1) * BEHIND, words);
    }

    double bottom() {
      return top(0) + height + below.size() * LINE;
    }
  }

  /** The stacks of a frame from its upper left corner. */
  record Frame(Stack input, Stack filter, Stack output) {
    double right() {
      return output.right();
    }

    double bottom() {
      return Math.max(input.bottom(), Math.max(filter.bottom(), output.bottom()));
    }
  }

  /** The side of a square of the input and the output. */
  double cell() {
    return cell;
  }

  /** The frame whose upper left corner is at a place. */
  Frame frame(double x, double y) {
    Stack input =
        new Stack(
            WindowWords.input(scene),
            x,
            y,
            scene.columns().extent() * cell,
            scene.rows().extent() * cell,
            inputSheets().size(),
            List.of());
    Stack filter =
        new Stack(
            scene.hasFilters() ? WindowWords.filter(scene) : "",
            input.right() + BETWEEN,
            y,
            scene.hasFilters() ? scene.columns().taps() * filterCell : 0,
            scene.hasFilters() ? scene.rows().taps() * filterCell : 0,
            scene.hasFilters() ? (int) Math.min(3, scene.channelsSeen()) : 1,
            scene.hasFilters() ? WindowWords.filterHolds(scene) : List.of());
    double after = scene.hasFilters() ? filter.right() + BETWEEN : filter.x();
    Stack output =
        new Stack(
            "output " + WindowWords.shape(scene.output()),
            after,
            y,
            scene.columns().shown() * cell,
            scene.rows().shown() * cell,
            outputSheets().size(),
            List.of());
    return new Frame(input, filter, output);
  }

  /** The group of each input channel that is drawn, the first one in front. */
  List<Integer> inputSheets() {
    return sheets(scene.channelsSeen(), scene.channelsIn());
  }

  /** The group of each output channel that is drawn. */
  List<Integer> outputSheets() {
    return sheets(scene.channelsOut() / scene.groups(), scene.channelsOut());
  }

  private List<Integer> sheets(long ofGroup, long all) {
    if (scene.groups() == 1) {
      return IntStream.range(0, (int) Math.min(3, all)).mapToObj(i -> 0).toList();
    }
    int each = (int) Math.max(1, Math.min(2, ofGroup));
    return IntStream.range(0, 2 * each).mapToObj(i -> i < each ? 0 : 1).toList();
  }

  /** The left edge of a column of the input. */
  double left(Stack stack, int sheet, long column) {
    return stack.left(sheet) + (column - scene.columns().first()) * cell;
  }

  /** The upper edge of a row of the input. */
  double top(Stack stack, int sheet, long row) {
    return stack.top(sheet) + (row - scene.rows().first()) * cell;
  }

  /** Squares of the input from a first to a last place. */
  String area(Stack stack, int sheet, long row, long lastRow, long column, long lastColumn) {
    return squares(
        left(stack, sheet, column),
        top(stack, sheet, row),
        lastRow - row + 1,
        lastColumn - column + 1,
        cell);
  }

  /** The squares of a sheet of the filter. */
  String filter(Stack stack, int sheet) {
    return squares(
        stack.left(sheet),
        stack.top(sheet),
        scene.rows().taps(),
        scene.columns().taps(),
        filterCell);
  }

  /** The squares of a sheet of the output. */
  String output(Stack stack, int sheet) {
    return squares(
        stack.left(sheet), stack.top(sheet), scene.rows().shown(), scene.columns().shown(), cell);
  }

  /** A rectangle of squares: its outline and the lines in it. */
  private static String squares(double x, double y, long rows, long columns, double side) {
    String width = Svg.number(columns * side);
    String height = Svg.number(rows * side);
    String left = Svg.number(x);
    StringBuilder path =
        new StringBuilder("M%s %sh%sv%sh-%3$sz".formatted(left, Svg.number(y), width, height));
    for (long row = 1; row < rows; row++) {
      path.append("M%s %sh%s".formatted(left, Svg.number(y + row * side), width));
    }
    for (long column = 1; column < columns; column++) {
      path.append("M%s %sv%s".formatted(Svg.number(x + column * side), Svg.number(y), height));
    }
    return path.toString();
  }
}
