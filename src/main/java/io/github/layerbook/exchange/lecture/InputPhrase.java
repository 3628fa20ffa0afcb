package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.outline.WrittenShape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a phrase tells of the network's input. */
final class InputPhrase {
  private static final String SHAPE =
      "\\(?\\[?\\s*(\\d{1,6}(?:\\s*[x,]\\s*\\d{1,6}){1,3})\\s*\\)?]?";
  private static final String THING =
      "(?:input|image|picture|volume|rgb|gr[ea]y(?:scale)?|colou?r|tensor)";
  private static final Pattern NAMED =
      Pattern.compile("(?i)^\\W*(?:the )?(?:input|image|data)s?\\b.*", Pattern.DOTALL);
  private static final Pattern BEFORE =
      Pattern.compile(SHAPE + "(?:[ -](?:pixel|px))?[ -]*(?:" + THING + "\\b[ -]*)+(?!channels)");
  private static final Pattern BEHIND =
      Pattern.compile("\\b" + THING + "s?\\b[^\\d.;]{0,40}?" + SHAPE);
  private static final Pattern ON =
      Pattern.compile(
          "\\b(?:on|from) (?:an? )?\\(?\\[?(\\d{1,6}x\\d{1,6}x\\d{1,6})\\b\\)?]?(?: tensor| volume| maps?)?");
  private static final Pattern ALONE = Pattern.compile("\\s*" + SHAPE + "\\s*");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\((\\d{1,6}x\\d{1,6}x\\d{1,6})\\)");
  private static final Pattern VECTOR =
      Pattern.compile(
          "\\b(\\d{1,6})[ -]*(?:input (?:features?|units?|neurons?|nodes?|values)|inputs\\b|-?dimensional input)|\\binput(?: layer)?(?: size| of(?: size)?| with| has)?\\s*[:=]?\\s*(\\d{1,6})\\b(?! channels)(?: (?:neurons?|units?|nodes?|features?))?");

  private InputPhrase() {}

  /** Returns whether a phrase speaks of the input. */
  static boolean isNamed(String said) {
    return NAMED.matcher(said).matches();
  }

  /** Returns the input's extents, channels first; empty if the phrase does not say them. */
  static Optional<List<Long>> of(String said) {
    String plain = Written.plain(said);
    Optional<Matcher> found =
        first(BEFORE, plain).or(() -> first(BEHIND, plain)).or(() -> first(ON, plain));
    if (found.isEmpty()) {
      return isNamed(said) || plain.contains("input")
          ? first(VECTOR, plain).map(v -> List.of(number(v)))
          : Optional.empty();
    }
    // The shape in brackets is the whole: 32x32 greyscale (32x32x1).
    String shape = first(IN_BRACKETS, plain).map(m -> m.group(1)).orElse(found.get().group(1));
    List<Long> extents = Written.numbers(shape.replaceAll("[x,]", " "));
    boolean colour = plain.contains("rgb") || plain.contains("colo");
    return Optional.of(
        extents.size() == 2 && colour
            ? List.of(3L, extents.get(0), extents.get(1))
            : WrittenShape.image(extents, true));
  }

  /** Returns the extents of a phrase that is nothing but a shape: {@code 32x32x3}. */
  static Optional<List<Long>> alone(String said) {
    Matcher shape = ALONE.matcher(Written.plain(said));
    return shape.matches()
        ? Optional.of(
            WrittenShape.image(Written.numbers(shape.group(1).replaceAll("[x,]", " ")), true))
        : Optional.empty();
  }

  /** Returns a text without what it tells of the input. */
  static String without(String said) {
    String plain = Written.plain(said);
    for (Pattern pattern : List.of(BEFORE, BEHIND, ON, VECTOR)) {
      String cut = pattern.matcher(plain).replaceFirst(" ");
      if (!cut.equals(plain)) {
        return cut;
      }
    }
    return plain;
  }

  private static long number(Matcher vector) {
    return Long.parseLong(Written.group(vector).orElseThrow());
  }

  private static Optional<Matcher> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }
}
