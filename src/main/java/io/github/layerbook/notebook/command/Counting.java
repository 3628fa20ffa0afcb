package io.github.layerbook.notebook.command;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.report.WeightFormat;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that say how a network is counted, where its own settings are not meant. */
public record Counting(
    @Takes("--batch N: how many examples are processed together") Optional<Long> batch,
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
    return formats.of(entry).under(settings(entry.settings()));
  }

  /** Returns the report of a network under its own settings and what the options ask for. */
  public Report report(Entry entry) {
    return of(entry).report();
  }

  /** Returns the report of a notebook's network under its name there. */
  public Report report(String name, Entry entry) {
    return of(entry).renamed(name).report();
  }

  /** The options that say how long a network's sequences are, and how its numbers are stored. */
  public record Formats(
      StoredAs stored,
      @Takes("--context N: how many tokens of each sequence a language model reads")
          Optional<Long> context,
      DimSizes open) {

    /** Returns settings with what the options ask for. */
    public Settings settings(Settings otherwise) {
      return stored.settings(otherwise);
    }

    /** Returns what the options change of a network itself, such as {@code context=8192}. */
    public List<Edit> edits(Network network) {
      List<Edit> edits = new ArrayList<>();
      open.of(network.dims())
          .forEach((dim, size) -> edits.add(new Edit.Option(Knob.set(dim, size))));
      context.ifPresent(tokens -> edits.add(new Edit.Option(Knob.set("context", tokens))));
      return edits;
    }

    /** Returns a network with its settings as the options ask for. */
    public Entry of(Entry entry) {
      List<Edit> edits = edits(entry.network());
      Network network =
          edits.isEmpty()
              ? entry.network()
              : Edit.all(edits, Blueprint.of(entry.network())).network();
      return new Entry(network, entry.claims(), settings(entry.settings()));
    }
  }

  /** The options that say how a network's numbers are stored. */
  public record StoredAs(
      @Takes("--dtype TYPE: the number format of all values: ${COMPLETION-CANDIDATES}")
          Optional<NumberType> type,
      @Takes(
              "--weights FORMAT: the format of the parameters, if not that of"
                  + " --dtype: ${COMPLETION-CANDIDATES}")
          Optional<WeightFormat> weights,
      @Takes("--cache TYPE: the number format of the KV cache, if not that of --dtype")
          Optional<NumberType> cache) {

    /** Returns settings with what the options ask for. */
    public Settings settings(Settings otherwise) {
      Settings typed = type.map(otherwise::type).orElse(otherwise);
      Settings stored = weights.map(typed::weights).orElse(typed);
      return cache.map(stored::cache).orElse(stored);
    }
  }
}
