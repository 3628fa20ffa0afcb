package io.github.layerbook.whatif.tape;

/** The totals of all variants of one topology, ready to be evaluated; shared by threads. */
public interface Tape {
  /** Evaluates blocks one after the other; each thread has its own. */
  interface Evaluation {
    /** Fills in the totals of all lanes of a block. */
    void run(long block, VariantBlock result);
  }

  /** Returns a new evaluation. */
  Evaluation evaluation();
}
