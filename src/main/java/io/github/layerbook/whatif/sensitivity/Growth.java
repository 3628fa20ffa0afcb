package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The difference that a step makes to a quantity, as an expression: {@code 3*3*64 + 1}.
 *
 * @param terms the layers whose figures change, with the difference of each; those alike together
 */
public record Growth(List<Term> terms) {
  /** Copies the list. */
  public Growth {
    terms = List.copyOf(terms);
  }

  /**
   * The difference of layers that change alike.
   *
   * @param layers their names; that of the network where layers have no figures of their own
   * @param more what is added to each
   * @param less what is taken away from each
   */
  public record Term(List<String> layers, Size more, Size less) {
    /** Copies the names. */
    public Term {
      layers = List.copyOf(layers);
    }

    static Term of(String layer, long before, long after) {
      return new Term(
          List.of(layer),
          Size.of(Math.max(0, after - before)),
          Size.of(Math.max(0, before - after)));
    }

    /** Returns the difference of all of its layers. */
    public Growth growth() {
      return new Growth(List.of(this));
    }

    private Size all(Function<Term, Size> side) {
      Size each = side.apply(this);
      return layers.size() == 1 || each.is(0) ? each : Size.product(Size.of(layers.size()), each);
    }

    private Term with(Term other) {
      List<String> longer = new ArrayList<>(layers);
      longer.addAll(other.layers);
      return new Term(longer, more, less);
    }
  }

  /**
   * Finds the difference that a step makes to a network's total, layer by layer: what the step
   * leaves alone is not in it.
   *
   * @param step a step that builds
   * @param quantity any but a ratio; of one that is followed step by step, and of repeated layers,
   *     the difference is a number
   */
  public static Growth of(Report before, NextStep step, Quantity quantity) {
    return new Growth(LayerDifferences.of(before, step, quantity));
  }

  /** Puts layers that change alike together. */
  static List<Term> together(List<Term> terms) {
    Map<List<Size>, Term> together = new LinkedHashMap<>();
    terms.forEach(term -> together.merge(List.of(term.more, term.less), term, Term::with));
    return List.copyOf(together.values());
  }

  private Size sum(Function<Term, Size> side) {
    return Size.sum(
        terms.stream().map(term -> term.all(side)).filter(size -> !size.is(0)).toList());
  }

  /** Returns by how much the quantity grows. */
  public long value() {
    return Math.subtractExact(sum(Term::more).value(), sum(Term::less).value());
  }

  /** Returns whether the quantity falls. */
  public boolean isFall() {
    return value() < 0;
  }

  /** Returns the difference without its sign: what is added, less what is taken away. */
  public Size size() {
    Size more = sum(Term::more);
    Size less = sum(Term::less);
    Size most = isFall() ? less : more;
    Size least = isFall() ? more : less;
    return least.is(0) ? most : most.minus(least);
  }

  /** Returns what a figure has become that was another before the step. */
  Size from(Size before) {
    Size past = before.settled();
    Size change = size().settled();
    return change.is(0) ? past : isFall() ? past.minus(change) : past.plus(change);
  }

  /** Returns the expression in plain digits: {@code 3*3*64 + 1}, {@code −(3*3*64 + 1)}. */
  public String derivation() {
    return signed(Digits.of(size()));
  }

  /** Returns an expression with this difference's sign. */
  String signed(String size) {
    return isFall() ? "−(" + size + ")" : size;
  }

  /** Returns the expression in plain digits with its value: {@code 3*3*64 + 1 = 577}. */
  @Override
  public String toString() {
    String digits = Digits.of(size());
    String value = (isFall() ? "−" : "") + size().value();
    return digits.equals(Long.toString(size().value())) ? value : derivation() + " = " + value;
  }
}
