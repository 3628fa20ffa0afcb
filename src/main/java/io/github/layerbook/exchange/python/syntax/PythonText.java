package io.github.layerbook.exchange.python.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python as people paste it, without what a terminal, a notebook or a page has put around it:
 * prompts, outputs between them, line numbers, fences, tabs, typographic quotation marks.
 *
 * <p>Line breaks stay where they are, so that lines keep their numbers.
 */
final class PythonText {
  private static final int TAB = 8;

  /** {@code >>> } and {@code ... }. */
  private static final Pattern PROMPT = Pattern.compile("^\\s*(>>>|\\.\\.\\.)( (.*)|)$");

  /** {@code In [3]: } and the dots on the lines below. */
  private static final Pattern CELL = Pattern.compile("^\\s*(In ?\\[[ \\d*]*]|\\.{3,}) ?: ?(.*)$");

  /** A line of code that has no prompt. */
  private static final Pattern CODE =
      Pattern.compile("^(class|def|import|from|@\\w+|\\w+ = \\w+[.(])\\b");

  private static final Pattern OUTPUT = Pattern.compile("^\\s*Out ?\\[[ \\d*]*] ?:.*$");

  /** Three backquotes or tildes, and a language's name. */
  private static final Pattern FENCE = Pattern.compile("^\\s*(```+|~~~+)\\s*[\\w+-]*\\s*$");

  /** A cell's commands, which are not Python: {@code %matplotlib inline}, {@code !pip install}. */
  private static final Pattern COMMAND = Pattern.compile("^\\s*[%!].*$");

  private static final Pattern NUMBERED = Pattern.compile("^\\s*(\\d+)(?:[.:|)]|(?=\\s|$)) ?(.*)$");

  private PythonText() {}

  /** Returns the text with as many lines, each a line of Python, or empty. */
  static String clean(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
      lines.add(FENCE.matcher(line).matches() ? "" : straight(line));
    }
    withoutNumbers(lines);
    if (lines.stream().anyMatch(line -> line.stripLeading().startsWith(">>>"))) {
      withoutPrompts(lines);
    } else if (lines.stream().anyMatch(line -> isCell(line))) {
      cells(lines);
    }
    lines.replaceAll(line -> COMMAND.matcher(line).matches() ? "" : spaced(line));
    return String.join("\n", lines) + "\n";
  }

  private static boolean isCell(String line) {
    return line.stripLeading().startsWith("In") && CELL.matcher(line).matches();
  }

  /** Typographic quotation marks are a word processor's. */
  private static String straight(String line) {
    return line.replace('\u201C', '"')
        .replace('\u201D', '"')
        .replace('\u2018', '\'')
        .replace('\u2019', '\'')
        .replace("\u200B", "");
  }

  /**
   * Without a prompt, a line is what was printed; unless code stands there too, whose documentation
   * may have prompts in it.
   */
  private static void withoutPrompts(List<String> lines) {
    boolean code = lines.stream().anyMatch(line -> CODE.matcher(line).find());
    boolean quoted = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher prompt = PROMPT.matcher(line);
      if (prompt.matches() && !quoted) {
        lines.set(i, prompt.group(3) == null ? "" : prompt.group(3));
      } else if (!code) {
        lines.set(i, "");
      }
      if (code && (line.split("\"\"\"", -1).length + line.split("'''", -1).length) % 2 == 1) {
        quoted = !quoted;
      }
    }
  }

  /** After an output, lines are outputs until the next cell. */
  private static void cells(List<String> lines) {
    boolean output = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher cell = CELL.matcher(line);
      if (cell.matches()) {
        output = false;
        lines.set(i, cell.group(2));
      } else if (output || OUTPUT.matcher(line).matches()) {
        output = true;
        lines.set(i, "");
      }
    }
  }

  /** Takes off numbers that count the lines, where all lines have them. */
  private static void withoutNumbers(List<String> lines) {
    List<String> bare = new ArrayList<>();
    long expected = -1;
    int numbered = 0;
    for (String line : lines) {
      Matcher number = NUMBERED.matcher(line);
      if (line.isBlank()) {
        bare.add("");
        expected = expected < 0 ? -1 : expected + 1;
      } else if (!number.matches() || number.group(1).length() > 6) {
        return;
      } else {
        long value = Long.parseLong(number.group(1));
        if (expected >= 0 && value != expected && value != expected - 1) {
          return;
        }
        expected = value + 1;
        numbered++;
        bare.add(number.group(2));
      }
    }
    if (numbered > 2) {
      for (int i = 0; i < lines.size(); i++) {
        lines.set(i, bare.get(i));
      }
    }
  }

  /** Tabs at the start reach to the next column of eight, as Python counts them. */
  private static String spaced(String line) {
    StringBuilder start = new StringBuilder();
    int i = 0;
    for (; i < line.length() && isSpace(line.charAt(i)); i++) {
      int width = line.charAt(i) == '\t' ? TAB - start.length() % TAB : 1;
      start.append(" ".repeat(width));
    }
    return start.append(line, i, line.length()).toString();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\u00A0' || c == '\f' || c == '\uFEFF' || c == '\u3000';
  }
}
