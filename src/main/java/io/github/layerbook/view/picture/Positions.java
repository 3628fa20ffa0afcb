package io.github.layerbook.view.picture;

import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.plotly.Series;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positions along an axis: numbers, dates as milliseconds, or neither. */
final class Positions {

  private static final int DATE = "2026-01-01".length();

  private Positions() {}

  /** Whether all horizontal positions of a part are numbers or dates. */
  static boolean areNumbers(PicturePanel panel) {
    return panel.traces().stream()
        .flatMap(trace -> JsonTree.list(trace, "x").stream())
        .allMatch(x -> x == null || !Double.isNaN(of(x)));
  }

  /** Whether the horizontal positions of a part are dates. */
  static boolean areDates(PicturePanel panel) {
    return panel.traces().stream()
        .flatMap(trace -> JsonTree.list(trace, "x").stream())
        .anyMatch(String.class::isInstance);
  }

  /** The horizontal positions of a part as names, each once; none if they are numbers or dates. */
  static List<String> names(PicturePanel panel) {
    return areNumbers(panel)
        ? List.of()
        : panel.traces().stream()
            .flatMap(trace -> Series.of(trace).labels().stream())
            .distinct()
            .toList();
  }

  /** The positions as numbers; the numbers from 0 on if there are none. */
  static double[] of(List<@Nullable Object> positions, int size) {
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] =
          positions.isEmpty() ? i : i < positions.size() ? of(positions.get(i)) : Double.NaN;
    }
    return numbers;
  }

  /** A position as a number: a number itself, a date in milliseconds, otherwise NaN. */
  static double of(@Nullable Object position) {
    if (position instanceof String text) {
      return date(text.replace(' ', 'T'));
    }
    return JsonTree.number(position);
  }

  private static double date(String text) {
    try {
      LocalDateTime time =
          text.length() == DATE ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
      return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException noDate) {
      return Double.NaN;
    }
  }
}
