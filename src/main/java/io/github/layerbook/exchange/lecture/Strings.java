package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.outline.WrittenShape;
import io.github.layerbook.layer.geometry.Padding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in one word, as in Ciresan et al. 2012 (arXiv:1202.2745): {@code
 * 1x29x29-20C4-MP2-40C5-MP3-150N-10N}; or the sizes of a perceptron's layers, {@code 784-256-10}.
 */
final class Strings {
  private static final Pattern CONVOLUTION =
      Pattern.compile(
          "(?i)(\\d{1,5})c(\\d{1,2})(?:x(\\d{1,2}))?(?:s(\\d))?(?:p(\\d))?|c(\\d{1,5})\\((\\d{1,2})\\)");
  private static final Pattern POOL =
      Pattern.compile("(?i)(?:\\d{1,5})?(mp|ap|p|m|s)(\\d{1,2})(?:x\\d{1,2})?(?:s(\\d))?");
  private static final Pattern NEURONS =
      Pattern.compile("(?i)(\\d{1,7})(?:n|fc|f|o|u|d)?|(?:fc|n|f)(\\d{1,7})");
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,5}(?:x\\d{1,5}){1,2})");
  private static final Pattern PLAIN =
      Pattern.compile("(?i)soft-?max|relu|tanh|sigmoid|bn|dropout|gap|d?o");
  private static final Pattern PREFIX = Pattern.compile("^\\s*(?:[\\w ]{0,40}[:=]\\s*)?['\"]?");
  private static final Pattern DATE =
      Pattern.compile("\\s*(?:19|20)\\d\\d-(?:0\\d|1[012])-[0-3]\\d\\s*");
  private static final int MOST = 400;

  /** The sizes of all layers in a row, the input's first. */
  private static final Pattern SIZES =
      Pattern.compile(
          "\\d{1,6}(?:\\s*(?:-+>?|=>|→|⇒)\\s*\\d{1,6}){2,}|[\\[(]\\s*\\d{1,6}(?:\\s*,\\s*\\d{1,6}){2,}\\s*,?\\s*[\\])]");

  /** What may stand around them: that they are a perceptron's. */
  private static final Pattern PERCEPTRON =
      Pattern.compile(
          "(?i)(?:\\W|\\d{1,2}-layer(?:ed)?|an?|the|with|of|my|our|is|has|and|simple|small|deep|mlp|net(?:work)?|neural|nn|dnn|ann|perceptron|multi|layer(?:s|ed)?"
              + "|(?:auto)?encoder|fully|connected|dense|feed|forward|units?|neurons?|nodes?|architecture|topology|structure|sizes?|layer_sizes|dims?|relu|sigmoid|tanh|softmax|activations?)*");

  private Strings() {}

  /** Returns the parts of a text that is one such word, or none. */
  private static List<String> parts(String text) {
    String content = text.strip().replaceAll("(?:#|//).*", "").strip();
    if (content.length() > 4_000 || content.lines().count() != 1) {
      return List.of();
    }
    Matcher sizes = SIZES.matcher(content);
    if (sizes.find()
        && PERCEPTRON
            .matcher(content.substring(0, sizes.start()) + " " + content.substring(sizes.end()))
            .matches()) {
      return List.of(sizes.group().replaceAll("[\\[\\]()\\s]|,\\s*[\\])]", "").split("[^0-9]+"));
    }
    String word = PREFIX.matcher(content).replaceFirst("").replaceAll("['\";.]*$", "");
    return List.of(
        word.replace('–', '-')
            .replace('×', 'x')
            .strip()
            .split("\\s*-+\\s*|\\s*,\\s*(?=\\d*[A-Za-z])", -1));
  }

  static boolean recognises(String text) {
    List<String> parts = parts(text);
    boolean numbers = parts.stream().allMatch(part -> part.matches("\\d{1,6}"));
    boolean windows = parts.stream().anyMatch(part -> CONVOLUTION.matcher(part).matches());
    boolean neurons = parts.stream().anyMatch(part -> part.matches("(?i)\\d{1,7}(?:n|fc)"));
    return parts.size() >= 3
        && parts.size() <= MOST
        && !DATE.matcher(text).matches()
        && (numbers || windows || neurons)
        && parts.stream().allMatch(Strings::isPart);
  }

  private static boolean isPart(String part) {
    return List.of(CONVOLUTION, POOL, NEURONS, SHAPE, PLAIN).stream()
        .anyMatch(pattern -> pattern.matcher(part).matches());
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Outline outline =
        new Outline(
            new Habits(
                false,
                false,
                true,
                steps -> {
                  List<List<Long>> usual = new java.util.ArrayList<>();
                  usual.add(List.of(1L, 28L, 28L));
                  usual.addAll(Habits.images(steps));
                  return usual;
                }));
    List<String> parts = parts(text);
    boolean numbers = parts.stream().allMatch(part -> part.matches("\\d{1,6}"));
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      boolean first = i == 0 && (numbers || SHAPE.matcher(part).matches());
      if (first) {
        List<Long> extents = Written.numbers(part.replace('x', ' '));
        outline.input(extents.size() == 1 ? extents : WrittenShape.image(extents, false));
      } else {
        Optional<LayerPhrase> phrase = phrase(part);
        if (phrase.isPresent()) {
          outline.add(Step.of(1, part, "", phrase.get()));
        } else {
          outline.problem(1, "“%s” is not understood as a layer".formatted(part));
        }
      }
    }
    if (outline.steps().stream().anyMatch(step -> step.phrase().kind().isConvolution())) {
      outline.note(
          "8C5 is read as 8 filters of 5x5 without padding, MP2 as 2x2 max pooling, 10N as 10 outputs; activations are not in the text");
    }
    return outline.read(options, text);
  }

  private static Optional<LayerPhrase> phrase(String part) {
    Matcher convolution = CONVOLUTION.matcher(part);
    if (convolution.matches()) {
      return Optional.of(convolution(convolution));
    }
    Matcher pool = POOL.matcher(part);
    if (pool.matches()) {
      boolean average = pool.group(1).matches("(?i)ap|s");
      LayerPhrase phrase =
          LayerPhrase.of(average ? Kind.AVERAGE_POOL : Kind.MAX_POOL)
              .kernel(Long.parseLong(pool.group(2)));
      return Optional.of(
          pool.group(3) == null ? phrase : phrase.stride(Long.parseLong(pool.group(3))));
    }
    Matcher neurons = NEURONS.matcher(part);
    if (neurons.matches()) {
      String out = neurons.group(1) == null ? neurons.group(2) : neurons.group(1);
      return Optional.of(LayerPhrase.of(Kind.FULLY_CONNECTED).out(Long.parseLong(out)));
    }
    return LayerPhrase.read(part);
  }

  private static LayerPhrase convolution(Matcher found) {
    long out = Long.parseLong(found.group(1) == null ? found.group(6) : found.group(1));
    long height = Long.parseLong(found.group(2) == null ? found.group(7) : found.group(2));
    long width = found.group(3) == null ? height : Long.parseLong(found.group(3));
    LayerPhrase phrase =
        LayerPhrase.convolution(height, out)
            .kernel(List.of(height, width))
            .padding(Padding.of(found.group(5) == null ? 0 : Long.parseLong(found.group(5))));
    return found.group(4) == null ? phrase : phrase.stride(Long.parseLong(found.group(4)));
  }
}
