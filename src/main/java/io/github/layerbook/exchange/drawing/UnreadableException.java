package io.github.layerbook.exchange.drawing;

import io.github.layerbook.exchange.form.Problem;
import org.jspecify.annotations.Nullable;

/** Says which line of a text cannot be read, and why. */
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * Makes the exception.
   *
   * @param line the line, from 1; 0 for the text as a whole
   * @param message what is wrong, in words for the reader, with values in it
   */
  @SuppressWarnings("AnnotateFormatMethod") // A message without values is taken as it is.
  public UnreadableException(int line, String message, @Nullable Object... values) {
    super(values.length == 0 ? message : message.formatted(values), null, false, false);
    this.line = line;
  }

  /** Returns it as a problem of the text. */
  public Problem problem() {
    return new Problem(line, String.valueOf(getMessage()));
  }
}
