package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.outline.WrittenShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of a layer, its output's shape, size and parameters a row, as in deeplearning.ai's. */
final class Activations {
  private static final String BAR = "[\\s|]*";
  private static final Pattern ROW =
      Pattern.compile(
          "^[\\s|]*(?<name>[\\p{L}][\\p{L}\\d _-]{0,40}?)\\s*:?"
              + "(?:\\s*[(\\[](?<options>[^()\\[\\]]*=[^()\\[\\]]*)[)\\]]\\s*:?)?"
              + BAR
              + "[(\\[]\\s*(?<shape>\\d[\\d\\s,xX×]*?)\\s*[)\\]]"
              + "(?:"
              + BAR
              + "(?<size>\\d[\\d,. ]*?))?(?:[\\s|]+(?<parameters>\\d[\\d,.]*|-|–))?"
              + BAR
              + "(?:[}\\]].*)?$");
  private static final Pattern SHAPE = Pattern.compile("\\(\\s*\\d+\\s*,\\s*\\d+\\s*[,)]");
  private static final Pattern INPUT = Pattern.compile("(?i)^(?:input|image|x)\\b.*");

  private Activations() {}

  static boolean recognises(String text) {
    List<Matcher> rows = SHAPE.matcher(text).find() ? rows(text) : List.of();
    return rows.stream().filter(row -> row.group("parameters") != null).count() >= 2
        || (rows.size() >= 3 && rows.stream().anyMatch(row -> row.group("options") != null));
  }

  private static List<Matcher> rows(String text) {
    List<Matcher> rows = new ArrayList<>();
    text.lines()
        .limit(200)
        .map(line -> ROW.matcher(line.length() > 300 ? "" : line))
        .filter(Matcher::matches)
        .forEach(rows::add);
    return rows;
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Outline outline = new Outline(Habits.OF_LECTURES);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher row = ROW.matcher(line.length() > 300 ? "" : line);
      if (row.matches()) {
        add(outline, number, line, row);
      } else if (line.matches(".*\\d.*") && !line.matches("(?i).*\\btotal\\b.*")) {
        outline.problem(number, "this is not a row such as CONV1 (f=5, s=1) (28,28,8) 6,272 608");
      }
    }
    return outline.read(options, text);
  }

  private static void add(Outline outline, int number, String line, Matcher row) {
    List<Long> extents = numbers(row.group("shape"));
    String name = row.group("name").strip();
    if (INPUT.matcher(name).matches() && !outline.hasInput()) {
      outline.input(WrittenShape.image(extents, true));
      return;
    }
    String sizes = row.group("options") == null ? "" : row.group("options");
    Optional<LayerPhrase> phrase = LayerPhrase.read(name, sizes);
    if (phrase.isEmpty()) {
      outline.problem(number, "“%s” is not understood as a layer".formatted(name));
      return;
    }
    outline.add(
        Step.of(number, line, name, phrase.get())
            .shaped(extents)
            .counted(figure(row.group("parameters")), figure(row.group("size"))));
  }

  /** Commas part extents here, and are no thousands. */
  private static List<Long> numbers(String shape) {
    List<Long> all = new ArrayList<>();
    for (String part : shape.split("[\\s,xX×]+", -1)) {
      if (part.matches("\\d{1,9}")) {
        all.add(Long.valueOf(part));
      }
    }
    return all;
  }

  private static Optional<Long> figure(@org.jspecify.annotations.Nullable String written) {
    return written == null
        ? Optional.empty()
        : Written.numbers(written.replaceAll("[. ]", "")).stream().findFirst();
  }
}
