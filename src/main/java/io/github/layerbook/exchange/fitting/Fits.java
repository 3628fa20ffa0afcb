package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The calls that make of inputs what a row states, the likeliest first.
 *
 * @param all those that do; none where the row tells too little
 */
public record Fits(List<Candidate> all) {
  /** None. */
  public static final Fits NONE = new Fits(List.of());

  /** So many calls of a row are tried at most. */
  private static final int MOST = 4_000;

  /**
   * Tries candidates.
   *
   * @param near what costs so much more than the best is no rival of it
   * @param holds whether one makes what the row states
   */
  public static Fits of(List<Candidate> tried, double near, Predicate<Candidate> holds) {
    List<Candidate> fits = new ArrayList<>();
    for (Candidate candidate :
        tried.stream().sorted(Comparator.comparingDouble(Candidate::cost)).limit(MOST).toList()) {
      if (!fits.isEmpty() && candidate.cost() > fits.get(0).cost() + near) {
        break;
      } else if (holds.test(candidate)) {
        fits.add(candidate);
      }
    }
    return new Fits(fits);
  }

  /** Returns the likeliest. */
  public Optional<Candidate> best() {
    return all.stream().findFirst();
  }

  /** Returns how unlikely the best is; infinite where none fits. */
  public double cost() {
    return all.isEmpty() ? Double.POSITIVE_INFINITY : all.get(0).cost();
  }

  /** Returns what else the row may be, in words; none where only the best fits. */
  public List<String> others() {
    Set<String> words = new LinkedHashSet<>();
    all.stream().skip(1).map(Candidate::words).filter(w -> !w.isEmpty()).forEach(words::add);
    best().ifPresent(best -> words.remove(best.words()));
    return words.stream().limit(2).toList();
  }
}
