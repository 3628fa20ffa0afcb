package io.github.layerbook.notebook.command;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Entry;
import io.github.layerbook.report.Settings;
import io.github.layerbook.whatif.edit.Edit;
import java.util.Optional;

/**
 * The options that say how long a network's sequences are, and how its numbers are stored.
 *
 * @param stored how numbers are stored
 * @param context how many tokens a sequence has
 */
public record Formats(
    StoredAs stored,
    @Takes("--context N: tokens of each sequence that a language model reads")
        Optional<Long> context) {

  /** Returns settings with what the options ask for. */
  public Settings settings(Settings otherwise) {
    return stored.settings(otherwise);
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
