package io.github.layerbook.whatif.tape;

import io.github.layerbook.size.Op;
import io.github.layerbook.size.Relation;
import io.github.layerbook.whatif.tape.Formulas.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Between which numbers each term lies in every valid variant, from the least and largest values of
 * the knobs; all operations but differences and quotients grow with their operands.
 *
 * <p>Where no term can leave 62 bits, arithmetic needs no checks; the bit that is left is for sums
 * that are a little larger than the terms they stand for.
 */
public final class Ranges {
  private static final long HIGHEST = 1L << 62;

  private final long[] low;
  private final long[] high;
  private final Graph graph;

  /** The term that is 1. */
  private final int one;

  private Ranges(Graph graph) {
    this.graph = graph;
    one = graph.constant(1);
    low = new long[graph.terms().size()];
    high = new long[graph.terms().size()];
  }

  /** Finds the ranges of all terms; empty if one may be beyond 62 bits. */
  static Optional<Ranges> of(Formulas formulas) {
    Ranges ranges = new Ranges(formulas.graph());
    try {
      for (int term = 0; term < ranges.low.length; term++) {
        ranges.find(term, formulas.symbols());
        if (ranges.high[term] > HIGHEST) {
          return Optional.empty();
        }
      }
      return Optional.of(ranges);
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Returns what must hold so that no difference is negative and no divisor 0. */
  List<Condition> checks() {
    List<Condition> checks = new ArrayList<>();
    for (int term = 0; term < low.length; term++) {
      check(term).ifPresent(checks::add);
    }
    return checks;
  }

  /**
   * Returns what must hold so that a term is not negative or divided by 0, unless it always does.
   */
  Optional<Condition> check(int term) {
    if (!(graph.terms().get(term) instanceof Graph.Operation operation)) {
      return Optional.empty();
    }
    int first = operation.operands().get(0);
    int last = operation.operands().get(operation.operands().size() - 1);
    Condition condition =
        operation.op() == Op.SUBTRACT
            ? new Condition(Relation.AT_LEAST, first, last)
            : new Condition(Relation.AT_LEAST, last, one);
    boolean checked =
        switch (operation.op()) {
          case SUBTRACT, DIVIDE, DIVIDE_UP -> !prove(condition);
          case ADD, MULTIPLY, MAXIMUM, MINIMUM -> false;
        };
    return Optional.of(condition).filter(any -> checked);
  }

  /** Returns whether a condition holds whatever the knobs are. */
  boolean prove(Condition condition) {
    int found = condition.found();
    int limit = condition.limit();
    return switch (condition.relation()) {
      case AT_MOST -> found == limit || high[found] <= low[limit];
      case AT_LEAST -> found == limit || low[found] >= high[limit];
      case EQUAL, EQUAL_OR_ONE -> found == limit;
      case MULTIPLE_OF -> low[limit] == 1 && high[limit] == 1;
    };
  }

  private void find(int term, List<Symbol> symbols) {
    if (graph.terms().get(term) instanceof Graph.Constant constant) {
      set(term, constant.value(), constant.value());
    } else if (graph.terms().get(term) instanceof Graph.Variable variable) {
      Symbol symbol = symbols.get(variable.symbol());
      set(term, symbol.lowest(), symbol.highest());
    } else {
      find(term, (Graph.Operation) graph.terms().get(term));
    }
  }

  private void find(int term, Graph.Operation operation) {
    int first = operation.operands().get(0);
    set(term, low[first], high[first]);
    for (int operand : operation.operands().subList(1, operation.operands().size())) {
      combine(operation.op(), term, operand);
    }
  }

  private void combine(Op op, int term, int operand) {
    switch (op) {
      case ADD, MULTIPLY, MAXIMUM, MINIMUM ->
          set(term, op.apply(low[term], low[operand]), op.apply(high[term], high[operand]));
      case SUBTRACT ->
          set(term, Math.max(0, low[term] - high[operand]), Math.max(0, high[term] - low[operand]));
      case DIVIDE, DIVIDE_UP ->
          set(
              term,
              op.apply(low[term], Math.max(1, high[operand])),
              op.apply(high[term], Math.max(1, low[operand])));
    }
  }

  private void set(int term, long lowest, long highest) {
    low[term] = lowest;
    high[term] = highest;
  }
}
