package io.github.layerbook.notation;

import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into lines of clean characters.
 *
 * <p>Characters that plainly stand for others become those: {@code ×} an x, full-width forms and
 * digits of any script their ASCII forms, every dash a hyphen, curly quotes straight ones, blanks
 * of any width a space. Each character becomes exactly one, so that positions stay true.
 * Superscripts are left alone: {@code 10²} is not 102.
 */
final class Source {
  /** Lines that a text may have: ten ResNet-152s, and few enough to be read within a second. */
  static final int MAXIMUM_LINES = 5_000;

  /** Characters that a line may have. */
  static final int MAXIMUM_LENGTH = 10_000;

  private Source() {}

  /**
   * Returns the lines of a text; Windows, Unix and old Mac line ends are understood.
   *
   * @throws NotationException if there are too many lines, or one is too long
   */
  static List<Cell> lines(String text) {
    List<Cell> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      add(lines, text, start, end);
      boolean windows = text.startsWith("\r\n", end);
      start = end + (windows ? 2 : 1);
    }
    return lines;
  }

  private static int endOfLine(String text, int start) {
    int end = start;
    while (end < text.length() && "\n\r\u0085\u2028\u2029".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static void add(List<Cell> lines, String text, int start, int end) {
    int number = lines.size() + 1;
    int shown = Math.min(end, start + MAXIMUM_LENGTH);
    Cell line = Cell.of(number, clean(text.substring(start, shown)));
    if (number > MAXIMUM_LINES) {
      throw line.error(
          "the text has more than %s lines".formatted(Numbers.count(MAXIMUM_LINES)),
          "split it, or build the network in Java with Network.named(…)");
    } else if (shown < end) {
      throw line.part(0, Math.min(60, shown))
          .error(
              "this line has more than %s characters".formatted(Numbers.count(MAXIMUM_LENGTH)),
              "write one layer a line");
    }
    lines.add(line);
  }

  private static String clean(String line) {
    StringBuilder clean = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      clean.append(clean(line.charAt(i)));
    }
    return clean.toString();
  }

  private static char clean(char c) {
    if (c < 128) {
      return c < ' ' && c != '\t' ? ' ' : c;
    } else if (Character.isDigit(c)) {
      return (char) ('0' + Character.digit(c, 10));
    } else if (c >= '\uFF01' && c <= '\uFF5E') {
      return (char) (c - '\uFF01' + '!');
    }
    return switch (c) {
      case '×', '✕', '✖', '⨯' -> 'x';
      case '·', '⋅', '∙', '∗' -> '*';
      case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '•' -> '-';
      case '“', '”', '„', '‟' -> '"';
      case '‘', '’', '‚', '‛' -> '\'';
      case '≈', '≃', '≅', '∼' -> '~';
      case '⁄', '∕' -> '/';
      default -> isBlank(c) ? ' ' : c;
    };
  }

  private static boolean isBlank(char c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.FORMAT, Character.CONTROL -> true;
      default -> false;
    };
  }
}
