package io.github.layerbook.size;

/**
 * Says that an expression over sizes has no value: it is negative, beyond 64 bits, divides by zero
 * or still has a free symbol. The message shows the expression.
 */
public final class SizeException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a message for the reader. */
  public SizeException(String message) {
    super(message);
  }

  /** Makes the exception with a message for the reader and the arithmetic failure behind it. */
  public SizeException(String message, ArithmeticException cause) {
    super(message);
    initCause(cause);
  }
}
