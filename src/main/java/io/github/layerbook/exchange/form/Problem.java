package io.github.layerbook.exchange.form;

/**
 * Something in a pasted text that was not understood.
 *
 * @param line the line, from 1; 0 for the text as a whole
 * @param message what is wrong, in words for the reader
 */
public record Problem(int line, String message) {
  /** Returns {@code line 3: …}. */
  @Override
  public String toString() {
    return line > 0 ? "line " + line + ": " + message : message;
  }
}
