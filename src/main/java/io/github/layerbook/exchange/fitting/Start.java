package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * An input that a network may begin with where the text does not say, and what the first row is on
 * it.
 *
 * @param extents the extents without the batch
 * @param fits what the row may be
 * @param cost how unlikely both are
 */
public record Start(List<Long> extents, Fits fits, double cost) {
  /**
   * Returns the inputs on which a row may be what it states, the likeliest first.
   *
   * @param cost how unlikely an input is
   * @param near what costs so much more than the best is no rival of it
   * @param fits what the row may be on an input
   */
  public static List<Start> among(
      Collection<List<Long>> inputs,
      ToDoubleFunction<List<Long>> cost,
      double near,
      Function<List<Long>, Fits> fits) {
    List<Start> starts = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (List<Long> extents : inputs.stream().sorted(Comparator.comparingDouble(cost)).toList()) {
      double own = cost.applyAsDouble(extents);
      if (own > best + near) {
        break;
      }
      Fits found = fits.apply(extents);
      if (found.best().isPresent()) {
        starts.add(new Start(extents, found, found.cost() + own));
        best = Math.min(best, found.cost() + own);
      }
    }
    starts.sort(Comparator.comparingDouble(Start::cost));
    return starts;
  }

  /**
   * Says that the likeliest of some inputs is taken, and which others would do.
   *
   * @param text prints extents
   * @param worded whether it says what the row is on them
   */
  public static String note(List<Start> starts, Function<List<Long>, String> text, boolean worded) {
    Start best = starts.get(0);
    String others =
        starts.stream()
            .skip(1)
            .filter(start -> !start.extents().equals(best.extents()))
            .limit(2)
            .map(start -> text.apply(start.extents()) + (worded ? start.words() : ""))
            .collect(Collectors.joining(", or "));
    return "the input is not in the text: %s is taken%s%s; --input states it"
        .formatted(
            text.apply(best.extents()),
            worded ? best.words() : "",
            others.isEmpty() ? "" : "; it may be " + others);
  }

  private String words() {
    return fits.best()
        .map(Candidate::words)
        .filter(words -> !words.isEmpty())
        .map(" (%s)"::formatted)
        .orElse("");
  }
}
