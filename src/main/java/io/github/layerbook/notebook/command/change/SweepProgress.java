package io.github.layerbook.notebook.command.change;

import io.github.layerbook.export.Export;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Progress;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.Sweeps;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.whatif.sweep.Estimate;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a sweep in a notebook: with a bar, within a reader's patience, until an interrupt.
 *
 * @param session the notebook's session
 * @param name the network's name
 * @param entry the network
 * @param sweep the sweep
 */
record SweepProgress(Session session, String name, Entry entry, Sweep sweep) {
  /** The rows between two looks at the clock and at interrupts. */
  private static final long CHUNK = 20_000;

  /** The same where each row is analysed separately. */
  private static final long ALONE = 32;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /**
   * Returns all rows.
   *
   * @throws CellError if they are too many for a table, would take too long, or are interrupted;
   *     the session has kept those that were done then
   */
  List<Variant> rows() {
    requireTable();
    requireTime();
    Progress progress = session.progress(sweep.size());
    List<Variant> rows = new ArrayList<>();
    long chunk = isAlone() ? ALONE : CHUNK;
    while (rows.size() < sweep.size()) {
      long to = Math.min(sweep.size(), rows.size() + chunk);
      rows.addAll(sweep.rows(rows.size(), to));
      if (Thread.currentThread().isInterrupted() && rows.size() < sweep.size()) {
        throw interrupted(progress, rows, sweep.size());
      }
      progress.at(rows.size());
    }
    progress.end("");
    return rows;
  }

  /**
   * Returns the rows of a random sample of variants.
   *
   * @throws CellError if it is interrupted; the session has kept the rows that were done then
   */
  List<Variant> sample(int count) {
    List<Variant> rows = sweep.sample(count, 1);
    long wanted = Math.min(count, sweep.size());
    if (rows.size() < wanted) {
      throw interrupted(session.progress(wanted), rows, wanted);
    }
    return rows;
  }

  /** Keeps the rows. The cell shows the words too, as kernels print their own on an interrupt. */
  private CellError interrupted(Progress progress, List<Variant> rows, long wanted) {
    session.sweeps().keep(name, new Sweeps.Unfinished(entry, sweep, rows));
    return stopped(
        progress,
        "Interrupted after %s: Table done = %%sweep %s gives them."
            .formatted(variants(rows.size(), wanted), name));
  }

  private static CellError stopped(Progress progress, String text) {
    progress.end(text);
    return new CellError(text);
  }

  private static String variants(long done, long wanted) {
    return Numbers.count(done) + " of " + Numbers.count(wanted) + " variants";
  }

  private void requireTable() {
    if (sweep.size() > Sweep.MOST_ROWS) {
      throw new CellError(
          "%s variants are too many for a table, at most %s; %s. Write them with --to FILE.csv, look at some with --sample 1000, or give the options fewer values."
              .formatted(
                  Numbers.count(sweep.size()),
                  Numbers.count(Sweep.MOST_ROWS),
                  sweep.estimate(threads())));
    }
  }

  /** Refuses to follow the memory of more variants one by one than a reader waits for. */
  private void requireTime() {
    if (isAlone() && sweep.size() > ALONE) {
      Estimate estimate = sweep.estimate(1);
      if (estimate.time().compareTo(LONGEST) > 0) {
        throw new CellError(
            "Memory is followed step by step for each of %s variants: %s. Look at some with --sample 100, give the options fewer values, or leave memory out."
                .formatted(Numbers.count(sweep.size()), estimate));
      }
    }
  }

  private boolean isAlone() {
    return sweep.quantities().stream().anyMatch(Quantity::isAlone);
  }

  /**
   * Writes all rows to a file and returns what became of it.
   *
   * @throws CellError if the name is none, the file cannot be written, or it is interrupted
   */
  Display write(String name) {
    if (name.isBlank()) {
      throw new CellError("--to needs the name of a file, such as --to sweep.csv.");
    }
    Path file = Export.path(name);
    Progress progress = session.progress(sweep.size());
    try {
      long written = sweep.writeCsv(file, threads(), progress::at);
      if (written < sweep.size()) {
        throw stopped(
            progress,
            "Interrupted after %s: %s is as it was, and what had been written is deleted."
                .formatted(variants(written, sweep.size()), file));
      }
      progress.end("");
      return Display.text(variants(written, sweep.size()) + " written to " + file);
    } catch (IOException e) {
      throw new CellError(String.valueOf(e.getMessage()));
    }
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
