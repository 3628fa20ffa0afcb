package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layers that a sentence speaks of, one after the other: of <em>two conv layers with 16 and 32
 * 3x3 filters, each followed by 2x2 max pooling</em>, four.
 */
final class Mentions {
  /** The patterns below take any number of blanks at several places, and time with their power. */
  private static final Pattern BLANKS = Pattern.compile("\\s{2,}+");

  /** Between clauses that each speak of a layer of their own. */
  private static final Pattern CLAUSE =
      Pattern.compile(
          "(?i)\\s*(?:[.;](?:\\s+|$)|,?\\s*(?:is |are )?\\bfollowed by\\b|,?\\s*(?:and |,)?\\s*\\bthen\\b(?: (?:comes?|there (?:is|are)))?"
              + "|,?\\s+and (?=(?:an?|another|the|one|two|three|four|finally|lastly)\\b)|,\\s*(?=(?:an?|another|finally|lastly)\\b)|,\\s*(?:and |while |whereas )?(?=the (?:first|second|third|fourth|fifth|sixth|next|last|final|other)\\b)|\\s\\+\\s|\\s-+>\\s|\\band finally\\b|\\bbefore (?=an?\\b)|\\binto (?=an?\\b))\\s*");

  private static final Pattern EACH =
      Pattern.compile(
          "(?i)[,;(]?\\s*(?:(?:with )?each(?: (?:one|layer|block|of (?:these|those|them|which)))?(?: (?:being|of which is|is))?|both|all)(?: again)? followed by\\s+");

  /** Between layers in a list with commas. */
  private static final Pattern ITEM = Pattern.compile("\\s*,\\s*(?:and\\s+)?|\\s+and\\s+");

  /** Words that only a layer of its own has. */
  private static final Pattern STRONG =
      Pattern.compile(
          "(?i)\\bconv\\w*|pool|\\bfully?[- ]connected|\\bdense\\b|\\blinear layer|\\bfc\\b|\\b(?:bi-?)?lstm\\b|\\bgru\\b|\\brnn\\b|\\bembedding"
              + "|\\bhidden layer|\\boutput (?:layer|units?|neurons?|nodes?)|\\b(?:one|two|three|four|five|ten|\\d+) outputs?\\W*$|\\bclassifier\\b");

  /** Numbers of which each is a layer's: {@code 120, 84 and 10 neurons}. */
  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?<![\\dx.])(\\d{1,6}(?:(?:, ?(?:and )?| ?/ ?|,? and | & )\\d{1,6})+)(?![\\dx.]|\\s*%)"
              + "(?=\\s+(?:\\d+x\\d+\\s+)?(?:\\p{L}+[- ]){0,2}(?:filters?|kernels?|channels|neurons|units|nodes|outputs|maps|hidden)\\b|[^\\d]*$)");

  private static final String LAYERS =
      "(?=(?:[\\p{L}\\d-]+\\s+){0,4}?(?:layers|convolutions|convs|lstms|grus)\\b)";

  private static final Pattern COUNTED = Pattern.compile("(?<![\\w.])(\\d{1,3})\\s+" + LAYERS);

  private static final Pattern SEVERAL = Pattern.compile(LAYERS);

  private Mentions() {}

  /** Returns what a sentence says of each layer, in its words. */
  static List<String> of(String said) {
    return within(BLANKS.matcher(said).replaceAll(" "));
  }

  private static List<String> within(String said) {
    Matcher each = EACH.matcher(said);
    if (each.find()) {
      List<String> all = new ArrayList<>();
      List<String> before = new ArrayList<>(List.of(CLAUSE.split(said.substring(0, each.start()))));
      String last = before.remove(before.size() - 1);
      before.forEach(clause -> all.addAll(items(clause)));
      List<String> behind = new ArrayList<>(within(said.substring(each.end())));
      String follower = behind.isEmpty() ? "" : behind.remove(0);
      for (String layer : enumerated(last)) {
        all.add(layer);
        all.add(follower);
      }
      all.addAll(behind);
      return all;
    }
    List<String> all = new ArrayList<>();
    for (String clause : CLAUSE.split(said, -1)) {
      all.addAll(items(clause));
    }
    return all;
  }

  /** The layers of a clause that lists them with commas. */
  private static List<String> items(String clause) {
    List<String> all = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int from = 0;
    Matcher between = ITEM.matcher(clause);
    String separator = "";
    while (true) {
      boolean more = between.find();
      String item = clause.substring(from, more ? between.start() : clause.length());
      boolean begins = STRONG.matcher(item).find() && isLayer(current.toString());
      if (begins && isBalanced(current)) {
        all.addAll(enumerated(current.toString()));
        current.setLength(0);
      } else {
        current.append(separator);
      }
      current.append(item);
      if (!more) {
        all.addAll(enumerated(current.toString()));
        return all;
      }
      separator = between.group();
      from = between.end();
    }
  }

  private static boolean isLayer(String text) {
    return !text.isBlank()
        && (InputPhrase.of(text).isPresent()
            || Sequences.layer(text).isPresent()
            || LayerPhrase.read(text)
                .filter(
                    phrase ->
                        phrase.kind() == LayerPhrase.Kind.PLAIN
                            || phrase.kind().isPool()
                            || phrase.out().isPresent())
                .isPresent());
  }

  /** Whether no bracket is open, in which what is listed belongs to one layer. */
  private static boolean isBalanced(CharSequence text) {
    return text.chars().map(c -> c == '(' ? 1 : c == ')' ? -1 : 0).sum() == 0;
  }

  /** One clause for each number of several layers: {@code two layers with 5 and 3 neurons}. */
  private static List<String> enumerated(String clause) {
    String plain = Written.plain(clause);
    Matcher several = COUNTED.matcher(plain);
    boolean told = several.find();
    int head = told ? several.end() : SEVERAL.matcher(plain).find() ? 0 : -1;
    Matcher numbers = NUMBERS.matcher(plain);
    if (head < 0 || !numbers.find(head) || !STRONG.matcher(plain).find()) {
      return List.of(clause);
    }
    List<Long> each = Written.numbers(numbers.group(1).replace(',', ' '));
    if (told && Long.parseLong(several.group(1)) != each.size()) {
      return List.of(clause);
    }
    String before = told ? plain.substring(0, several.start()) : "";
    List<String> all = new ArrayList<>();
    for (long number : each) {
      all.add(
          before
              + plain.substring(head, numbers.start())
              + number
              + plain.substring(numbers.end()));
    }
    return all;
  }
}
