package io.github.layerbook.exercise;

/** How much a wrong answer is told of its mistake. */
public enum Hint {
  /** Nothing but that it is wrong. */
  HIDDEN,
  /** That a usual mistake gives just this number, if one does. */
  OFFERED,
  /** Which mistake that is. */
  SAID
}
