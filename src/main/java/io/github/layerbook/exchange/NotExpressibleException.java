package io.github.layerbook.exchange;

/** Says that what is valid in one tongue cannot be said in the other, and why. */
public final class NotExpressibleException extends DialectException {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be said. */
  private final String reason;

  /** Makes the exception with the reason, as the dialect's table lists it. */
  public NotExpressibleException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Returns why it cannot be said. */
  public String reason() {
    return reason;
  }
}
