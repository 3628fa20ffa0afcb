package io.github.layerbook.layer;

/**
 * Says that a layer cannot be made or cannot be applied to its inputs; the message says what was
 * expected, what was found and how to fix it.
 */
public final class LayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The place of the input at fault among the layer's, from 0; -1 for none. */
  private final int input;

  /** Makes the exception with a message for the reader. */
  public LayerException(String message) {
    this(message, -1);
  }

  /** Makes the exception for one of a layer's inputs, by its place from 0. */
  public LayerException(String message, int input) {
    super(message);
    this.input = input;
  }

  /** Returns the place of the input at fault among the layer's, from 0; -1 for none. */
  public int input() {
    return input;
  }
}
