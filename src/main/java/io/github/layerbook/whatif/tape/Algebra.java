package io.github.layerbook.whatif.tape;

import io.github.layerbook.size.Op;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Terms as polynomials over atoms: symbols, operations that are no sum or product, and sums too
 * long to multiply out. Layers that cost the same fall together, whatever their number.
 */
public final class Algebra {
  /** What a polynomial is made of. */
  sealed interface Atom {}

  /** A symbol of the sweep, by its place. */
  record Variable(int symbol) implements Atom {}

  /** An operation that is neither sum nor product. */
  record Function(Op op, Polynomial left, Polynomial right) implements Atom {}

  /** A sum that is a factor. */
  record Sum(Polynomial terms) implements Atom {}

  /** The most terms that products of sums are multiplied out to. */
  private static final int MULTIPLIED_OUT = 4;

  private static final long SMALL = 1L << 32;

  private final Map<Atom, Integer> numbers = new HashMap<>();
  private final List<Atom> atoms = new ArrayList<>();
  private final List<Polynomial> polynomials = new ArrayList<>();

  Algebra(Graph graph) {
    for (Graph.Term term : graph.terms()) {
      polynomials.add(polynomial(term));
    }
  }

  /** Returns the polynomial of a term. */
  Polynomial of(int term) {
    return polynomials.get(term);
  }

  /** Returns the atoms; each is made of atoms before it. */
  List<Atom> atoms() {
    return atoms;
  }

  /** Returns which atoms some polynomials are made of, atoms of atoms included. */
  BitSet reachable(List<Polynomial> from) {
    BitSet reachable = new BitSet();
    from.forEach(polynomial -> mark(polynomial, reachable));
    for (int atom = atoms.size() - 1; atom >= 0; atom--) {
      if (reachable.get(atom)) {
        parts(atoms.get(atom)).forEach(polynomial -> mark(polynomial, reachable));
      }
    }
    return reachable;
  }

  private static void mark(Polynomial polynomial, BitSet atoms) {
    polynomial.terms().keySet().forEach(product -> product.forEach(atoms::set));
  }

  /** Returns the polynomials that an atom is made of. */
  static List<Polynomial> parts(Atom atom) {
    if (atom instanceof Function function) {
      return List.of(function.left(), function.right());
    }
    return atom instanceof Sum sum ? List.of(sum.terms()) : List.of();
  }

  private Polynomial polynomial(Graph.Term term) {
    if (term instanceof Graph.Constant constant) {
      return Polynomial.constant(constant.value());
    } else if (term instanceof Graph.Variable variable) {
      return atom(new Variable(variable.symbol()));
    }
    Graph.Operation operation = (Graph.Operation) term;
    List<Polynomial> operands = operation.operands().stream().map(polynomials::get).toList();
    Polynomial left = operands.get(0);
    return switch (operation.op()) {
      case ADD -> Polynomial.sum(operands);
      case SUBTRACT -> Polynomial.sum(List.of(left, operands.get(1).times(-1)));
      case MULTIPLY -> operands.stream().reduce(Polynomial.constant(1), this::product);
      case DIVIDE, DIVIDE_UP -> quotient(operation.op(), left, operands.get(1));
      case MAXIMUM, MINIMUM ->
          left.equals(operands.get(1)) ? left : function(operation.op(), left, operands.get(1));
    };
  }

  private Polynomial product(Polynomial left, Polynomial right) {
    boolean few =
        left.isConstant()
            || right.isConstant()
            || left.terms().size() * right.terms().size() <= MULTIPLIED_OUT;
    return few ? left.times(right) : factor(left).times(factor(right));
  }

  private Polynomial factor(Polynomial sum) {
    return sum.terms().size() == 1 ? sum : atom(new Sum(sum));
  }

  /**
   * Takes multiples of a constant divisor out of the quotient: (h − 2)/2 + 1 is h/2. Only so small
   * ones that what is left stays in range.
   */
  private Polynomial quotient(Op op, Polynomial left, Polynomial right) {
    long divisor = right.constant();
    if (!right.isConstant() || divisor < 1 || Math.abs(left.constant()) > SMALL) {
      return function(op, left, right);
    } else if (divisor == 1) {
      return left;
    }
    long whole = Math.floorDiv(left.constant(), divisor);
    Polynomial rest = Polynomial.sum(List.of(left, Polynomial.constant(-whole * divisor)));
    return Polynomial.sum(List.of(Polynomial.constant(whole), function(op, rest, right)));
  }

  private Polynomial function(Op op, Polynomial left, Polynomial right) {
    return left.isConstant() && right.isConstant()
        ? Polynomial.constant(op.wrapped(left.constant(), right.constant()))
        : atom(new Function(op, left, right));
  }

  private Polynomial atom(Atom atom) {
    Integer known = numbers.putIfAbsent(atom, atoms.size());
    if (known == null) {
      atoms.add(atom);
      return Polynomial.atom(atoms.size() - 1);
    }
    return Polynomial.atom(known);
  }
}
