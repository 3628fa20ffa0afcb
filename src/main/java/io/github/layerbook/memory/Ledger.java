package io.github.layerbook.memory;

import io.github.layerbook.memory.Allocation.Kind;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** The steps of a run and the memory that is taken in them, which is there until it is let go. */
final class Ledger {
  /** Memory whose end is not known yet. */
  static final class Piece {
    private final String layer;
    private final Kind kind;
    private final Size bytes;
    private final int from;
    private int until;
    private boolean saved;

    private Piece(String layer, Kind kind, Size bytes, int from) {
      this.layer = layer;
      this.kind = kind;
      this.bytes = bytes;
      this.from = from;
      this.until = from;
    }

    /** The step that takes it. */
    int from() {
      return from;
    }

    /** Keeps it there until a step at least. */
    void need(int step) {
      until = Math.max(until, step);
    }

    /** Keeps it there until a step of the backward pass. */
    void save(int step) {
      need(step);
      saved = true;
    }

    private Allocation allocation() {
      return new Allocation(layer, kind, bytes, from, until, saved);
    }
  }

  private final List<MemoryStep> steps = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Piece> lasting = new ArrayList<>();

  /** Begins a step. */
  void step(Phase phase, String layer) {
    steps.add(new MemoryStep(phase, layer));
  }

  /** The step that was begun last. */
  int now() {
    return steps.size() - 1;
  }

  /** The step that will be begun next. */
  int next() {
    return steps.size();
  }

  /** Takes memory in this step. */
  Piece take(String layer, Kind kind, Size bytes) {
    Piece piece = new Piece(layer, kind, bytes, now());
    pieces.add(piece);
    return piece;
  }

  /** Takes no memory, for what is a parameter or buffer itself. */
  Piece nothing(String layer) {
    return take(layer, Kind.ACTIVATION, Size.of(0));
  }

  /** Takes memory in the step that will be begun next. */
  Piece takeNext(String layer, Kind kind, Size bytes) {
    Piece piece = new Piece(layer, kind, bytes, next());
    pieces.add(piece);
    return piece;
  }

  /** Takes memory in this step that is there until the end. */
  Piece takeForGood(String layer, Kind kind, Size bytes) {
    Piece piece = take(layer, kind, bytes);
    keep(piece);
    return piece;
  }

  /** Keeps memory until the end. */
  void keep(Piece piece) {
    lasting.add(piece);
  }

  /** All steps, in order. */
  List<MemoryStep> steps() {
    return steps;
  }

  /** All memory, in the order in which it was taken. */
  List<Allocation> allocations() {
    lasting.forEach(piece -> piece.need(now()));
    return pieces.stream().map(Piece::allocation).toList();
  }
}
