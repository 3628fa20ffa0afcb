package io.github.layerbook.layer.form;

/** Says that a layer's option is unknown, missing or has an unreadable value, and what is valid. */
public final class OptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The part of the text at fault, such as {@code strid} or {@code 3x}; may be empty. */
  private final String culprit;

  /** The name of the option at fault; empty where the fault is not one option's. */
  private final String option;

  /** Makes the exception with the part of the text at fault and a message for the reader. */
  public OptionException(String culprit, String message) {
    this(culprit, message, "");
  }

  private OptionException(String culprit, String message, String option) {
    super(message);
    this.culprit = culprit;
    this.option = option;
  }

  /** Returns this as the fault of an option. */
  public OptionException of(String optionName) {
    return new OptionException(culprit, String.valueOf(getMessage()), optionName);
  }

  /** Returns the part of the text at fault. */
  public String culprit() {
    return culprit;
  }

  /** Returns the name of the option at fault; empty where the fault is not one option's. */
  public String option() {
    return option;
  }
}
