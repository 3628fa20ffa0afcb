package io.github.layerbook.notebook;

/**
 * Tells the reader of a notebook what is wrong with a cell and how to mend it.
 *
 * <p>An {@code Error} without cause and stack trace, because the kernels print exactly what is left
 * of that: the message, with its line breaks, and no frame of theirs. (They wrap what extends
 * {@code Exception}, and print a page of frames.)
 */
public final class CellError extends Error {
  private static final long serialVersionUID = 1L;

  /** Makes the error; several lines start below the error's name, so that carets stay aligned. */
  public CellError(String message) {
    super(message.contains("\n") ? "\n" + message : message, null, false, false);
  }
}
