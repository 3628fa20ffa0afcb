package io.github.layerbook.whatif.tape;

import io.github.layerbook.size.Op;
import io.github.layerbook.whatif.tape.Formulas.Condition;
import java.util.List;

/**
 * Evaluates every term of every variant as written and with all checks: for sweeps in which some
 * variants may be beyond 64 bits. Those, and those with a negative size, are not valid.
 */
public record ExactTape(
    List<Graph.Term> terms,
    List<Symbol> symbols,
    List<Integer> totals,
    List<Condition> conditions,
    Layout layout)
    implements Code, Tape {
  static ExactTape of(Formulas formulas, Layout layout) {
    return new ExactTape(
        List.copyOf(formulas.graph().terms()),
        formulas.symbols(),
        formulas.totals(),
        formulas.conditions(),
        layout);
  }

  @Override
  public Tape tape() {
    return this;
  }

  @Override
  public Evaluation evaluation() {
    return new Lanes();
  }

  private final class Lanes implements Evaluation {
    private final long[][] tables = new long[symbols.size()][];
    private final boolean[] inner = new boolean[tables.length];
    private final long[] values = new long[terms.size()];
    private final long[][] found = new long[totals.size()][layout.lanes()];

    Lanes() {
      for (int i = 0; i < tables.length; i++) {
        Symbol symbol = symbols.get(i);
        inner[i] = layout.isInner(symbol);
        tables[i] = inner[i] ? layout.lanes(symbol) : symbol.table();
      }
    }

    @Override
    public void run(long block, VariantBlock result) {
      for (int lane = 0; lane < layout.lanes(); lane++) {
        result.valid()[lane] = evaluate(block, lane);
        for (int i = 0; i < found.length; i++) {
          found[i][lane] = values[totals.get(i)];
        }
      }
      for (int i = 0; i < found.length; i++) {
        result.put(i, found[i]);
      }
    }

    private boolean evaluate(long block, int lane) {
      try {
        for (int term = 0; term < values.length; term++) {
          values[term] = value(terms.get(term), block, lane);
        }
      } catch (ArithmeticException e) {
        return false;
      }
      for (Condition condition : conditions) {
        if (!condition.relation().holds(values[condition.found()], values[condition.limit()])) {
          return false;
        }
      }
      return true;
    }

    private long value(Graph.Term term, long block, int lane) {
      if (term instanceof Graph.Constant constant) {
        return constant.value();
      } else if (term instanceof Graph.Variable variable) {
        int symbol = variable.symbol();
        int knob = symbols.get(symbol).knob();
        return tables[symbol][inner[symbol] ? lane : layout.position(knob, block)];
      }
      Graph.Operation operation = (Graph.Operation) term;
      Op op = operation.op();
      List<Integer> operands = operation.operands();
      long result = values[operands.get(0)];
      for (int i = 1; i < operands.size(); i++) {
        result = op.apply(result, values[operands.get(i)]);
      }
      return result;
    }
  }
}
