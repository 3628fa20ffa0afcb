package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Quantity;

/**
 * A step that stands out.
 *
 * @param kind as what
 * @param quantity of what: what is bought, cost or freed
 * @param effect the step and what it does
 * @param per how much of the quantity there is for each parameter, or whatever is the first
 *     quantity of the sensitivity; of other kinds the change itself
 */
public record Finding(Kind kind, Quantity quantity, Effect effect, double per) {
  /** What makes a step stand out. */
  public enum Kind {
    /** It grows the quantity most. */
    COSTS_MOST,
    /** It grows the quantity by as little as any step that grows it. */
    CHEAPEST,
    /** It buys most of the quantity for each unit of the first one. */
    BUYS_MOST,
    /** It buys most of the quantity for nothing of the first one. */
    FREE,
    /** It takes most off the quantity. */
    FREES_MOST
  }
}
