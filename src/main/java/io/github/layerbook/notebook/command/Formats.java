package io.github.layerbook.notebook.command;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Entry;
import io.github.layerbook.report.Settings;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say how long a network's sequences are, and how its numbers are stored.
 *
 * @param stored how numbers are stored
 * @param context how many tokens a sequence has
 * @param open the sizes that its file leaves open
 */
public record Formats(
    StoredAs stored,
    @Option(
            names = "--context",
            paramLabel = "N",
            description = "tokens of each sequence that a language model reads")
        Optional<Long> context,
    DimSizes open) {

  /** Returns settings with what the options ask for. */
  public Settings settings(Settings otherwise) {
    return stored.settings(otherwise);
  }

  /** Returns what the options change of a network itself, such as {@code context=8192}. */
  public List<Edit> edits(Network network) {
    List<Edit> edits = new ArrayList<>();
    open.of(network.dims()).forEach((dim, size) -> edits.add(new Edit.Option(Knob.set(dim, size))));
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
