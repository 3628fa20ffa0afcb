package io.github.layerbook.notation;

import java.util.List;
import java.util.regex.Pattern;

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

  /** A word with options alone behind it, {@code conv 3x3-64 size=3}, as no sentence has it. */
  private static final Pattern OPTIONS =
      Pattern.compile(
          "\\s*(?:[\\w.]+:\\s*)?[\\p{L}_]\\w*(?:\\s+[0-9][0-9xX-]*)?(?:\\s+\\p{L}\\w*=[^\\s,;]+)+\\s*");

  /** The place. */
  private final transient Cell cell;

  /** What is wrong. */
  private final String problem;

  /** How to fix it. */
  private final String fix;

  /** Nearest valid words. */
  private final transient List<String> nearest;

  /** Whether the text is in the notation for all that. */
  private final boolean surely;

  private NotationException(
      Cell cell, String problem, String fix, List<String> nearest, boolean surely) {
    super(Source.unmasked(message(cell, problem, fix)));
    this.surely = surely;
    this.cell = cell;
    this.problem = Source.unmasked(problem);
    this.fix = Source.unmasked(fix);
    this.nearest = List.copyOf(nearest);
  }

  static NotationException at(Cell cell, String problem, String fix) {
    return new NotationException(cell, problem, fix, List.of(), false);
  }

  static NotationException at(Cell cell, String problem, String fix, List<String> nearest) {
    return new NotationException(cell, problem, fix, nearest, false);
  }

  /** Returns the same of a text that is surely in the notation, whatever is wrong with it. */
  NotationException surely() {
    return new NotationException(cell, problem, fix, nearest, true);
  }

  /**
   * Returns whether the text is surely in the notation, and no other form of text that the notation
   * cannot read: its layers were read and do not fit each other, or the fault is one of an option
   * {@code name=value}, of a brace, or of shared weights.
   */
  public boolean isSurelyNotation() {
    return surely || OPTIONS.matcher(cell.text()).matches();
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
