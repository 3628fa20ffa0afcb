package io.github.layerbook.view.display;

import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A long sum as readers see it: its first terms, its last one, and how many there are.
 *
 * @param first the first terms
 * @param last the last term
 * @param terms how many terms the sum has
 */
public record BriefSum(List<Size> first, Size last, int terms) {
  /** Longer sums are shortened in a line of a table. */
  private static final int TERMS = 5;

  /**
   * Shortens a size that is a sum of too many terms; nothing for any other.
   *
   * @param most the terms of a sum that stays as it is
   * @param shown how many of the first terms are shown of a longer one
   */
  public static Optional<BriefSum> of(Size size, int most, int shown) {
    if (!(size instanceof Expression sum) || sum.op() != Op.ADD || sum.operands().size() <= most) {
      return Optional.empty();
    }
    List<Size> terms = sum.operands();
    return Optional.of(
        new BriefSum(terms.subList(0, shown), terms.get(terms.size() - 1), terms.size()));
  }

  /** Writes a size; of a long sum its first terms, the last, and how many there are. */
  public static String brief(Size size, Function<Size, String> print) {
    return of(size, TERMS, TERMS - 2)
        .map(sum -> sum.print(print, " + ", "…") + " " + sum.count())
        .orElseGet(() -> print.apply(size));
  }

  /** Writes the sum with a plus sign and an ellipsis of the reader's language. */
  public String print(Function<Size, String> term, String plus, String dots) {
    return first.stream().map(term).collect(Collectors.joining(plus))
        + plus
        + dots
        + plus
        + term.apply(last);
  }

  /** How many terms there are: {@code (929 terms)}. */
  public String count() {
    return "(" + terms + " terms)";
  }
}
