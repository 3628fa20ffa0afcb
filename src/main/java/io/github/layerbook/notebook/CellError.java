package io.github.layerbook.notebook;

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
    boolean refusal = e instanceof IllegalArgumentException || e instanceof ArithmeticException;
    boolean fromUs = frames.length > 0 && frames[0].getClassName().startsWith(OURS);
    if (e.getClass().getName().startsWith(OURS) || (refusal && fromUs)) {
      return new CellError(String.valueOf(e.getMessage()));
    }
    return new CellError(
        command
            + " failed through a fault of Layerbook's own, not of the cell; please report it: "
            + e
            + (frames.length == 0 ? "" : " at " + frames[0]));
  }
}
