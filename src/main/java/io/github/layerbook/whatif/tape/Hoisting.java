package io.github.layerbook.whatif.tape;

import static io.github.layerbook.whatif.tape.Program.INNER;
import static io.github.layerbook.whatif.tape.Program.OUTER;

import io.github.layerbook.size.Op;
import io.github.layerbook.size.Relation;
import io.github.layerbook.whatif.tape.Formulas.Condition;
import io.github.layerbook.whatif.tape.Program.Guard;
import io.github.layerbook.whatif.tape.Program.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns polynomials into a program in which everything is done as seldom as possible: what depends
 * on inner knobs only once in all, what depends on outer knobs only once per block, and of the rest
 * one multiplication and one addition per lane for each outer factor.
 *
 * <p>That is, a sum of products is ordered as {@code Σ outer · (Σ inner)}: the inner sums are
 * arrays that are there before the first block.
 */
public final class Hoisting {
  private final Formulas formulas;
  private final Ranges ranges;
  private final Algebra algebra;

  private final ProgramBuilder builder;

  private final Map<Integer, Place> atoms = new HashMap<>();
  private final Map<List<Integer>, Place> products = new HashMap<>();
  private final Map<Polynomial, Place> polynomials = new HashMap<>();

  Hoisting(Formulas formulas, Ranges ranges, Layout layout) {
    this.formulas = formulas;
    this.ranges = ranges;
    this.algebra = new Algebra(formulas.graph());
    this.builder = new ProgramBuilder(layout);
  }

  Program program() {
    List<Condition> conditions = open();
    List<Polynomial> roots = new ArrayList<>();
    formulas.totals().forEach(total -> roots.add(algebra.of(total)));
    for (Condition condition : conditions) {
      roots.add(algebra.of(condition.found()));
      roots.add(algebra.of(condition.limit()));
    }
    // From the first atom on: each finds what it is made of, and long chains need no deep stack.
    algebra.reachable(roots).stream().forEach(this::atom);
    List<Guard> guards = conditions.stream().map(this::guard).distinct().toList();
    return builder.program(guards, totals());
  }

  /** The conditions that may fail. */
  private List<Condition> open() {
    List<Condition> open = new ArrayList<>(ranges.checks());
    open.addAll(formulas.conditions());
    open.removeIf(
        condition ->
            ranges.prove(condition)
                || (condition.relation().holds(1, 1)
                    && condition.relation() != Relation.MULTIPLE_OF
                    && algebra.of(condition.found()).equals(algebra.of(condition.limit()))));
    return open;
  }

  private Guard guard(Condition condition) {
    return new Guard(
        condition.relation(),
        place(algebra.of(condition.found())),
        place(algebra.of(condition.limit())));
  }

  /** Totals that are multiples of one sum, such as values and their bytes, share that sum. */
  private List<Place> totals() {
    List<Polynomial> all = formulas.totals().stream().map(algebra::of).toList();
    Map<Polynomial, Integer> uses = new HashMap<>();
    all.forEach(total -> uses.merge(total.over(total.content()), 1, Integer::sum));
    List<Place> places = new ArrayList<>();
    for (Polynomial total : all) {
      Polynomial primitive = total.over(total.content());
      Integer shared = uses.get(primitive);
      places.add(
          shared != null && shared > 1 && total.content() > 1
              ? apply(Op.MULTIPLY, place(primitive), constant(total.content()))
              : place(total));
    }
    return places;
  }

  private Place place(Polynomial polynomial) {
    Place known = polynomials.get(polynomial);
    if (known == null) {
      known = newPlace(polynomial);
      polynomials.put(polynomial, known);
    }
    return known;
  }

  private Place newPlace(Polynomial polynomial) {
    Map<List<Integer>, Long> terms = polynomial.terms();
    if (polynomial.isConstant()) {
      return constant(polynomial.constant());
    } else if (terms.size() == 1 && terms.containsValue(1L)) {
      List<Integer> only = terms.keySet().iterator().next();
      int mask = mask(only);
      if (only.size() == 1 || mask == INNER || mask == OUTER) {
        return product(only);
      }
    }
    int mask = 0;
    for (List<Integer> product : terms.keySet()) {
      mask |= mask(product);
    }
    return mask == OUTER ? scalarSum(terms) : mask == INNER ? innerSum(terms) : mixedSum(terms);
  }

  private Place scalarSum(Map<List<Integer>, Long> terms) {
    Place sum = null;
    for (Map.Entry<List<Integer>, Long> term : terms.entrySet()) {
      Place product = constant(term.getValue());
      if (!term.getKey().isEmpty()) {
        Place atomsOnly = product(term.getKey());
        product = term.getValue() == 1 ? atomsOnly : apply(Op.MULTIPLY, atomsOnly, product);
      }
      sum = sum == null ? product : apply(Op.ADD, sum, product);
    }
    return sum == null ? constant(0) : sum;
  }

