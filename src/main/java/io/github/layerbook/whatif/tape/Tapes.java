package io.github.layerbook.whatif.tape;

/** The tapes of the topologies of a sweep. */
public interface Tapes {
  /** Returns how the combinations of the open knobs are cut into blocks. */
  Layout layout();

  /** Returns the tape of a topology, by its number in the order of the grid. */
  Tape tape(int topology);
}
