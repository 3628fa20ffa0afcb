package io.github.layerbook.notebook.assist;

import io.github.layerbook.notebook.command.CommandForm.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a cursor stands in a cell: on the line of a command or in the text below it.
 *
 * @param kind whether the command stands on a line or owns the cell
 * @param name the command's name, up to the cursor if that stands in it
 * @param words the words behind the name that end before the cursor
 * @param lines the lines of the cell's text above the cursor's; none on the command's line
 * @param inText whether the cursor stands in the cell's text
 * @param begun what the cursor stands at the end of: the name with its signs, a word, or a line
 * @param from where that begins in the cell
 */
record Place(
    Kind kind,
    String name,
    List<String> words,
    List<String> lines,
    boolean inText,
    String begun,
    int from) {
  /** A command on a line: at its start or behind an equals sign, as kernels have it. */
  private static final Pattern LINE =
      Pattern.compile("(?:^|(?<==))[ \\t]*(?<signs>%)(?<name>\\w*)(?<rest>[ \\t].*)?$");

  private static final Pattern CELL =
      Pattern.compile("(?<signs>%%)(?<name>\\w*)(?<rest>[ \\t].*)?$");

  /** Finds the place of a cursor; nothing where no command is. */
  static Optional<Place> of(String cell, int cursor) {
    String before = cell.substring(0, Math.max(0, Math.min(cursor, cell.length())));
    int end = before.indexOf('\n');
    Matcher owner = CELL.matcher(end < 0 ? before : before.substring(0, end));
    if (before.startsWith(Kind.CELL.sign()) && owner.lookingAt()) {
      return Optional.of(end < 0 ? onLine(Kind.CELL, owner, 0) : inText(owner, before, end + 1));
    }
    int start = before.lastIndexOf('\n') + 1;
    Matcher line = LINE.matcher(before.substring(start));
    return line.find() ? Optional.of(onLine(Kind.LINE, line, start)) : Optional.empty();
  }

  private static Place onLine(Kind kind, Matcher line, int start) {
    String name = line.group("name");
    if (line.group("rest") == null) {
      String begun = line.group("signs") + name;
      return new Place(kind, name, List.of(), List.of(), false, begun, start + line.start("signs"));
    }
    List<Word> words = words(line.group("rest"));
    Word last = words.remove(words.size() - 1);
    return new Place(
        kind,
        name,
        words.stream().map(Word::text).toList(),
        List.of(),
        false,
        last.text(),
        start + line.start("rest") + last.from());
  }

  private static Place inText(Matcher owner, String before, int text) {
    int start = before.lastIndexOf('\n') + 1;
    List<String> lines = before.substring(text, Math.max(text, start - 1)).lines().toList();
    String rest = Optional.ofNullable(owner.group("rest")).orElse("");
    return new Place(
        Kind.CELL,
        owner.group("name"),
        rest.isBlank() ? List.of() : words(rest).stream().map(Word::text).toList(),
        start == text ? List.of() : lines,
        true,
        before.substring(start),
        start);
  }

  private record Word(String text, int from) {}

  /** The words of a line, in quotes with blanks; the last one is empty behind a blank. */
  private static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    int start = -1;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      boolean blank = !quoted && Character.isWhitespace(c);
      if (blank && start >= 0) {
        words.add(word(line, start, i));
      }
      start = blank ? -1 : start < 0 ? i : start;
    }
    words.add(word(line, start < 0 ? line.length() : start, line.length()));
    return words;
  }

  private static Word word(String line, int from, int to) {
    boolean quoted = from < to && line.charAt(from) == '"';
    boolean closed = quoted && to - from > 1 && line.charAt(to - 1) == '"';
    return new Word(
        line.substring(quoted ? from + 1 : from, closed ? to - 1 : to), quoted ? from + 1 : from);
  }

  /** Returns whether the cursor stands in the command's name. */
  boolean inName() {
    return !inText && words.isEmpty() && begun.startsWith(kind.sign());
  }
}
