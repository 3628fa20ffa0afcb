package io.github.layerbook.whatif.tape;

import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.SharedFold;
import io.github.layerbook.size.Size;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sizes as numbered terms, equal ones once, parts before their wholes; operations on numbers alone
 * are done.
 */
public final class Graph implements Fold<Integer> {
  /** A number, a symbol, or an operation on terms before it. */
  sealed interface Term extends Serializable {}

  /** A number. */
  record Constant(long value) implements Term {}

  /** A symbol of the sweep, by its place. */
  record Variable(int symbol) implements Term {}

  /** An operation on terms; sums and products have any number of operands, the others two. */
  record Operation(Op op, List<Integer> operands) implements Term {}

  private final Map<String, Integer> symbols = new HashMap<>();
  private final Map<Term, Integer> numbers = new HashMap<>();
  private final List<Term> terms = new ArrayList<>();
  private final SharedFold<Integer> fold = new SharedFold<>(this);

  Graph(List<Symbol> symbols) {
    for (Symbol symbol : symbols) {
      this.symbols.put(symbol.name(), this.symbols.size());
    }
  }

  /** Returns the number of a size's term. */
  int of(Size size) {
    return fold.of(size);
  }

  List<Term> terms() {
    return terms;
  }

  @Override
  public Integer constant(long value) {
    return number(new Constant(value));
  }

  @Override
  public Integer unknown(String name) {
    Integer symbol = symbols.get(name);
    if (symbol == null) {
      throw new IllegalArgumentException(
          name + " has no value: the network was symbolic before the sweep");
    }
    return number(new Variable(symbol));
  }

  @Override
  public Integer named(String symbol, Integer size) {
    return size;
  }

  @Override
  public Integer apply(Op op, List<Integer> operands) {
    if (op == Op.ADD || op == Op.MULTIPLY) {
      return operation(op, operands);
    }
    int result = operands.get(0);
    for (int operand : operands.subList(1, operands.size())) {
      result = operation(op, List.of(result, operand));
    }
    return result;
  }

  private int operation(Op op, List<Integer> operands) {
    if (!operands.stream().allMatch(operand -> terms.get(operand) instanceof Constant)) {
      return number(new Operation(op, List.copyOf(operands)));
    }
    try {
      long result = value(operands.get(0));
      for (int operand : operands.subList(1, operands.size())) {
        result = op.apply(result, value(operand));
      }
      return constant(result);
    } catch (ArithmeticException e) {
      return number(new Operation(op, List.copyOf(operands)));
    }
  }

  private long value(int constant) {
    return ((Constant) terms.get(constant)).value();
  }

  private int number(Term term) {
    Integer known = numbers.putIfAbsent(term, terms.size());
    if (known == null) {
      terms.add(term);
      return terms.size() - 1;
    }
    return known;
  }
}
