package io.github.layerbook.kernel;

/** What is wrong with a cell, in words for its reader; some front ends show this class's name. */
final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageError(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
