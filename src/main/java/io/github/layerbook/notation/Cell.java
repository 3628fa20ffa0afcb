package io.github.layerbook.notation;

import java.util.List;

/**
 * A stretch of one line of a text.
 *
 * @param line the line's number, from 1
 * @param text the whole line, in clean characters at their original positions
 * @param from where the stretch begins
 * @param to where it ends
 */
public record Cell(int line, String text, int from, int to) {
  /** Makes the cell of a whole line. */
  public static Cell of(int line, String text) {
    return new Cell(line, text, 0, text.length());
  }

  /**
   * Returns the lines of a text; Windows, Unix and old Mac line ends are understood.
   *
   * @throws NotationException if there are more than 5,000 lines, or one has more than 10,000
   *     characters
   */
  public static List<Cell> lines(String text) {
    return Source.lines(text);
  }

  /** Returns the characters of the stretch. */
  public String content() {
    return text.substring(from, to);
  }

  /** Returns a part of this cell, by positions in the line. */
  public Cell part(int start, int end) {
    return new Cell(line, text, start, end);
  }

  /** Returns this cell without the blanks at both ends. */
  public Cell trimmed() {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return part(start, end);
  }

  /** Returns this cell without a comment, which {@code #} or {@code //} after a blank begins. */
  public Cell withoutComment() {
    for (int i = from; i < to; i++) {
      boolean begins = text.charAt(i) == '#' || text.startsWith("//", i);
      if (begins && (i == from || Character.isWhitespace(text.charAt(i - 1)))) {
        return part(from, i);
      }
    }
    return this;
  }

  /** Returns whether the stretch holds nothing but blanks. */
  public boolean isBlank() {
    return content().isBlank();
  }

  /**
   * Makes the error that points at this cell.
   *
   * @param problem what is wrong
   * @param fix how to fix it; empty where the problem says so already
   */
  public NotationException error(String problem, String fix) {
    return NotationException.at(this, problem, fix);
  }
}
