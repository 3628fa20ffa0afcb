package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The totals that a summary ends with.
 *
 * @param all all parameters, running statistics among them
 * @param untrained those that are not trained
 */
record Totals(Optional<Long> all, Optional<Long> untrained) {
  private static final Pattern TOTAL =
      Pattern.compile("(?im)^\\s*(total|non-trainable) params:\\s*([0-9][0-9,]{0,24})");

  static Totals of(String text) {
    Optional<Long> all = Optional.empty();
    Optional<Long> untrained = Optional.empty();
    Matcher total = TOTAL.matcher(text);
    while (total.find()) {
      String digits = total.group(2).replace(",", "");
      Optional<Long> count =
          digits.length() > 18 ? Optional.empty() : Optional.of(Long.valueOf(digits));
      if (total.group(1).equalsIgnoreCase("total")) {
        all = count;
      } else {
        untrained = count;
      }
    }
    return new Totals(all, untrained);
  }

  /** Says that the rows do not make the total. */
  Optional<String> missing(Rows rows) {
    long sum = 0;
    for (int i = 0; i < rows.all().size(); i++) {
      sum += rows.isModel(i) ? 0 : rows.all().get(i).parameters().orElse(0L);
    }
    long counted = sum;
    return all.filter(stated -> stated != counted)
        .map(
            stated ->
                "the rows make %,d parameters, the text states %,d: rows may be missing"
                    .formatted(counted, stated));
  }

  /**
   * Returns the layers that the totals say are not trained: those marked, or else the rows in a
   * line that make the number.
   */
  Set<String> frozen(Rows rows, Network network, List<String> notes) {
    Set<String> marked = new HashSet<>();
    List<Applied> applied = network.applied();
    for (int i = 0; i < rows.all().size(); i++) {
      if (rows.all().get(i).trainable().filter(trained -> !trained).isPresent()) {
        marked.add(rows.path(i));
      }
    }
    if (!marked.isEmpty()) {
      return of(applied, marked);
    }
    long rest = rest(applied);
    return rest <= 0 ? Set.of() : run(applied, rest, notes);
  }

  /** Returns whether more values are not trained than the running statistics of its layers. */
  boolean keepsUntrained(Network network) {
    return rest(network.applied()) > 0;
  }

  private long rest(List<Applied> applied) {
    long statistics = applied.stream().mapToLong(each -> count(each, true)).sum();
    return untrained.orElse(statistics) - statistics;
  }

  private static Set<String> of(List<Applied> applied, Set<String> paths) {
    Set<String> frozen = new HashSet<>();
    for (Applied each : applied) {
      if (paths.contains(each.node().path()) && count(each, false) > 0) {
        frozen.add(each.node().path());
      }
    }
    return frozen;
  }

  /** The first layers in a row that have so many parameters together. */
  private static Set<String> run(List<Applied> applied, long rest, List<String> notes) {
    for (int from = 0; from < applied.size(); from++) {
      long sum = 0;
      List<String> paths = new ArrayList<>();
      for (int to = from; to < applied.size() && sum < rest; to++) {
        long count = count(applied.get(to), false);
        sum += count;
        if (count > 0) {
          paths.add(applied.get(to).node().path());
        }
      }
      if (sum == rest) {
        notes.add(
            "%,d parameters are not trained: %s"
                .formatted(
                    rest,
                    paths.size() == 1
                        ? paths.get(0)
                        : "those from %s to %s"
                            .formatted(paths.get(0), paths.get(paths.size() - 1))));
        return new HashSet<>(paths);
      }
    }
    notes.add("%,d parameters are not trained; the text does not say which".formatted(rest));
    return Set.of();
  }

  private static long count(Applied applied, boolean buffers) {
    return applied.tensors().stream()
        .filter(tensor -> (tensor.kind() == Tensor.Kind.BUFFER) == buffers)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }
}
