package io.github.layerbook.whatif.sweep;

/**
 * Something outside the library that evaluates sweeps, such as a cluster of machines; see {@link
 * Sweep#on}.
 *
 * @param <R> what it gives for the rows
 */
public interface SweepEngine<R> {
  /** Returns the rows of all variants in the grid's order, evaluated from {@link Sweep#parts}. */
  R rows(Sweep sweep);
}
