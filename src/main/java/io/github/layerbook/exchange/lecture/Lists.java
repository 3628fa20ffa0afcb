package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.outline.WrittenShape;
import io.github.layerbook.exchange.tracing.Clues;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.pooling.MaxPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VGG's configurations as code keeps them: {@code [64, 64, 'M', 128, 'M']}, filters of 3x3 and max
 * poolings, alone or several in a dictionary; and {@code ((1, 64), (2, 128))}, how many
 * convolutions of how many filters before each pooling.
 */
final class Lists {
  private static final String ITEM = "(?:\\d{1,5}|['\"]\\w{1,12}['\"])";
  private static final String NAME = "(?:['\"]?([\\w-]{1,40})['\"]?\\s*[:=]\\s*)?";
  private static final Pattern LIST =
      Pattern.compile(NAME + "[\\[(]\\s*(" + ITEM + "(?:\\s*,\\s*" + ITEM + ")++)\\s*,?\\s*[\\])]");
  private static final String PAIR = "[\\[(]\\s*\\d{1,3}\\s*,\\s*\\d{1,5}\\s*[\\])]";
  private static final Pattern PAIRS =
      Pattern.compile(NAME + "[\\[(]\\s*(" + PAIR + "(?:\\s*,\\s*" + PAIR + ")++)\\s*,?\\s*[\\])]");
  private static final Pattern NUMBER_OR_WORD =
      Pattern.compile("\\d{1,5}|(?<=['\"])\\w{1,12}(?=['\"])");
  private static final Pattern OTHER_CODE =
      Pattern.compile("(?m)^\\s*(?:class|def|import|from|for|return)\\b|\\w\\.\\w+\\(|;\\s*$");
  private static final Pattern MARK =
      Pattern.compile("\\d\\s*,\\s*['\"]\\w{1,12}['\"]|[\\[(]\\s*[\\[(]\\s*\\d");
  private static final Pattern CONFIGURATION =
      Pattern.compile("(?i)arch|conv|vgg|cfg|config|blocks|layers");

  private Lists() {}

  /** One list of a text. */
  private record Found(String name, int line, List<Step> steps, List<Problem> problems) {}

  static boolean recognises(String text) {
    if (!MARK.matcher(text).find()) {
      return false;
    }
    String plain = withoutComments(text);
    return !OTHER_CODE.matcher(plain).find() && !found(plain).isEmpty();
  }

  private static String withoutComments(String text) {
    return text.replaceAll("(?:#|//).*", "");
  }

  private static List<Found> found(String text) {
    List<Found> all = new ArrayList<>();
    Matcher list = LIST.matcher(text);
    while (list.find()) {
      if (list.group(2).matches("(?s).*['\"].*") && list.group(2).matches("(?s).*\\d.*")) {
        all.add(steps(name(list), line(text, list.start(2)), list.group(2)));
      }
    }
    Matcher pairs = PAIRS.matcher(text);
    while (all.isEmpty() && pairs.find()) {
      if (CONFIGURATION.matcher(text).find() && areBlocks(pairs.group(2))) {
        all.add(blocks(name(pairs), line(text, pairs.start(2)), pairs.group(2)));
      }
    }
    return all;
  }

  private static String name(Matcher found) {
    return found.group(1) == null ? "" : found.group(1);
  }

