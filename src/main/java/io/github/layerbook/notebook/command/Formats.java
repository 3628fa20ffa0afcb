package io.github.layerbook.notebook.command;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Entry;
import io.github.layerbook.report.Settings;
import io.github.layerbook.report.WeightFormat;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Edit;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say how long a network's sequences are, and how its numbers are stored.
 *
 * @param type what values are stored as
 * @param weights how parameters are stored
 * @param cache what keys and values are kept as
 * @param context how many tokens a sequence has
 */
public record Formats(
    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "what values are stored as: ${COMPLETION-CANDIDATES}")
        Optional<NumberType> type,
    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            description =
                "how parameters are stored, where not as --dtype: ${COMPLETION-CANDIDATES}")
        Optional<WeightFormat> weights,
    @Option(
            names = "--cache",
            paramLabel = "TYPE",
            description = "what keys and values are kept as, where not as --dtype")
        Optional<NumberType> cache,
    @Option(
            names = "--context",
            paramLabel = "N",
            description = "tokens of each sequence that a language model reads")
        Optional<Long> context) {

  /** Returns settings with what the options ask for. */
  public Settings settings(Settings otherwise) {
    Settings typed = type.map(otherwise::type).orElse(otherwise);
    Settings stored = weights.map(typed::weights).orElse(typed);
    return cache.map(stored::cache).orElse(stored);
  }

  /** Returns what the options change of a network itself: {@code context=8192}, or nothing. */
  public String edits() {
    return context.map(tokens -> "context=" + tokens).orElse("");
  }

  /** Returns a network with its settings as the options ask for. */
  public Entry of(Entry entry) {
    Network network =
        context.isEmpty()
            ? entry.network()
            : Edit.parse(edits()).of(Blueprint.of(entry.network())).network();
    return new Entry(network, entry.claims(), settings(entry.settings()));
  }
}
