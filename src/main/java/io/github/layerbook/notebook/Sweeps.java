package io.github.layerbook.notebook;

import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A notebook's sweeps: one runs at a time, and of a network's latest sweep that was interrupted the
 * rows are kept.
 *
 * <p>A kernel may end a cell on an interrupt before the cell's thread has stopped. What the next
 * cell asks for therefore waits until that thread, which looks for interrupts after each block of
 * variants, has handed in its rows.
 */
public final class Sweeps {
  private final Map<String, Unfinished> unfinished = new HashMap<>();

  Sweeps() {}

  /**
   * A sweep that was interrupted.
   *
   * @param entry the network as it was swept
   * @param sweep the sweep
   * @param rows the rows that were done
   */
  public record Unfinished(Entry entry, Sweep sweep, List<Variant> rows) {
    /** Copies the rows. */
    public Unfinished {
      rows = List.copyOf(rows);
    }
  }

  /** Runs a sweep of a network; what was kept of its sweep before is forgotten. */
  public synchronized <T> T run(String name, Supplier<T> sweep) {
    unfinished.remove(name);
    return sweep.get();
  }

  /** Keeps what a network's sweep that was interrupted has found, until its next sweep. */
  public synchronized void keep(String name, Unfinished sweep) {
    unfinished.put(name, sweep);
  }

  /**
   * Returns the latest sweep of a network, if it was interrupted.
   *
   * @param entry the network as it is now
   * @throws CellError if the network has been defined anew since
   */
  public synchronized Optional<Unfinished> interrupted(String name, Entry entry) {
    Unfinished latest = unfinished.get(name);
    if (latest != null && !latest.entry().countsLike(entry)) {
      throw new CellError(
          ("%1$s has changed since its sweep was interrupted: sweep again, or go back to the"
                  + " definition that was swept with %%undo %1$s.")
              .formatted(name));
    }
    return Optional.ofNullable(latest);
  }

  synchronized void clear() {
    unfinished.clear();
  }
}
