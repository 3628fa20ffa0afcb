package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.keras.summary.SummaryRow.Link;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What rows read, where the text tells: names that a column may have cut.
 *
 * @param rows all rows
 * @param made the outputs of each use of the rows so far
 * @param read the rows whose outputs something reads
 */
record Links(Rows rows, Map<Integer, List<List<TracedTensor>>> made, Set<Integer> read) {
  /** So many combinations of rows that cut names may mean are tried. */
  private static final int MOST_TRIED = 64;

  private static final List<String> MERGES =
      Dialect.names(
          "Add Multiply Average Maximum Minimum Subtract Concatenate Dot MultiHeadAttention");

  /** Where names are cut, those rows are read that make the row fit. */
  List<List<TracedTensor>> inputs(int index, SummaryRow row) {
    List<List<Integer>> choices = new ArrayList<>();
    for (Link link : row.links()) {
      choices.add(choices(index, row, link));
    }
    boolean merges = isMerge(row);
    List<Integer> chosen = null;
    for (List<Integer> each : combined(choices)) {
      List<List<Long>> extents = Rebuilding.extents(outputs(row, each));
      boolean one = Fitting.best(row, merges ? extents : extents.subList(0, 1)).best().isPresent();
      if (chosen == null || one) {
        chosen = each;
      }
      if (one) {
        break;
      }
      if (!merges && extents.size() > 1 && Fitting.best(row, extents).best().isPresent()) {
        chosen = each;
        merges = true;
        break;
      }
    }
    List<TracedTensor> all = outputs(row, Objects.requireNonNull(chosen));
    read.addAll(chosen);
    return merges || all.size() == 1 ? List.of(all) : all.stream().map(List::of).toList();
  }

  private List<TracedTensor> outputs(SummaryRow row, List<Integer> from) {
    List<TracedTensor> all = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      Link link = row.links().get(i);
      List<List<TracedTensor>> uses = made.getOrDefault(rows.end(from.get(i)), List.of());
      if (uses.isEmpty()) {
        throw row.notStated("it reads what no row above it makes");
      }
      List<TracedTensor> outputs = uses.get(Math.min(link.use(), uses.size() - 1));
      all.add(outputs.get(Math.min(link.output(), outputs.size() - 1)));
    }
    return all;
  }

  /** One choice for each, so many combinations at most as are tried. */
  private static List<List<Integer>> combined(List<List<Integer>> choices) {
    List<List<Integer>> all = List.of(List.of());
    for (List<Integer> choice : choices) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> begun : all) {
        for (int each : choice) {
          boolean again = begun.contains(each) && choice.size() > 1;
          if (!again && longer.size() < MOST_TRIED) {
            List<Integer> more = new ArrayList<>(begun);
            more.add(each);
            longer.add(more);
          }
        }
      }
      all = longer;
    }
    return all;
  }

  /** The rows above that a link may name, those first that nothing has read yet. */
  private List<Integer> choices(int index, SummaryRow row, Link link) {
    List<Integer> unread = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i = index - 1; i >= 0; i--) {
      boolean same =
          link.layer().agrees(rows.shown(i))
              || link.layer().standsFor(rows.all().get(i).name().text());
      if (same && !link.layer().cut()) {
        return List.of(i);
      } else if (same && read.contains(i)) {
        others.add(i);
      } else if (same) {
        unread.add(0, i);
      }
    }
    unread.addAll(others);
    if (unread.isEmpty()) {
      throw row.notStated("it reads %s, which no row above it is".formatted(link.layer().text()));
    }
    return unread;
  }

  private static boolean isMerge(SummaryRow row) {
    return Types.of(row).stream().anyMatch(MERGES::contains);
  }
}
