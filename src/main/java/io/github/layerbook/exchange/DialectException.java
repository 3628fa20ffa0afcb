package io.github.layerbook.exchange;

import org.jspecify.annotations.Nullable;

/** Says that arguments are not those of a class or function; names the argument and what it is. */
public class DialectException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a message for the reader, with values in it. */
  @SuppressWarnings("AnnotateFormatMethod") // A message without values is taken as it is.
  public DialectException(String message, @Nullable Object... values) {
    super(values.length == 0 ? message : message.formatted(values));
  }
}
