package io.github.layerbook.exercise;

/** How much to reveal about the mistake in a wrong answer. */
public enum Hint {
  /** Nothing but that it is wrong. */
  HIDDEN,
  /** That a usual mistake gives just this number, if one does. */
  OFFERED,
  /** Which mistake that is. */
  SAID
}
