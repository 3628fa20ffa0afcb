package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Layers with arrows between, and brackets that repeat: {@code [CONV -> RELU]*2 -> POOL}. */
final class Arrows {
  private static final String ARROW =
      "(?:-+>|=+>|→|⇒|⟶|➔|›|»|\\\\(?:right|to)arrow|\\\\to\\b|(?<=[\\p{L}\\d)\\]]) +[-–—] +(?=[\\p{L}\\d\\[]))";
  private static final Pattern BETWEEN = Pattern.compile(ARROW);

  /** Lines end parts, too. */
  private static final Pattern SEPARATOR = Pattern.compile(ARROW + "|\n");

  private static final Pattern TIMES = Pattern.compile("\\s*[*x×]\\s*(\\d{1,3})");
  private static final int MOST_TIMES = 200;
  private static final int DEEPEST = 20;

  private final Outline outline = new Outline(Habits.OF_LECTURES);
  private final String text;
  private int at;

  private Arrows(String text) {
    this.text = text;
  }

  static boolean recognises(String text) {
    long arrows = BETWEEN.matcher(text).results().limit(400).count();
    long lines = text.lines().filter(line -> !line.isBlank()).limit(400).count();
    if (arrows < 2 || arrows < lines) {
      return false;
    }
    List<String> parts =
        Arrays.stream(SEPARATOR.split(text, -1))
            .filter(part -> !part.isBlank() && part.length() < 300)
            .limit(200)
            .toList();
    long layers = parts.stream().filter(part -> LayerPhrase.read(part).isPresent()).count();
    return 2 * layers >= parts.size() - 1;
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Arrows arrows = new Arrows(text);
    arrows.parts(0).forEach(arrows.outline::add);
    return arrows.outline.read(options, text);
  }

  /** Reads up to the bracket that closes, or the text's end. */
  private List<Step> parts(int depth) {
    List<Step> steps = new ArrayList<>();
    while (at < text.length()) {
      char letter = text.charAt(at);
      if (letter == '[' && !isShape()) {
        at++;
        List<Step> inner = depth < DEEPEST ? parts(depth + 1) : List.of();
        for (int i = times(); i > 0 && steps.size() < 5_000; i--) {
          steps.addAll(inner);
        }
      } else if (letter == ']') {
        at++;
        if (depth > 0) {
          return steps;
        }
      } else {
        phrase().ifPresent(steps::add);
      }
    }
    return steps;
  }

  /** Whether a bracket holds numbers alone, a shape. */
  private boolean isShape() {
    int end = text.indexOf(']', at);
    return end > 0 && text.substring(at + 1, end).matches("[\\d\\s,xX×*]+");
  }

  private int times() {
    Matcher times = TIMES.matcher(text).region(at, text.length());
    if (times.lookingAt()) {
      at = times.end();
      return Math.min(MOST_TIMES, Integer.parseInt(times.group(1)));
    }
    return 1;
  }

  /** One part between arrows or brackets. */
  private Optional<Step> phrase() {
    Matcher arrow = SEPARATOR.matcher(text).region(at, text.length());
    int end = text.length();
    if (arrow.find()) {
      end = arrow.start();
    }
    int after = end < text.length() ? arrow.end() : end;
    for (int i = at; i < end; i++) {
      char letter = text.charAt(i);
      if ((letter == '[' && !Character.isDigit(i + 1 < end ? text.charAt(i + 1) : ' '))
          || (letter == ']' && text.substring(at, i).indexOf('[') < 0)) {
        end = i;
        after = i;
      }
    }
    String said = text.substring(at, end).strip();
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    at = Math.max(after, at + 1);
    return step(line, said);
  }

  private Optional<Step> step(int line, String said) {
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Long>> shape =
        outline.hasInput()
            ? Optional.empty()
            : InputPhrase.of(said).or(() -> InputPhrase.alone(said));
    shape.ifPresent(outline::input);
    String rest = shape.isPresent() ? InputPhrase.without(said) : said;
    Optional<LayerPhrase> phrase =
        LayerPhrase.read(rest).filter(read -> shape.isEmpty() || read.out().isPresent());
    if (phrase.isEmpty() && shape.isEmpty() && !InputPhrase.isNamed(said)) {
      outline.problem(line, "“%s” is not understood as a layer".formatted(said));
    }
    return phrase.map(read -> Step.of(line, said, "", Preserving.joined(said, read)));
  }
}
