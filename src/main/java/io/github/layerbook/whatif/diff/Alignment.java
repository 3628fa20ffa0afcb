package io.github.layerbook.whatif.diff;

import io.github.layerbook.report.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds which layer of one network is which of another: the alignment in order with the highest sum
 * of likenesses (a weighted longest common subsequence). Equal beginnings and ends are paired off
 * first, so the quadratic part is as small as the change.
 */
final class Alignment {
  /**
   * The most pairs aligned by content; above it, layers are paired by name only, in linear time.
   */
  private static final long PAIRS = 4_000_000;

  private final List<Row> before;
  private final List<Row> after;
  private final Traits beforeTraits;
  private final Traits afterTraits;
  private final List<Change> changes = new ArrayList<>();

  /** What layers are compared by, as numbers that are equal where they are: comparing is cheap. */
  private static final class Traits {
    private final int[] kinds;
    private final int[] layers;
    private final int[] names;

    Traits(List<Row> rows, Map<Object, Integer> numbers) {
      this.kinds = numbered(rows, numbers, row -> row.node().layer().getClass());
      this.layers = numbered(rows, numbers, row -> row.node().layer());
      this.names = numbered(rows, numbers, row -> row.node().path());
    }

    private static int[] numbered(
        List<Row> rows, Map<Object, Integer> numbers, Function<Row, Object> trait) {
      return rows.stream()
          .mapToInt(row -> numbers.computeIfAbsent(trait.apply(row), key -> numbers.size()))
          .toArray();
    }
  }

  private Alignment(List<Row> before, List<Row> after) {
    this.before = before;
    this.after = after;
    Map<Object, Integer> numbers = new HashMap<>();
    this.beforeTraits = new Traits(before, numbers);
    this.afterTraits = new Traits(after, numbers);
  }

  static List<Change> of(List<Row> before, List<Row> after) {
    return new Alignment(before, after).align();
  }

  private List<Change> align() {
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && isEqual(head, head)) {
      pair(head, head++);
    }
    int tail = 0;
    while (tail < shorter - head && isEqual(before.size() - tail - 1, after.size() - tail - 1)) {
      tail++;
    }
    middle(head, before.size() - tail, after.size() - tail);
    for (int k = tail; k > 0; k--) {
      pair(before.size() - k, after.size() - k);
    }
    return changes;
  }

  private void middle(int from, int beforeEnd, int afterEnd) {
    if (isStraight(from, beforeEnd, afterEnd)) {
      for (int i = from; i < beforeEnd; i++) {
        pair(i, i);
      }
    } else if ((long) (beforeEnd - from) * (afterEnd - from) > PAIRS) {
      byName(from, beforeEnd, afterEnd);
    } else {
      byLikeness(from, beforeEnd, afterEnd);
    }
  }

  /**
   * Returns whether no alignment is better than each layer with its namesake, the usual case of a
   * what-if. Elsewhere a layer gains 1 at most, and only where its new form is an old form of
   * another; any other loses 3, and one at least is left over and loses 4: with no two of the
   * former side by side, all together lose.
   */
  private boolean isStraight(int from, int beforeEnd, int afterEnd) {
    if (beforeEnd != afterEnd) {
      return false;
    }
    BitSet old = new BitSet();
    for (int i = from; i < beforeEnd; i++) {
      old.set(beforeTraits.layers[i]);
    }
    boolean tempted = false;
    for (int i = from; i < beforeEnd; i++) {
      int layer = afterTraits.layers[i];
      boolean again = tempted;
      tempted = beforeTraits.layers[i] != layer && old.get(layer);
      if (!isNamesake(i) || (again && tempted)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNamesake(int i) {
    return beforeTraits.names[i] == afterTraits.names[i]
        && beforeTraits.kinds[i] == afterTraits.kinds[i];
  }

  private void byLikeness(int from, int beforeEnd, int afterEnd) {
    int[][] best = new int[beforeEnd - from + 1][afterEnd - from + 1];
    for (int i = beforeEnd - 1; i >= from; i--) {
      int[] row = best[i - from];
      int[] below = best[i - from + 1];
      for (int j = afterEnd - 1; j >= from; j--) {
        int likeness = likeness(i, j);
        int paired = likeness == 0 ? 0 : likeness + below[j - from + 1];
        row[j - from] = Math.max(paired, Math.max(below[j - from], row[j - from + 1]));
      }
    }
    int i = from;
    int j = from;
    while (i < beforeEnd && j < afterEnd) {
      int sum = best[i - from][j - from];
      int likeness = likeness(i, j);
      if (likeness > 0 && sum == likeness + best[i - from + 1][j - from + 1]) {
        pair(i++, j++);
      } else if (sum == best[i - from + 1][j - from]) {
        removed(i++);
      } else {
        added(j++);
      }
    }
    rest(i, beforeEnd, j, afterEnd);
  }

  private void byName(int from, int beforeEnd, int afterEnd) {
    Map<String, Integer> places = new HashMap<>();
    for (int j = from; j < afterEnd; j++) {
      places.put(after.get(j).node().path(), j);
    }
    int j = from;
    for (int i = from; i < beforeEnd; i++) {
      int place = places.getOrDefault(before.get(i).node().path(), -1);
      if (place < j) {
        removed(i);
        continue;
      }
      while (j < place) {
        added(j++);
      }
      pair(i, j++);
    }
    rest(beforeEnd, beforeEnd, j, afterEnd);
  }

  private void rest(int i, int beforeEnd, int j, int afterEnd) {
    for (int k = i; k < beforeEnd; k++) {
      removed(k);
    }
    for (int k = j; k < afterEnd; k++) {
      added(k);
    }
  }

  /** Equal layers outweigh equal names, and either outweighs two pairs of the same kind only. */
  private int likeness(int i, int j) {
    if (beforeTraits.kinds[i] != afterTraits.kinds[j]) {
      return 0;
    }
    boolean sameLayer = beforeTraits.layers[i] == afterTraits.layers[j];
    boolean sameName = beforeTraits.names[i] == afterTraits.names[j];
    return 1 + (sameLayer ? 4 : 0) + (sameName ? 3 : 0);
  }

  private boolean isEqual(int i, int j) {
    return beforeTraits.names[i] == afterTraits.names[j]
        && beforeTraits.layers[i] == afterTraits.layers[j];
  }

  private void pair(int i, int j) {
    changes.add(new Change(Optional.of(before.get(i)), Optional.of(after.get(j))));
  }

  private void removed(int i) {
    changes.add(new Change(Optional.of(before.get(i)), Optional.empty()));
  }

  private void added(int j) {
    changes.add(new Change(Optional.empty(), Optional.of(after.get(j))));
  }
}
