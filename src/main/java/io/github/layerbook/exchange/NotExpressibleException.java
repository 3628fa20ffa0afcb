package io.github.layerbook.exchange;

import org.jspecify.annotations.Nullable;

/** Says that what is valid in one tongue cannot be said in the other, and why. */
public final class NotExpressibleException extends DialectException {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be said. */
  private final String reason;

  /** Makes the exception with the reason, as the dialect's table lists it, with values in it. */
  public NotExpressibleException(String message, @Nullable Object... values) {
    super(message, values);
    reason = String.valueOf(getMessage());
  }

  /** Returns why it cannot be said. */
  public String reason() {
    return reason;
  }
}
