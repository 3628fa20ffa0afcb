package io.github.layerbook.view.plotly;

import java.util.List;

/**
 * Numbers as one line of bars of eight heights, after Tufte's sparklines (<i>Beautiful
 * Evidence</i>, 2006). A number that is 0, or none, has no bar.
 */
final class Sparkline {
  private static final String HEIGHTS = " ▁▂▃▄▅▆▇█";
  private static final int MOST = 60;

  private Sparkline() {}

  /** The line of some numbers; of more than {@value #MOST}, each bar is the greatest of several. */
  static String of(List<Double> numbers) {
    int bars = Math.min(MOST, numbers.size());
    double greatest = numbers.stream().mapToDouble(Sparkline::size).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (int bar = 0; bar < bars; bar++) {
      int from = (int) ((long) bar * numbers.size() / bars);
      int to = (int) ((bar + 1L) * numbers.size() / bars);
      line.append(bar(numbers.subList(from, to), greatest));
    }
    return line.toString();
  }

  private static char bar(List<Double> numbers, double greatest) {
    double number = numbers.stream().mapToDouble(Sparkline::size).max().orElse(0);
    int height = number == 0 ? 0 : (int) Math.ceil(number / greatest * (HEIGHTS.length() - 1));
    return HEIGHTS.charAt(height);
  }

  private static double size(double number) {
    return Double.isFinite(number) ? Math.abs(number) : 0;
  }
}
