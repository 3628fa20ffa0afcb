package io.github.layerbook.view.animation;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Palette;
import io.github.layerbook.view.display.Svg;
import io.github.layerbook.view.display.TextWidth;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws one filter over one place of the input: a row for each channel, with the values under the
 * window, the filter's weights, each numbered, and all the products and the bias in one output.
 */
final class FilterSvg {
  private static final double LETTERS = 13;
  private static final double SMALL = 10;
  private static final double LINE = 19;
  private static final double MARGIN = 10;
  private static final double BETWEEN = 30;
  private static final double CELL = 26;

  /** Of more channels the first ones are drawn. */
  private static final int MOST = 3;

  /** Larger windows have cells as small as this allows. */
  private static final double WIDEST = 160;

  private static final List<String> NAMES = List.of("red", "green", "blue");
  private static final String WORDS = "fill=\"currentColor\"";
  private static final String GREY = "stroke=\"" + Palette.LINE + "\"";
  private static final String MIDDLE = " text-anchor=\"middle\"";
  private static final String DARK =
      "fill=\"%s\" font-size=\"%s\"".formatted(Palette.TEXT_ON_COLORS, Svg.number(SMALL));

  private final WindowScene scene;
  private final long up;
  private final long across;
  private final double cell;
  private final int channels;

  FilterSvg(WindowScene scene) {
    this.scene = scene;
    this.up = scene.rows().taps();
    this.across = scene.columns().taps();
    this.cell = Math.min(CELL, WIDEST / Math.max(up, across));
    this.channels = (int) Math.min(MOST, scene.channelsSeen());
  }

  String drawn() {
    double side = across * cell;
    double names =
        IntStream.range(0, channels)
                .mapToDouble(channel -> TextWidth.of(name(channel), LETTERS))
                .max()
                .orElse(0)
            + 8;
    double values = MARGIN + names;
    double weights = values + side + BETWEEN;
    double sum = weights + side + BETWEEN;
    double rows = channels * (up * cell + 12);
    boolean more = channels < scene.channelsSeen();
    double top = MARGIN + LINE;
    List<String> sums = FilterWords.sums(scene);
    double wide = sums.stream().mapToDouble(s -> TextWidth.bold(s, LETTERS)).max().orElse(0);
    double width = Math.max(sum + 150, MARGIN + wide) + MARGIN;
    double height = top + rows + (more ? LINE : 0) + (sums.size() + 0.6) * LINE + MARGIN;
    Svg svg = Svg.of(width, height, LETTERS, FilterWords.sentence(scene));
    svg.text(values, MARGIN + LETTERS - 2, "input", WORDS);
    svg.text(weights, MARGIN + LETTERS - 2, "filter", WORDS);
    svg.text(sum + 70, MARGIN + LETTERS - 2, "output", WORDS);
    long number = 1;
    for (int channel = 0; channel < channels; channel++) {
      double y = top + channel * (up * cell + 12);
      double middle = y + up * cell / 2;
      svg.text(MARGIN, middle + 4, name(channel), WORDS);
      cells(svg, values, y, color(channel), 0);
      svg.text(values + side + BETWEEN / 2, middle + 4, "×", WORDS + MIDDLE);
      cells(svg, weights, y, SceneSvg.FILTER, number);
      number += up * across;
      double way = weights + side + 4;
      svg.path(GREY, "M%s %sL%s %s", way, middle, sum + 14, top + rows / 2 - 6);
    }
    if (more) {
      svg.text(
          MARGIN,
          top + rows + 8,
          "… and %s more channels".formatted(Numbers.count(scene.channelsSeen() - channels)),
          WORDS);
    }
    output(svg, sum + 24, top + rows / 2 - 6);
    double below = top + rows + (more ? LINE : 0);
    for (int i = 0; i < sums.size(); i++) {
      String weight = i == sums.size() - 1 ? " font-weight=\"bold\"" : "";
      svg.text(MARGIN, below + (i + 1) * LINE, sums.get(i), WORDS + weight);
    }
    return svg.end();
  }

  private void output(Svg svg, double x, double y) {
    svg.path(GREY, "M%s %sm-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0", x, y);
    svg.text(x, y + 5, "+", WORDS + MIDDLE);
    if (scene.hasBias()) {
      svg.rectangle(
          x - 11, y + 26, 22, 22, "fill=\"%s\" %s".formatted(SceneSvg.FILTER, SceneSvg.LINES));
      svg.text(x, y + 41, "b", DARK + MIDDLE);
      svg.path(GREY, "M%s %sv-13", x, y + 25);
      svg.text(x + 16, y + 41, "1 bias", WORDS);
    }
    svg.path(GREY + " stroke-width=\"1.4\"", "M%s %sh26m-5 -4l5 4l-5 4", x + 13, y);
    svg.rectangle(
        x + 48, y - 13, 26, 26, "fill=\"%s\" %s".formatted(Palette.COLORS.get(2), SceneSvg.LINES));
    svg.text(x + 80, y + 4, "1 value", WORDS);
  }

  private String name(int channel) {
    return isColour() ? NAMES.get(channel) : "channel " + (channel + 1);
  }

  private boolean isColour() {
    return scene.channelsIn() == NAMES.size() && scene.isPlane() && scene.groups() == 1;
  }

  private String color(int channel) {
    return isColour() ? SceneSvg.RGB.get(channel) : SceneSvg.INPUTS.get(0);
  }

  /** Squares, numbered from a number on unless that is 0. */
  private void cells(Svg svg, double x, double y, String color, long number) {
    for (long row = 0; row < up; row++) {
      for (long column = 0; column < across; column++) {
        svg.rectangle(
            x + column * cell,
            y + row * cell,
            cell,
            cell,
            "fill=\"%s\" %s".formatted(color, SceneSvg.LINES));
        if (number > 0 && cell >= CELL / 2) {
          svg.text(
              x + (column + 0.5) * cell,
              y + (row + 0.5) * cell + 4,
              String.valueOf(number + row * across + column),
              DARK + MIDDLE);
        }
      }
    }
  }
}