  private static int line(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private static Found steps(String name, int line, String items) {
    List<Step> steps = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Matcher item = NUMBER_OR_WORD.matcher(items);
    while (item.find()) {
      int at = line + (int) items.substring(0, item.start()).chars().filter(c -> c == '\n').count();
      String word = item.group();
      Optional<LayerPhrase> phrase = phrase(word);
      if (phrase.isEmpty()) {
        problems.add(
            new Problem(
                at,
                "'%s' is not known in such a list: M is max pooling, A average pooling"
                    .formatted(word)));
      }
      phrase.ifPresent(read -> steps.add(Step.of(at, word, "", read)));
    }
    return new Found(name, line, steps, problems);
  }

  private static Optional<LayerPhrase> phrase(String word) {
    if (word.matches("\\d+")) {
      return Optional.of(filters(Long.parseLong(word)));
    }
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "M", "MP", "P", "POOL", "MAX", "MAXPOOL" ->
          Optional.of(LayerPhrase.of(Kind.MAX_POOL).kernel(2).stride(2));
      case "C" ->
          Optional.of(
              LayerPhrase.plain(
                  new MaxPool(
                      Extents.square(2), Extents.of(2), Padding.of(0), Extents.of(1), true)));
      case "A", "AP", "AVG", "AVGPOOL" ->
          Optional.of(LayerPhrase.of(Kind.AVERAGE_POOL).kernel(2).stride(2));
      case "GAP" -> Optional.of(LayerPhrase.of(Kind.GLOBAL_AVERAGE));
      default -> LayerPhrase.read(word).filter(read -> read.kind() == Kind.PLAIN);
    };
  }

  private static LayerPhrase filters(long out) {
    return LayerPhrase.convolution(3, out).padding(Padding.of(1)).after(List.of(Activation.relu()));
  }

  /** Whether pairs are few convolutions of many filters: {@code (2, 128)}, not {@code (32, 3)}. */
  private static boolean areBlocks(String pairs) {
    List<Long> numbers = Written.numbers(pairs.replace(',', ' '));
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      if (numbers.get(i) > 12 || numbers.get(i + 1) < 8) {
        return false;
      }
    }
    return true;
  }

  private static Found blocks(String name, int line, String pairs) {
    List<Step> steps = new ArrayList<>();
    Matcher number = Pattern.compile("(\\d+)\\s*,\\s*(\\d+)").matcher(pairs);
    while (number.find()) {
      long out = Long.parseLong(number.group(2));
      for (long i = Long.parseLong(number.group(1)); i > 0; i--) {
        steps.add(Step.of(line, number.group(), "", filters(out)));
      }
      steps.add(
          Step.of(line, number.group(), "", LayerPhrase.of(Kind.MAX_POOL).kernel(2).stride(2)));
    }
    return new Found(name, line, steps, List.of());
  }

  static List<ReadNetwork> readAll(String text, ReadingOptions options) {
    List<Found> all = found(withoutComments(text));
    List<Found> called =
        all.stream()
            .filter(
                each -> options.call().isBlank() || each.name().equalsIgnoreCase(options.call()))
            .toList();
    if (called.isEmpty()) {
      String names = String.join(", ", all.stream().map(Found::name).toList());
      return List.of(
          ReadNetwork.failed(
              List.of(),
              List.of(
                  new Problem(
                      0,
                      all.isEmpty()
                          ? "there is no list of filters such as [64, 64, 'M']"
                          : "the text has no list %s: it has %s"
                              .formatted(options.call(), names)))));
    }
    return called.stream().map(each -> read(each, called.size(), options, text)).toList();
  }

  private static ReadNetwork read(Found found, int lists, ReadingOptions options, String text) {
    Outline outline = new Outline(Habits.OF_LECTURES);
    found.steps().forEach(outline::add);
    if (options.inputs().isEmpty()) {
      Clues.sizes(text, List.of()).stream()
          .filter(size -> size.size() == 3)
          .findFirst()
          .ifPresent(
              size -> {
                outline.input(WrittenShape.image(size, false));
                outline.note(Clues.TAKEN + ReadingOptions.text(size));
              });
    }
    found.problems().forEach(problem -> outline.problem(problem.line(), problem.message()));
    outline.note(
        "each number is read as a 3x3 convolution with padding 1 and ReLU, 'M' as 2x2 max pooling,"
            + " as torchvision's VGG reads such lists");
    String own = found.name().isEmpty() ? "net" : found.name();
    String name =
        options.name().isEmpty() || lists > 1
            ? options.name() + (options.name().isEmpty() ? "" : "_") + own
            : options.name();
    return outline.read(new ReadingOptions("", options.inputs(), name), text);
  }
}
