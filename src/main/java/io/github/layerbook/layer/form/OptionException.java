package io.github.layerbook.layer.form;

/** Says that a layer's option is unknown, missing or has an unreadable value, and what is valid. */
public final class OptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The part of the text at fault, such as {@code strid} or {@code 3x}; may be empty. */
  private final String culprit;

  /** Makes the exception with the part of the text at fault and a message for the reader. */
  public OptionException(String culprit, String message) {
    super(message);
    this.culprit = culprit;
  }

  /** Returns the part of the text at fault. */
  public String culprit() {
    return culprit;
  }
}
