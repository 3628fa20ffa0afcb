package io.github.layerbook.exchange.python.syntax;

import io.github.layerbook.exchange.form.Problem;
import org.jspecify.annotations.Nullable;

/** What is wrong with a line of Python, in words for the person who pasted it. */
public final class PythonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final boolean raised;
  private final boolean named;

  /** Makes an error whose line is not known yet, of a message with values in it. */
  @SuppressWarnings("AnnotateFormatMethod") // A message without values is taken as it is.
  public PythonException(String message, @Nullable Object... values) {
    this(0, values.length == 0 ? message : message.formatted(values), false, false);
  }

  private PythonException(int line, String message, boolean raised, boolean named) {
    super(message, null, false, false);
    this.line = line;
    this.raised = raised;
    this.named = named;
  }

  /** Makes the error that the code itself raises. */
  public static PythonException raised(int line, String message) {
    return new PythonException(line, message, true, false);
  }

  /** Returns it as a problem of the text. */
  public Problem problem() {
    return new Problem(line, String.valueOf(getMessage()));
  }

  /** Returns the line, from 1; 0 if it is not known. */
  public int line() {
    return line;
  }

  /** Returns whether the code itself raises it. */
  public boolean isRaised() {
    return raised;
  }

  /** Returns this with a line, unless it has one. */
  public PythonException at(int place) {
    return line > 0 ? this : new PythonException(place, problem().message(), raised, named);
  }

  /** Returns this with what fails before the message, unless it names that. */
  public PythonException of(String culprit) {
    return named
        ? this
        : new PythonException(line, culprit + ": " + problem().message(), raised, true);
  }
}
