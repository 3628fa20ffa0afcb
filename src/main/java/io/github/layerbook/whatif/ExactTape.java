package io.github.layerbook.whatif;

import io.github.layerbook.size.Op;
import io.github.layerbook.whatif.Formulas.Condition;
import java.util.List;

/**
 * Evaluates every term of every variant as written and with all checks: for sweeps in which some
 * variants may be beyond 64 bits. Those, and those with a negative size, are not valid.
 */
record ExactTape(Formulas formulas, Layout layout) implements Tape {
  @Override
  public Evaluation evaluation() {
    return new Lanes();
  }

  private final class Lanes implements Evaluation {
    private final long[][] symbols = new long[formulas.symbols().size()][];
    private final boolean[] inner = new boolean[symbols.length];
    private final long[] values = new long[formulas.graph().terms().size()];
    private final long[][] totals = new long[formulas.totals().size()][layout.lanes()];

    Lanes() {
      for (int i = 0; i < symbols.length; i++) {
        Symbol symbol = formulas.symbols().get(i);
        inner[i] = layout.isInner(symbol);
        symbols[i] = inner[i] ? layout.lanes(symbol) : symbol.table();
      }
    }

    @Override
    public void run(long block, Block result) {
      for (int lane = 0; lane < layout.lanes(); lane++) {
        result.valid()[lane] = evaluate(block, lane);
        for (int i = 0; i < totals.length; i++) {
          totals[i][lane] = values[formulas.totals().get(i)];
        }
      }
      for (int i = 0; i < totals.length; i++) {
        result.put(i, totals[i]);
      }
    }

    private boolean evaluate(long block, int lane) {
      try {
        for (int term = 0; term < values.length; term++) {
          values[term] = value(formulas.graph().terms().get(term), block, lane);
        }
      } catch (ArithmeticException e) {
        return false;
      }
      for (Condition condition : formulas.conditions()) {
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
        int knob = formulas.symbols().get(symbol).knob();
        return symbols[symbol][inner[symbol] ? lane : layout.position(knob, block)];
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
