package io.github.layerbook.notation;

import io.github.layerbook.layer.AxisOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the layers of a line that holds several: {@code conv3-64, batchnorm, relu}, {@code conv3-64
 * -> relu}, {@code conv3-64 x2}; and the input in a line that is nothing but a shape, {@code (3,
 * 224, 224)}.
 *
 * <p>A line that is a layer as it stands is never taken apart. What a line says in words, <em>96
 * 11x11 filters at stride 4</em>, is not read here but in {@code exchange.outline}.
 */
final class LineLayers {
  private static final Pattern ARROW = Pattern.compile("[-=]{1,2}>|[→⟶➔]");
  private static final Pattern COMMA = Pattern.compile("[,;]");

  /** How often a layer stands there, behind it: {@code x2}, {@code (2x)}. */
  private static final Pattern TIMES =
      Pattern.compile("\\s(?:[xX*]\\s?(?<times>[1-9][0-9]?)|\\((?<of>[1-9][0-9]?)[xX]\\))$");

  private static final Pattern SHAPE =
      Pattern.compile(
          "[(\\[]?\\s*[0-9]+(?:(?:\\s*,\\s*|\\s*[xX*]\\s*)[0-9]+){1,3}\\s*,?\\s*[)\\]]?");
  private static final Pattern EXTENT = Pattern.compile("[0-9]+");

  /** An input's word before a shape with commas or in brackets, which is no number. */
  private static final Pattern WORD =
      Pattern.compile("(?i)input\\s*[:=]?\\s*(?=[(\\[0-9])(?![0-9]{1,3}(?:,[0-9]{3})+\\s*$)");

  private final Predicate<Cell> isLayer;

  /** Finds layers in lines of a notation that says what a layer is. */
  LineLayers(Predicate<Cell> isLayer) {
    this.isLayer = isLayer;
  }

  /** Returns the layers of a line, in order; the line itself where it is not several layers. */
  List<Cell> of(Cell line) {
    if (!mayBeSeveral(line) || isLayer.test(line)) {
      return List.of(line);
    }
    return several(line, ARROW)
        .or(() -> several(line, COMMA))
        .or(() -> repeated(line))
        .orElse(List.of(line));
  }

  private static boolean mayBeSeveral(Cell line) {
    boolean braces = line.content().indexOf('{') >= 0 || line.content().indexOf('}') >= 0;
    return !braces && (finds(ARROW, line) || finds(COMMA, line) || times(line).find());
  }

  private static boolean finds(Pattern pattern, Cell line) {
    return pattern.matcher(line.text()).region(line.from(), line.to()).find();
  }

  /** The layers between signs, if all that stands there are layers. */
  private Optional<List<Cell>> several(Cell line, Pattern between) {
    List<Cell> layers = new ArrayList<>();
    for (Cell part : split(line, between)) {
      Optional<List<Cell>> read = repeated(part);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      layers.addAll(read.get());
    }
    return layers.size() > 1 ? Optional.of(layers) : Optional.empty();
  }

  /** A layer, as often as the line says; nothing if it is none. */
  private Optional<List<Cell>> repeated(Cell line) {
    if (isLayer.test(line)) {
      return Optional.of(List.of(line));
    }
    Matcher times = times(line);
    if (!times.find()) {
      return Optional.empty();
    }
    Cell layer = line.part(line.from(), times.start()).trimmed();
    String number = times.group("times") == null ? times.group("of") : times.group("times");
    return isLayer.test(layer)
        ? Optional.of(Collections.nCopies(Integer.parseInt(number), layer))
        : Optional.empty();
  }

  /** Looks for how often a layer stands there in the last characters of a line. */
  private static Matcher times(Cell line) {
    return TIMES.matcher(line.text()).region(Math.max(line.from(), line.to() - 8), line.to());
  }

  private static List<Cell> split(Cell line, Pattern between) {
    List<Cell> parts = new ArrayList<>();
    Matcher sign = between.matcher(line.text()).region(line.from(), line.to());
    int start = line.from();
    while (sign.find()) {
      parts.add(line.part(start, sign.start()).trimmed());
      start = sign.end();
    }
    parts.add(line.part(start, line.to()).trimmed());
    parts.removeIf(Cell::isBlank);
    return parts;
  }

  /**
   * Returns the input that a line is which is nothing but a shape, or the word and a shape with
   * commas, as the notation writes it; a shape that begins with the channels of a picture is
   * channels first.
   */
  static Optional<String> input(Cell line) {
    Matcher word = WORD.matcher(line.content());
    boolean named = word.lookingAt();
    String shape = named ? line.content().substring(word.end()) : line.content();
    if (!SHAPE.matcher(shape).matches() || (named && shape.indexOf(',') < 0)) {
      return Optional.empty();
    }
    List<String> extents = EXTENT.matcher(shape).results().map(match -> match.group()).toList();
    boolean first = AxisOrder.likely(numbers(extents)).equals(Optional.of(AxisOrder.CHW));
    return Optional.of("input " + String.join("x", extents) + (first ? " order=chw" : ""));
  }

  private static List<Long> numbers(List<String> extents) {
    return extents.stream()
        .map(extent -> extent.length() > 18 ? Long.MAX_VALUE : Long.parseLong(extent))
        .toList();
  }
}
