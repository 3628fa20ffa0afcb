package io.github.layerbook.memory;

import java.util.Locale;

/** How weights are changed, by what it remembers of each parameter between steps. */
public enum Optimizer {
  /** Stochastic gradient descent: nothing. */
  SGD(0, 0, 0, false),
  /** With momentum (Polyak 1964): one value. */
  MOMENTUM(1, 0, 0, false),
  /** With Nesterov's momentum (Sutskever et al. 2013): one value. */
  NESTEROV(1, 1, 0, false),
  /** Adam (Kingma and Ba 2015, algorithm 1): two moments, and a counter per tensor. */
  ADAM(2, 2, 1, true),
  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019): as Adam. */
  ADAMW(2, 2, 1, true),
  /** RMSprop (Tieleman and Hinton 2012): one moment, and a counter per tensor. */
  RMSPROP(1, 1, 1, true),
  /**
   * Adafactor (Shazeer and Stern 2018, algorithm 4): sums over the rows and over the columns of
   * each matrix, a moment of each vector, and a counter per tensor.
   */
  ADAFACTOR(0, 0, 0, true),
  /** LAMB (You et al. 2020, algorithm 2): two moments, and a counter per tensor. */
  LAMB(2, 2, 1, true);

  private final int moments;
  private final int scratch;
  private final int held;
  private final boolean counts;

  Optimizer(int moments, int scratch, int held, boolean counts) {
    this.moments = moments;
    this.scratch = scratch;
    this.held = held;
    this.counts = counts;
  }

  /** Returns how many values are remembered for each parameter; 0 for Adafactor, see there. */
  public int moments() {
    return moments;
  }

  /**
   * Returns how many values for each parameter of a tensor a step needs while it changes that; 0
   * for Adafactor, whose sums over rows and columns depend on the tensor's shape.
   */
  public int scratch() {
    return scratch;
  }

  /** Whether PyTorch's loop still holds values of the tensor before while it changes one. */
  boolean holdsPrevious() {
    return held == 1;
  }

  /** Returns whether a counter of 4 bytes is kept with each tensor. */
  public boolean counts() {
    return counts;
  }

  /** Returns the name in lower case: {@code adam}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
