package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences and lists of bullets, each of which speaks of a layer or several. */
final class Sentences {
  private static final Pattern LABEL =
      Pattern.compile(
          "^\\W*((?:layer|step|block|stage)\\s*#?\\d{1,3}|l\\d{1,3}|[a-z]{1,12}_?\\d{1,3}(?:_\\d{1,2})?)\\s*[:.)=-]\\s+(.*)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern BULLET =
      Pattern.compile("^\\s*(?:[-*•·+>]+|\\(?\\d{1,3}[.):]|[a-z]\\))\\s+");

  /** What a layer makes, before it: {@code [55x55x96] CONV1: …}. */
  private static final Pattern VOLUME =
      Pattern.compile("^\\s*[\\[(]\\s*\\d+(?:\\s*[xX×*]\\s*\\d+)+\\s*[\\])]\\s*(?=\\p{L})");

  private static final Pattern QUESTION = Pattern.compile("(?i)\\?|\\bhow many\\b|\\bwhat is\\b");

  private static final Pattern OTHER_FIGURES =
      Pattern.compile(
          "(?i)\\b(?:total|parameters?|params|how many|epochs?|batch|learning rate|optimi[sz]er|accuracy|dataset|dropout|figure|table|section|et al|layers?\\s*\\d*\\s*$)\\b|[%$€]|\\b(?:19|20)\\d\\d\\b");

  private static final String NOT_UNDERSTOOD =
      "line %d, “%s”: what %s means is not understood, so check the layer";

  private final Outline outline = new Outline(Habits.OF_LECTURES);
  private final List<Step> steps = new ArrayList<>();

  private Sentences() {}

  static boolean recognises(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(400).toList();
    long weighted =
        lines.stream()
            .map(line -> VOLUME.matcher(line).replaceFirst(""))
            .flatMap(line -> Mentions.of(line.length() > 2_000 ? "" : line).stream())
            .filter(Sentences::hasSizes)
            .limit(2)
            .count();
    boolean code = text.matches("(?s).*(?:\\w\\(.*\\w=|;\\s*\\n|\\{|def |import |self\\.).*");
    return weighted >= 1 && !code && text.matches("(?s).*[\\p{L}]{3,}.*");
  }

  private static boolean hasSizes(String mention) {
    return Sequences.layer(mention).isPresent()
        || LayerPhrase.read(mention)
            .filter(
                phrase ->
                    phrase.out().isPresent()
                        && (!phrase.kernel().isEmpty()
                            || phrase.kind() == LayerPhrase.Kind.FULLY_CONNECTED))
            .isPresent();
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Sentences sentences = new Sentences();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && line.length() <= 5_000) {
        sentences.line(number, line);
      }
    }
    return sentences.network(text, options);
  }

  private ReadNetwork network(String text, ReadingOptions options) {
    Optional<List<Long>> sequence = Sequences.input(text, steps);
    if (sequence.isPresent() && options.inputs().isEmpty()) {
      outline.input(sequence.get());
      if (!Sequences.tellsLength(text)) {
        outline.note(
            "the text does not say how long sequences are: %d steps are taken; --input states it"
                .formatted(Sequences.LENGTH));
      }
    }
    if (Sequences.areRecurrent(steps)) {
      outline.note(
          "recurrent layers have one bias for each gate, as in textbooks; PyTorch's have two");
    }
    Sequences.ended(steps).forEach(outline::add);
    return outline.read(options, text);
  }

  private void line(int number, String line) {
    String content = VOLUME.matcher(BULLET.matcher(line).replaceFirst("")).replaceFirst("");
    Matcher label = LABEL.matcher(content);
    boolean labelled = label.matches();
    String name = labelled ? label.group(1) : "";
    String said = labelled ? label.group(2) : content;
    String kind = labelled && !name.matches("(?i)(?:layer|step|block|stage|l)\\b?.*") ? name : "";
    boolean first = true;
    boolean any = false;
    List<String> unread = new ArrayList<>();
    for (String mention : Mentions.of(said)) {
      if (mention.isBlank()) {
        continue;
      }
      String rest = mention;
      Optional<List<Long>> input = outline.hasInput() ? Optional.empty() : InputPhrase.of(mention);
      if (input.isPresent()) {
        outline.input(input.get());
        rest = InputPhrase.without(mention);
        any = true;
      }
      Optional<LayerPhrase> phrase = phrase(number, first ? kind : "", rest);
      if (phrase.isPresent() && !(input.isPresent() && isBare(phrase.get()))) {
        steps.add(
            Step.of(
                number, mention.strip(), first ? name : "", Preserving.joined(rest, phrase.get())));
        first = false;
        any = true;
      } else if (phrase.isEmpty() && input.isEmpty() && isFigure(mention)) {
        unread.add(mention.strip());
      }
    }
    for (String mention : unread) {
      if (any) {
        outline.note(NOT_UNDERSTOOD.formatted(number, mention, "this"));
      }
    }
    if (!any && isFigure(content)) {
      outline.problem(number, "“%s” is not understood as a layer".formatted(content.strip()));
    }
  }

  /** Whether a text without a layer has figures that a network's size may hang on. */
  private static boolean isFigure(String text) {
    return text.matches("(?s).*\\d.*") && !OTHER_FIGURES.matcher(text).find();
  }

  private Optional<LayerPhrase> phrase(int number, String kind, String said) {
    boolean question =
        QUESTION.matcher(said).find() && InputPhrase.of(said).isEmpty() && !said.matches(".*\\d.*");
    Optional<LayerPhrase> sequence = Sequences.layer(said);
    if (question || sequence.isPresent()) {
      return sequence;
    } else if (Sequences.isMeant(said)) {
      outline.problem(
          number,
          "“%s” does not say how large the layer is: write it such as lstm 128, or embedding 10000-64"
              .formatted(said.strip()));
      return Optional.empty();
    }
    Optional<LayerPhrase> phrase = LayerPhrase.read(kind, said);
    List<Long> unread = phrase.isEmpty() ? List.of() : LayerPhrase.unread(kind, said);
    if (!unread.isEmpty()) {
      outline.note(
          NOT_UNDERSTOOD.formatted(
              number,
              said.strip(),
              String.join(" and ", unread.stream().map(String::valueOf).toList())));
    }
    return phrase;
  }

  /** Whether a phrase names a kind and no size. */
  private static boolean isBare(LayerPhrase phrase) {
    return phrase.kind() != LayerPhrase.Kind.PLAIN
        && phrase.out().isEmpty()
        && phrase.kernel().isEmpty();
  }
}
