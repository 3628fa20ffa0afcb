package io.github.layerbook.layer;

import java.util.List;

/**
 * What of its inputs a layer's output sees at one position; receptive fields are a fold over it.
 *
 * <p>A layer that does not say is {@link #UNSTATED}: nothing is then claimed about what it, or a
 * layer after it, sees.
 *
 * @param kind how much is seen
 * @param windows one for each spatial axis, in order; none unless the kind is {@link Kind#WINDOWS}
 */
public record FieldOfView(Kind kind, List<Window> windows) {
  /** How much is seen. */
  public enum Kind {
    /** The layer does not say. */
    UNSTATED,
    /** The same position of each input, as in an activation or a sum. */
    OWN_PLACE,
    /** A window over each spatial axis, as in a convolution. */
    WINDOWS,
    /** All positions, as in a fully connected layer. */
    WHOLE,
    /** What its steps see, one after the other. */
    STEPS
  }

  /** The layer does not state it. */
  public static final FieldOfView UNSTATED = new FieldOfView(Kind.UNSTATED, List.of());

  /** The same position of each input. */
  public static final FieldOfView OWN_PLACE = new FieldOfView(Kind.OWN_PLACE, List.of());

  /** All positions of all inputs. */
  public static final FieldOfView WHOLE = new FieldOfView(Kind.WHOLE, List.of());

  /** What the layer's steps see, one after the other. */
  public static final FieldOfView OF_STEPS = new FieldOfView(Kind.STEPS, List.of());

  /** Copies the list. */
  public FieldOfView {
    windows = List.copyOf(windows);
  }

  /** Makes the sight of windows, one for each spatial axis. */
  public static FieldOfView of(List<Window> windows) {
    return new FieldOfView(Kind.WINDOWS, windows);
  }
}
