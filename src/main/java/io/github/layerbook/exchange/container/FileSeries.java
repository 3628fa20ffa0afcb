package io.github.layerbook.exchange.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a model is split into, as the name of one of them tells: {@code
 * model-00002-of-00003.safetensors}.
 *
 * @param number which of them that one is, from 1
 * @param count how many there are
 * @param found those that are there, in order
 * @param missing the names of those that are not
 */
public record FileSeries(int number, int count, List<Path> found, List<String> missing) {
  private static final Pattern NAME = Pattern.compile("(?s)(.*-)(\\d{5})-of-(\\d{5})(\\.\\w+)");

  /** Into more files no model is split. */
  private static final int MOST = 1_000;

  /** Copies the lists. */
  public FileSeries {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }

  /** Looks for the others of a file; empty if its name is not that of one of several. */
  public static Optional<FileSeries> of(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(name.group(2));
    int count = Integer.parseInt(name.group(3));
    if (number < 1 || number > count || count > MOST) {
      return Optional.empty();
    }
    List<Path> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String other = name.group(1) + "%05d-of-%s%s".formatted(i, name.group(3), name.group(4));
      FileNames.beside(file, other).ifPresentOrElse(found::add, () -> missing.add(other));
    }
    return Optional.of(new FileSeries(number, count, found, missing));
  }

  /** Says of a file that was read alone which it is, and where the others are. */
  public String note() {
    return "this is file %d of %d of a model%s"
        .formatted(
            number,
            count,
            missing.isEmpty() ? "; its index lists all" : "; missing: " + FirstNames.of(missing));
  }
}
