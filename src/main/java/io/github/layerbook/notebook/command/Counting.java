package io.github.layerbook.notebook.command;

import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Entry;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.whatif.edit.Edit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say how a network is counted, where its own settings are not meant.
 *
 * @param batch the examples that are processed together
 * @param formats how its numbers are stored
 */
public record Counting(
    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "examples that are processed together, from 1")
        Optional<Long> batch,
    Formats formats) {

  /** Returns settings with what the options ask for. */
  public Settings settings(Settings otherwise) {
    return formats.settings(batch.map(otherwise::batch).orElse(otherwise));
  }

  /** Returns what the options change of a network itself, see {@link Formats#edits}. */
  public List<Edit> edits(Network network) {
    return formats.edits(network);
  }

  /** Returns a network with its settings as the options ask for. */
  public Entry of(Entry entry) {
    Entry formatted = formats.of(entry);
    return new Entry(formatted.network(), formatted.claims(), settings(entry.settings()));
  }

  /** Returns the report of a network under its own settings and what the options ask for. */
  public Report report(Entry entry) {
    return of(entry).report();
  }

  /** Returns the report of a notebook's network under its name there. */
  public Report report(String name, Entry entry) {
    return of(entry).renamed(name).report();
  }
}
