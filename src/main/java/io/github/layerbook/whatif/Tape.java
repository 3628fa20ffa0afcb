package io.github.layerbook.whatif;

import java.util.Optional;

/** The totals of all variants of one topology, ready to be evaluated; shared by threads. */
interface Tape {
  /** Evaluates blocks one after the other; each thread has its own. */
  interface Evaluation {
    /** Fills in the totals of all lanes of a block. */
    void run(long block, Block result);
  }

  /** Returns a new evaluation. */
  Evaluation evaluation();

  /** Makes the tape of formulas: unchecked and hoisted where nothing can overflow, else exact. */
  static Tape of(Formulas formulas, Layout layout) {
    Optional<Ranges> ranges = Ranges.of(formulas);
    return ranges.isPresent()
        ? new HoistedTape(new Hoisting(formulas, ranges.get(), layout).program())
        : new ExactTape(formulas, layout);
  }

  /** Returns the tape of a topology that cannot be built whatever the open knobs are. */
  static Tape invalid() {
    return () -> (block, result) -> result.invalidate();
  }
}
