package io.github.layerbook.whatif.diff;

import io.github.layerbook.report.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;

/**
 * Finds which layer of one network is which of another: the alignment in order with the highest sum
 * of likenesses (a weighted longest common subsequence). Equal beginnings and ends are paired off
 * first, so the quadratic part is as small as the change.
 */
final class Alignment {
  /**
   * The most pairs aligned by content; above it, layers are paired by name only, in linear time.
   */
  static final long PAIRS = 4_000_000;

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
      byLikeness(
          beforeEnd - from,
          afterEnd - from,
          (i, j) -> likeness(from + i, from + j),
          (i, j) -> pair(i < 0 ? i : from + i, j < 0 ? j : from + j));
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

  /** Takes the places of two that are each other's, in order; −1 of one that has no other. */
  interface Pairs {
    void pair(int before, int after);
  }

  /** Aligns a number of each, from 0 on, by their likeness, which is 0 of what is not alike. */
  static void byLikeness(int before, int after, IntBinaryOperator likeness, Pairs pairs) {
    int[][] best = new int[before + 1][after + 1];
    for (int i = before - 1; i >= 0; i--) {
      for (int j = after - 1; j >= 0; j--) {
        int alike = likeness.applyAsInt(i, j);
        int paired = alike == 0 ? 0 : alike + best[i + 1][j + 1];
        best[i][j] = Math.max(paired, Math.max(best[i + 1][j], best[i][j + 1]));
      }
    }
    int i = 0;
    int j = 0;
    while (i < before || j < after) {
      boolean both = i < before && j < after;
      int alike = both ? likeness.applyAsInt(i, j) : 0;
      if (alike > 0 && best[i][j] == alike + best[i + 1][j + 1]) {
        pairs.pair(i++, j++);
      } else if (i < before && (!both || best[i][j] == best[i + 1][j])) {
        pairs.pair(i++, -1);
      } else {
        pairs.pair(-1, j++);
      }
    }
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
        pair(i, -1);
        continue;
      }
      while (j < place) {
        pair(-1, j++);
      }
      pair(i, j++);
    }
    while (j < afterEnd) {
      pair(-1, j++);
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
    changes.add(new Change(at(before, i), at(after, j)));
  }

  /** Returns what stands at a place; nothing at −1. */
  static <T> Optional<T> at(List<T> all, int place) {
    return place < 0 ? Optional.empty() : Optional.of(all.get(place));
  }
}
