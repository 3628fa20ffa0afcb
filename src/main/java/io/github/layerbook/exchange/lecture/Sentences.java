package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
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

  /** Between clauses that each speak of a layer of their own. */
  private static final Pattern CLAUSE =
      Pattern.compile(
          "(?i)\\s*(?:[.;](?:\\s+|$)|,?\\s*(?:is |are )?\\bfollowed by\\b|,?\\s*(?:and |,)?\\s*\\bthen\\b(?: (?:comes|come|there is))?"
              + "|,?\\s+and (?=(?:an?|another|the|one|two|three|four|finally|lastly)\\b)|,\\s*(?=(?:an?|another|finally|lastly)\\b)|\\s\\+\\s|\\s-+>\\s|\\band finally\\b|\\bbefore (?=an?\\b)|\\binto (?=an?\\b))\\s*");

  private static final Pattern QUESTION = Pattern.compile("(?i)\\?|\\bhow many\\b|\\bwhat is\\b");

  private Sentences() {}

  static boolean recognises(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(400).toList();
    long weighted =
        lines.stream()
            .map(line -> VOLUME.matcher(line).replaceFirst(""))
            .flatMap(line -> CLAUSE.splitAsStream(line.length() > 2_000 ? "" : line))
            .map(LayerPhrase::read)
            .flatMap(Optional::stream)
            .filter(Sentences::hasSizes)
            .limit(2)
            .count();
    boolean code = text.matches("(?s).*(?:\\w\\(.*\\w=|;\\s*\\n|\\{|def |import |self\\.).*");
    return weighted >= 1 && !code && text.matches("(?s).*[\\p{L}]{3,}.*");
  }

  private static boolean hasSizes(LayerPhrase phrase) {
    return phrase.out().isPresent()
        && (!phrase.kernel().isEmpty() || phrase.kind() == LayerPhrase.Kind.FULLY_CONNECTED);
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Outline outline = new Outline(Habits.OF_LECTURES);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && line.length() <= 5_000) {
        line(outline, number, line);
      }
    }
    return outline.read(options, text);
  }

  private static void line(Outline outline, int number, String line) {
    String content = VOLUME.matcher(BULLET.matcher(line).replaceFirst("")).replaceFirst("");
    Matcher label = LABEL.matcher(content);
    boolean labelled = label.matches();
    String name = labelled ? label.group(1) : "";
    String said = labelled ? label.group(2) : content;
    String kind = labelled && !name.matches("(?i)(?:layer|step|block|stage|l)\\b?.*") ? name : "";
    boolean first = true;
    boolean any = false;
    for (String clause : CLAUSE.split(said, -1)) {
      if (clause.isBlank()) {
        continue;
      }
      String rest = clause;
      Optional<List<Long>> input = outline.hasInput() ? Optional.empty() : InputPhrase.of(clause);
      if (input.isPresent()) {
        outline.input(input.get());
        rest = InputPhrase.without(clause);
        any = true;
      }
      Optional<LayerPhrase> phrase =
          QUESTION.matcher(rest).find()
                  && InputPhrase.of(rest).isEmpty()
                  && !rest.matches(".*\\d.*")
              ? Optional.empty()
              : LayerPhrase.read(first ? kind : "", rest);
      if (phrase.isPresent() && !(input.isPresent() && isBare(phrase.get()))) {
        outline.add(
            Step.of(
                number, clause.strip(), first ? name : "", Preserving.joined(rest, phrase.get())));
        first = false;
        any = true;
      }
    }
    if (!any
        && content.matches(".*\\d.*")
        && !content.matches(
            "(?i).*\\b(?:total|parameters?|params|how many|epochs?|batch|learning rate|optimi[sz]er|accuracy|dataset)\\b.*")) {
      outline.problem(number, "“%s” is not understood as a layer".formatted(content.strip()));
    }
  }

  /** Whether a phrase names a kind and no size. */
  private static boolean isBare(LayerPhrase phrase) {
    return phrase.kind() != LayerPhrase.Kind.PLAIN
        && phrase.out().isEmpty()
        && phrase.kernel().isEmpty();
  }
}
