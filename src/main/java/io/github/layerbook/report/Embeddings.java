package io.github.layerbook.report;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What model cards mean by parameters without embeddings: the tables in which a language model
 * looks tokens up, and the matrix with which it scores them, may be counted apart.
 */
public final class Embeddings {
  private Embeddings() {}

  /** Returns the active parameters without the tables, but for those that an output shares. */
  public static Size activeWithoutInput(List<Row> rows) {
    Set<String> shared = new HashSet<>();
    for (Row row : rows) {
      if (!isTable(row)) {
        shared.add(row.node().weightsOf());
      }
    }
    return sum(
        rows.stream()
            .filter(row -> !isTable(row) || shared.contains(row.node().path()))
            .map(Row::activeParameters));
  }

  /** Returns the parameters without the tables and without the output's matrix. */
  public static Size without(List<Row> rows) {
    Set<Long> vocabularies = new HashSet<>();
    rows.stream().filter(Embeddings::isTable).forEach(row -> vocabularies.add(words(row)));
    List<Row> kept =
        rows.stream()
            .filter(row -> !isTable(row) && !(isLast(row, rows) && scores(row, vocabularies)))
            .toList();
    return sum(kept.stream().map(Row::parameters));
  }

  private static Size sum(Stream<Size> sizes) {
    List<Size> all = new ArrayList<>();
    sizes.forEach(size -> all.add(size.settled()));
    return Sums.sum(all);
  }

  private static boolean isTable(Row row) {
    return row.node().layer() instanceof Embedding;
  }

  private static long words(Row table) {
    return table.declaration().tensors().get(0).axes().get(0).size().value();
  }

  /** Whether nothing with parameters comes after a layer. */
  private static boolean isLast(Row row, List<Row> rows) {
    return rows.stream()
        .dropWhile(other -> !other.node().equals(row.node()))
        .skip(1)
        .allMatch(other -> other.declaration().tensors().isEmpty());
  }

  /** Whether a layer gives a score for each word of a vocabulary. */
  private static boolean scores(Row row, Set<Long> vocabularies) {
    return row.declaration().tensors().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.WEIGHT && tensor.output() >= 0)
        .anyMatch(t -> vocabularies.contains(t.axes().get(t.output()).size().value()));
  }
}
