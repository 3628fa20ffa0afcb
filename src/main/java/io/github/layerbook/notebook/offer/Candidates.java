package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;

/** Finds what may stand for an argument of a command, or on a line of its cell. */
@FunctionalInterface
public interface Candidates {
  /**
   * Returns the words that go on from what is written, and where in it they begin.
   *
   * @param written what stands before the cursor
   */
  Offer of(Session session, Written written);
}
