package io.github.layerbook.notebook;

import java.util.Set;

/**
 * Tells the reader of a notebook what is wrong with a cell and how to fix it.
 *
 * <p>An {@code Error} without cause and stack trace, because the kernels print exactly what is left
 * of that: the message, with its line breaks, and no frame of theirs. (They wrap what extends
 * {@code Exception}, and print a page of frames.)
 */
public final class CellError extends Error {
  private static final long serialVersionUID = 1L;
  private static final String OURS = "io.github.layerbook.";
  private static final Set<String> REFUSALS =
      Set.of(IllegalArgumentException.class.getName(), ArithmeticException.class.getName());

  /** Makes the error; several lines start below the error's name, so that carets stay aligned. */
  public CellError(String message) {
    super(message.contains("\n") ? "\n" + message : message, null, false, false);
  }

  /**
   * Passes on what the library said: what it throws itself speaks to the reader, anything else is a
   * fault of ours.
   */
  public static CellError of(String command, RuntimeException e) {
    StackTraceElement[] frames = e.getStackTrace();
    if (isForReaders(e.getClass().getName(), frames)) {
      return new CellError(String.valueOf(e.getMessage()));
    }
    return new CellError(
        command
            + " failed through a fault of Layerbook's own, not of the cell; please report it: "
            + e
            + (frames.length == 0 ? "" : " at " + frames[0]));
  }

  /**
   * Returns whether what was thrown speaks to the reader of a cell: an exception of the library's
   * own, or a refusal of its making.
   *
   * @param type the exception's class
   * @param frames where it was thrown, the innermost first
   */
  public static boolean isForReaders(String type, StackTraceElement... frames) {
    boolean fromUs = frames.length > 0 && frames[0].getClassName().startsWith(OURS);
    return type.startsWith(OURS) || (fromUs && REFUSALS.contains(type));
  }
}
