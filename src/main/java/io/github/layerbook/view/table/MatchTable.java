package io.github.layerbook.view.table;

import io.github.layerbook.inventory.match.MatchVerdict;
import io.github.layerbook.inventory.match.NamedTensor;
import io.github.layerbook.inventory.match.TensorMatch;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of a network's tensors beside a file's: those that differ; all of them where asked.
 *
 * <p>Columns: {@code Tensor}, {@code Network}, {@code File} and {@code Verdict} are texts; shapes
 * are in PyTorch's order. Of two models of which one is no network, or none a file, those columns
 * have the models' names.
 */
public final class MatchTable {
  private record Entry(String tensor, String network, String file, String verdict) {}

  private MatchTable() {}

  /**
   * Makes the table.
   *
   * @param name the network's name
   * @param all whether tensors that agree are listed too
   */
  public static ResultTable of(String name, TensorMatch match, boolean all) {
    String ours = head(match.sides().network());
    String theirs = head(match.sides().file());
    MatchVerdict verdict = match.verdict();
    return new TableForm<Entry>()
        .text("Tensor", Entry::tensor)
        .text(ours, Entry::network)
        .text(theirs, Entry::file)
        .quiet("Verdict", Entry::verdict)
        .caption(
            name,
            " and %s: ".formatted(match.sides().file()),
            verdict.kind().toString(),
            " · %s agree, of %s in %s and %s in %s"
                .formatted(
                    Numbers.count(match.agreeing().size(), "tensor"),
                    Numbers.count(match.network().size()),
                    match.sides().network(),
                    Numbers.count(match.file().size()),
                    match.sides().file()))
        .notes(verdict.sentences())
        .table(name, entries(match, all));
  }

  private static String head(String side) {
    return side.startsWith("the ")
        ? side.substring(4, 5).toUpperCase(Locale.ROOT) + side.substring(5)
        : side;
  }

  private static List<Entry> entries(TensorMatch match, boolean all) {
    List<Entry> entries = new ArrayList<>();
    match.differing().forEach(pair -> entries.add(entry(pair, "another shape")));
    match
        .missing()
        .forEach(tensor -> entries.add(entry(tensor, true, "not in " + match.sides().file())));
    match
        .byTying()
        .forEach(
            tensor -> entries.add(entry(tensor, true, "tied to one in " + match.sides().file())));
    match
        .unexpected()
        .forEach(tensor -> entries.add(entry(tensor, false, "not in " + match.sides().network())));
    if (all) {
      match.agreeing().forEach(pair -> entries.add(entry(pair, "agrees")));
    }
    return entries;
  }

  private static Entry entry(TensorMatch.Pair pair, String verdict) {
    return new Entry(
        pair.network().whole(),
        shape(pair.network()),
        shape(pair.file()),
        pair.isTransposed() ? "transposed" : verdict);
  }

  private static Entry entry(NamedTensor tensor, boolean inNetwork, String verdict) {
    String shape = shape(tensor);
    return new Entry(tensor.whole(), inNetwork ? shape : "", inNetwork ? "" : shape, verdict);
  }

  private static String shape(NamedTensor tensor) {
    return tensor.shape().isEmpty() ? "scalar" : LayerTitle.extents(tensor.shape());
  }
}
