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
 * Superscripts are left alone: {@code 10²} is not 102. In a text of layers, what stands in double
 * quotes keeps its characters and is masked, so that nothing in it is taken for a sign.
 */
final class Source {
  /** Lines that claims may have: few enough to be read within a second. */
  private static final int MOST_LINES = 5_000;

  /** Lines that the layers of one text may have with their blocks' braces. */
  private static final int MOST_OF_LAYERS = 3 * ConstructReader.MAXIMUM_LAYERS;

  /** Characters that a line may have. */
  private static final int LONGEST = 10_000;

  /** Characters that a line may have that is a layer, which may read a lot of others. */
  private static final int LONGEST_LAYER = 100_000;

  private static final int MASK = 0xE000;
  private static final int MASKED = 128;

  private final boolean layers;
  private final List<Cell> lines = new ArrayList<>();

  private Source(boolean layers) {
    this.layers = layers;
  }

  /**
   * Returns the lines of a text; Windows, Unix and old Mac line ends are understood.
   *
   * @throws NotationException if there are too many lines, or one is too long
   */
  static List<Cell> lines(String text) {
    return new Source(false).read(text);
  }

  /** Returns the lines of a text of layers, in which what stands in quotes is no sign. */
  static List<Cell> layers(String text) {
    return new Source(true).read(text);
  }

  private List<Cell> read(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      add(text, start, end);
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

  private void add(String text, int start, int end) {
    int number = lines.size() + 1;
    int longest = layers ? LONGEST_LAYER : LONGEST;
    int most = layers ? MOST_OF_LAYERS : MOST_LINES;
    int shown = Math.min(end, start + longest);
    Cell line = Cell.of(number, clean(text.substring(start, shown), layers));
    if (number > most) {
      throw line.error(
          "the text has more than %s lines".formatted(Numbers.count(most)),
          "split it, or build the network in Java with Network.named(…)");
    } else if (shown < end) {
      throw line.part(0, Math.min(60, shown))
          .error(
              "this line has more than %s characters".formatted(Numbers.count(longest)),
              "write one layer a line");
    }
    lines.add(line);
  }

  /** Returns a line of layers in clean characters. */
  static String layer(String line) {
    return clean(line, true);
  }

  private static String clean(String line, boolean quotes) {
    StringBuilder clean = new StringBuilder(line.length());
    int closing = -1;
    for (int i = 0; i < line.length(); i++) {
      boolean opens =
          quotes && i > closing && line.charAt(i) == '"' && i > 0 && opens(clean.charAt(i - 1));
      if (i < closing) {
        clean.append(masked(line.charAt(i)));
      } else {
        clean.append(clean(line.charAt(i)));
        closing = opens ? closing(line, i) : closing;
      }
    }
    return clean.toString();
  }

  /** Whether a quote behind a character begins a text. */
  private static boolean opens(char before) {
    return before == '=' || before == '-' || before == ' ';
  }

  /** Where the quote is that closes one; before that one if none does. */
  private static int closing(String line, int opening) {
    for (int i = opening + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }

  /** A character in quotes, moved to where Unicode has no signs, blanks or digits. */
  private static char masked(char c) {
    return c < MASKED ? (char) (c + MASK) : c;
  }

  /** Returns a text with the characters in its quotes as they were written. */
  static String unmasked(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c >= MASK && c < MASK + MASKED ? (char) (c - MASK) : c);
    }
    return plain.toString();
  }

  private static char clean(char c) {
    if (c < MASKED) {
      return c < ' ' && c != '\t' ? ' ' : c;
    } else if (c >= MASK && c < MASK + MASKED) {
      return '?';
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
