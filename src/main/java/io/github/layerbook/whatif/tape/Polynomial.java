package io.github.layerbook.whatif.tape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sum of products of atoms with whole coefficients, like products once: {@code 9*w*w + w} of
 * {@code (3*3*w)*w + w}. Arithmetic is modulo 2⁶⁴, right for results that are known to be in range.
 *
 * @param terms the coefficient of each product, a sorted list of atoms; none is 0
 */
record Polynomial(Map<List<Integer>, Long> terms) {
  Polynomial {
    terms = Collections.unmodifiableMap(terms);
  }

  static Polynomial constant(long value) {
    return product(value, List.of());
  }

  static Polynomial atom(int atom) {
    return product(1, List.of(atom));
  }

  static Polynomial product(long coefficient, List<Integer> atoms) {
    Map<List<Integer>, Long> terms = new LinkedHashMap<>();
    add(terms, atoms, coefficient);
    return new Polynomial(terms);
  }

  static Polynomial sum(List<Polynomial> summands) {
    Map<List<Integer>, Long> terms = new LinkedHashMap<>();
    for (Polynomial summand : summands) {
      summand.terms.forEach((atoms, coefficient) -> add(terms, atoms, coefficient));
    }
    return new Polynomial(terms);
  }

  /** Adds a product to a sum, and takes it away where it becomes 0. */
  static void add(Map<List<Integer>, Long> terms, List<Integer> atoms, long coefficient) {
    long sum = terms.getOrDefault(atoms, 0L) + coefficient;
    if (sum == 0) {
      terms.remove(atoms);
    } else {
      terms.put(atoms, sum);
    }
  }

  Polynomial times(Polynomial other) {
    Map<List<Integer>, Long> products = new LinkedHashMap<>();
    terms.forEach(
        (atoms, coefficient) ->
            other.terms.forEach(
                (others, factor) -> add(products, merged(atoms, others), coefficient * factor)));
    return new Polynomial(products);
  }

  Polynomial times(long factor) {
    return times(constant(factor));
  }

  private static List<Integer> merged(List<Integer> atoms, List<Integer> others) {
    if (others.isEmpty()) {
      return atoms;
    }
    List<Integer> all = new ArrayList<>(atoms);
    all.addAll(others);
    Collections.sort(all);
    return List.copyOf(all);
  }

  boolean isConstant() {
    return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(List.of()));
  }

  /** Returns the term without atoms. */
  long constant() {
    return terms.getOrDefault(List.of(), 0L);
  }

  /** Returns the largest number that divides all coefficients, at least 1. */
  long content() {
    long divisor = 0;
    for (long coefficient : terms.values()) {
      divisor = gcd(divisor, Math.abs(coefficient));
    }
    return Math.max(1, divisor);
  }

  /** Returns this with coefficients divided by a number that divides them all. */
  Polynomial over(long divisor) {
    Map<List<Integer>, Long> quotients = new LinkedHashMap<>();
    terms.forEach((atoms, coefficient) -> quotients.put(atoms, coefficient / divisor));
    return new Polynomial(quotients);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
