package io.github.layerbook.layer.form;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the valid words that a misspelt one may stand for.
 *
 * <p>Words count as near if at most a third of their letters, and at least one, must be inserted,
 * deleted, replaced or swapped with their neighbour (the optimal string alignment distance), in any
 * case. These lines are ours because the core needs no library otherwise.
 */
public final class NearestWords {
  private static final int LONGEST = 60;

  private NearestWords() {}

  /** Returns up to three of the valid words that are near a word, nearest first. */
  public static List<String> to(String word, Collection<String> valid) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return List.of();
    }
    record Candidate(String word, int distance) {}
    return valid.stream()
        .distinct()
        .filter(other -> other.length() <= LONGEST)
        .map(other -> new Candidate(other, distance(lower(word), lower(other))))
        .filter(c -> c.distance() <= allowed(word, c.word()))
        .sorted(Comparator.comparingInt(Candidate::distance))
        .limit(3)
        .map(Candidate::word)
        .toList();
  }

  /**
   * Returns a sentence after a space that asks for the nearest valid word; empty if none is near.
   */
  public static String question(String word, Collection<String> valid) {
    List<String> near = to(word, valid);
    return near.isEmpty() ? "" : " Did you mean " + near.get(0) + "?";
  }

  private static int allowed(String word, String other) {
    return Math.max(1, Math.max(word.length(), other.length()) / 3);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
