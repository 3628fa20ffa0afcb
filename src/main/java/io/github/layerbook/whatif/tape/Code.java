package io.github.layerbook.whatif.tape;

import java.io.Serializable;
import java.util.Optional;

/**
 * What the tape of one topology is made of: numbers alone, without the network, the layers and the
 * functions they were found with, so that it can be sent to where it is evaluated.
 */
public sealed interface Code extends Serializable permits Program, ExactTape, Code.Invalid {
  /** Makes the tape. */
  Tape tape();

  /** Compiles formulas: unchecked and hoisted where nothing can overflow, else exact. */
  static Code of(Formulas formulas, Layout layout) {
    Optional<Ranges> ranges = Ranges.of(formulas);
    return ranges.isPresent()
        ? new Hoisting(formulas, ranges.get(), layout).program()
        : ExactTape.of(formulas, layout);
  }

  /** The code of a topology that cannot be built whatever the open knobs are. */
  record Invalid() implements Code {
    @Override
    public Tape tape() {
      return () -> (block, result) -> result.invalidate();
    }
  }
}
