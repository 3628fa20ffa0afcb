package io.github.layerbook.layer;

/**
 * Says that a layer cannot be made or cannot be applied to its inputs; the message says what was
 * expected, what was found and how to mend it.
 */
public final class LayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a message for the reader. */
  public LayerException(String message) {
    super(message);
  }
}
