package io.github.layerbook.network;

/**
 * Says that a long reading or table was given up, as its thread was interrupted. The thread stays
 * interrupted.
 */
public final class Interruption extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Interruption() {
    super("Interrupted before it was done.");
  }

  /**
   * Gives up if the thread was interrupted; for loops over all layers of a network.
   *
   * @throws Interruption if it was
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Interruption();
    }
  }
}
