package io.github.layerbook.exchange.huggingface;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a written model with the lines that stand further right below it.
 *
 * @param word the statement's word; empty of a layer or block
 * @param name the name of a layer or block, or of what a statement is about
 * @param text what follows
 * @param expressions what follows as expressions, where a statement has them
 * @param inner the lines in it
 * @param varies whether the line mentions the number of the layer that it belongs to, {@code i}
 */
record WrittenLine(
    String word,
    WrittenText name,
    WrittenText text,
    List<Expression> expressions,
    List<WrittenLine> inner,
    boolean varies) {
  /** The number of a layer. */
  private static final Pattern NUMBER = Pattern.compile("\\bi\\b");

  /** A statement with a condition or values, perhaps behind a name and before a message. */
  private static final Pattern COMPUTED =
      Pattern.compile(
          "(?:if|let|default) (?<value>.+)|else|use (?<use>\\S+) ?(?<values>.*)"
              + "|refuse (?<field>\\S+) if (?<when>.+?): (?<message>.+)");

  /** A layer or a block; its name may have parts in braces. */
  private static final Pattern NAMED = Pattern.compile("((?:\\{[^}]*\\}|[^\\s{:])+):(.*)");

  /** Reads a line. */
  static WrittenLine of(String line, List<WrittenLine> inner) {
    int end = line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ');
    String first = line.substring(0, end);
    Matcher computed = COMPUTED.matcher(line);
    if (computed.matches()) {
      return new WrittenLine(
          first,
          WrittenText.of(group(computed, "use", "field")),
          WrittenText.of(group(computed, "message")),
          ExpressionReader.list(group(computed, "value", "values", "when")),
          inner,
          NUMBER.matcher(line).find());
    }
    Matcher named = NAMED.matcher(line);
    boolean isNamed = named.matches();
    return new WrittenLine(
        isNamed ? "" : first,
        WrittenText.of(isNamed ? named.group(1) : ""),
        WrittenText.of(isNamed ? named.group(2) : line.substring(end)),
        List.of(),
        inner,
        NUMBER.matcher(line).find());
  }

  /** The group of these that a line has, or nothing. */
  private static String group(Matcher line, String... names) {
    for (String name : names) {
      String group = line.group(name);
      if (group != null) {
        return group;
      }
    }
    return "";
  }
}
