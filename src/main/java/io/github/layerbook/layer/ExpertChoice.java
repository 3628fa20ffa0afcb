package io.github.layerbook.layer;

/**
 * A layer that chooses among experts for each position.
 *
 * <p>Where it reads two places, the layers between the second and the first are one expert: they
 * stand there once for each, and run for those that a position takes, as {@link Experts#of} says.
 */
public interface ExpertChoice extends Layer {
  /** Returns how many experts there are, and how many a position takes. */
  Experts choice();
}