  private Place innerSum(Map<List<Integer>, Long> terms) {
    Place sum = builder.innerSum(constant(terms.getOrDefault(List.of(), 0L)));
    terms.forEach(
        (product, coefficient) -> {
          if (!product.isEmpty()) {
            builder.addProduct(sum, product(product), constant(coefficient));
          }
        });
    return sum;
  }

  /** A sum over both kinds of knobs, by the mixed, the outer and the inner part of each product. */
  private Place mixedSum(Map<List<Integer>, Long> terms) {
    Map<List<Integer>, Map<List<Integer>, Long>> byMixed = new LinkedHashMap<>();
    terms.forEach(
        (product, coefficient) ->
            byMixed
                .computeIfAbsent(part(product, INNER | OUTER), mixed -> new LinkedHashMap<>())
                .put(without(product, INNER | OUTER), coefficient));
    Map<List<Integer>, Long> pure = byMixed.getOrDefault(List.of(), Map.of());
    byMixed.remove(List.of());
    // Everything that the sum reads comes before its own steps, which are then one run of
    // additions.
    Place base = place(only(pure, INNER));
    Place offset = place(only(pure, OUTER));
    List<Place[]> pairs = new ArrayList<>();
    pairs(pure, pairs);
    byMixed.forEach(
        (mixed, cofactor) ->
            pairs.add(new Place[] {product(mixed), place(new Polynomial(cofactor))}));
    Place sum = builder.mixedSum(base, offset);
    pairs.forEach(pair -> builder.addProduct(sum, pair[0], pair[1]));
    return sum;
  }

  /** The products of inner and outer parts, each pair an array and a scalar, as few as may be. */
  private void pairs(Map<List<Integer>, Long> pure, List<Place[]> pairs) {
    Map<List<Integer>, Map<List<Integer>, Long>> byOuter = new LinkedHashMap<>();
    Map<List<Integer>, Map<List<Integer>, Long>> byInner = new LinkedHashMap<>();
    pure.forEach(
        (product, coefficient) -> {
          List<Integer> outer = part(product, OUTER);
          List<Integer> inner = part(product, INNER);
          if (!outer.isEmpty() && !inner.isEmpty()) {
            byOuter.computeIfAbsent(outer, o -> new LinkedHashMap<>()).put(inner, coefficient);
            byInner.computeIfAbsent(inner, i -> new LinkedHashMap<>()).put(outer, coefficient);
          }
        });
    boolean outerFirst = byOuter.size() <= byInner.size();
    (outerFirst ? byOuter : byInner)
        .forEach(
            (factor, sum) -> {
              Place a = product(factor);
              Place b = place(new Polynomial(sum));
              pairs.add(outerFirst ? new Place[] {b, a} : new Place[] {a, b});
            });
  }

  /** The products of a sum that depend on knobs of one kind; the constant goes with the outer. */
  private Polynomial only(Map<List<Integer>, Long> pure, int mask) {
    Map<List<Integer>, Long> some = new LinkedHashMap<>();
    pure.forEach(
        (product, coefficient) -> {
          if (mask(product) == mask || (mask == OUTER && product.isEmpty())) {
            some.put(product, coefficient);
          }
        });
    return new Polynomial(some);
  }

  /** The product of atoms, sharing what products begin with. */
  private Place product(List<Integer> factors) {
    Place known = products.get(factors);
    if (known == null) {
      int last = factors.size() - 1;
      known =
          last == 0
              ? atom(factors.get(0))
              : apply(Op.MULTIPLY, product(factors.subList(0, last)), atom(factors.get(last)));
      products.put(List.copyOf(factors), known);
    }
    return known;
  }

  private Place atom(int number) {
    Place known = atoms.get(number);
    if (known == null) {
      known = newAtom(algebra.atoms().get(number));
      atoms.put(number, known);
    }
    return known;
  }

  private Place newAtom(Algebra.Atom atom) {
    if (atom instanceof Algebra.Variable variable) {
      return builder.symbol(formulas.symbols().get(variable.symbol()));
    } else if (atom instanceof Algebra.Sum sum) {
      return place(sum.terms());
    }
    Algebra.Function function = (Algebra.Function) atom;
    return apply(function.op(), place(function.left()), place(function.right()));
  }

  private Place apply(Op op, Place left, Place right) {
    return builder.apply(op, left, right);
  }

  private Place constant(long value) {
    return builder.constant(value);
  }

  private int mask(List<Integer> product) {
    int mask = 0;
    for (int atom : product) {
      mask |= mask(atom);
    }
    return mask;
  }

  private int mask(int atom) {
    return atom(atom).mask();
  }

  private List<Integer> part(List<Integer> product, int mask) {
    return product.stream().filter(atom -> mask(atom) == mask).toList();
  }

  private List<Integer> without(List<Integer> product, int mask) {
    return product.stream().filter(atom -> mask(atom) != mask).toList();
  }
}
