package io.github.layerbook.notation;

import java.util.List;

/**
 * Says where a text cannot be read, what was expected and found, and the edit that fixes it.
 *
 * <p>The message is made to be shown as it is:
 *
 * <pre>
 * line 3, column 1: unknown layer "CONV_3-64"
 *     CONV_3-64
 *     ^^^^^^^^^
 * did you mean CONV3-64 (conv 3x3-64 padding=1)?
 * </pre>
 */
public final class NotationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int WIDTH = 90;

  /** The place. */
  private final transient Cell cell;

  /** What is wrong. */
  private final String problem;

  /** How to fix it. */
  private final String fix;

  /** Nearest valid words. */
  private final transient List<String> nearest;

  private NotationException(Cell cell, String problem, String fix, List<String> nearest) {
    super(Source.unmasked(message(cell, problem, fix)));
    this.cell = cell;
    this.problem = Source.unmasked(problem);
    this.fix = Source.unmasked(fix);
    this.nearest = List.copyOf(nearest);
  }

  static NotationException at(Cell cell, String problem, String fix) {
    return new NotationException(cell, problem, fix, List.of());
  }

  static NotationException at(Cell cell, String problem, String fix, List<String> nearest) {
    return new NotationException(cell, problem, fix, nearest);
  }

  /** Returns whether a text has lines before the one at fault, which are in the notation then. */
  public boolean isAfterLayers(String text) {
    return text.lines().limit(line() - 1L).anyMatch(line -> !line.matches("\\s*(#.*)?"));
  }

  /** Returns the line's number, from 1. */
  public int line() {
    return cell.line();
  }

  /** Returns the column, from 1. */
  public int column() {
    return cell.from() + 1;
  }

  /** Returns the part of the line at fault, in clean characters; may be empty. */
  public String culprit() {
    return Source.unmasked(cell.content());
  }

  /** Returns the line and, under it, carets below the part at fault. */
  public String excerpt() {
    return Source.unmasked(excerpt(cell));
  }

  /** Returns what is wrong. */
  public String problem() {
    return problem;
  }

  /** Returns how to fix it; empty where the problem says so already. */
  public String fix() {
    return fix;
  }

  /** Returns the valid words that are nearest to what was written, nearest first. */
  public List<String> nearest() {
    return nearest;
  }

  private static String message(Cell cell, String problem, String fix) {
    String text =
        "line %d, column %d: %s%n%s"
            .formatted(cell.line(), cell.from() + 1, problem, excerpt(cell));
    return (fix.isEmpty() ? text : text + "\n" + fix).replace("\r\n", "\n");
  }

  private static String excerpt(Cell cell) {
    int start = Math.max(0, Math.min(cell.from() - WIDTH / 3, cell.text().length() - WIDTH));
    int end = Math.min(cell.text().length(), start + WIDTH);
    String shown = cell.text().substring(start, end).replace('\t', ' ');
    int carets = Math.max(1, Math.min(cell.to(), end) - cell.from());
    String lead = start > 0 ? "…" : "";
    String line = "    " + lead + shown.stripTrailing() + (end < cell.text().length() ? "…" : "");
    return line + "\n    " + " ".repeat(lead.length() + cell.from() - start) + "^".repeat(carets);
  }
}
