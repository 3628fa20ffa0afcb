package io.github.layerbook.whatif.tape;

import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fold of sizes to a program of plain lists, which a few lines of any language evaluate: terms
 * in order, each made of terms before it.
 *
 * <p>Sizes are registered first; then {@link #share} lets all terms fall together that have one
 * value whatever the symbols are, so that layers that are repeated share their terms. What is asked
 * for after that is in the program, and nothing else.
 */
public final class Script {
  /** The greatest whole number up to which every one is exact in 64-bit floating point. */
  public static final long EXACT = (1L << 53) - 1;

  private final Graph graph;
  private final List<Symbol> symbols;
  private final BitSet asked = new BitSet();

  /** For each term the first that has its value; empty until {@link #share}. */
  private int[] first = new int[0];

  /** Between which numbers terms lie; empty where one may be beyond 62 bits. */
  private Optional<Ranges> ranges = Optional.empty();

  /** Makes an empty program over symbols; those of one name once. */
  public Script(List<Symbol> symbols) {
    Map<String, Symbol> named = new LinkedHashMap<>();
    symbols.forEach(symbol -> named.put(symbol.name(), symbol));
    this.symbols = List.copyOf(named.values());
    this.graph = new Graph(this.symbols);
  }

  /** Returns the symbols, as terms number them. */
  public List<Symbol> symbols() {
    return symbols;
  }

  /**
   * Returns the number of a size's term.
   *
   * @throws io.github.layerbook.size.SizeException if it needs a value that is not known
   */
  public int of(Size size) {
    int term = graph.of(size);
    int found = term < first.length ? first[term] : term;
    asked.set(found);
    return found;
  }

  /** Returns whether every term is within 62 bits; not known before {@link #share}. */
  public boolean isSmall() {
    return ranges.isPresent();
  }

  /** Lets terms of one value fall together. Numbers that were given out before are void. */
  public void share() {
    ranges = Ranges.of(new Formulas(graph, symbols, List.of(), Collections.emptyList()));
    int[] same = new int[graph.terms().size()];
    Arrays.setAll(same, term -> term);
    ranges.ifPresent(found -> share(found, new Algebra(graph), same));
    first = same;
    asked.clear();
  }

  /** Terms of one value that have none at the same values of the symbols become one. */
  private void share(Ranges found, Algebra algebra, int[] same) {
    Map<List<Object>, Integer> known = new HashMap<>();
    Map<List<Object>, Integer> doubtful = new HashMap<>();
    List<BitSet> doubts = new ArrayList<>();
    for (int term = 0; term < same.length; term++) {
      BitSet doubt = new BitSet();
      if (graph.terms().get(term) instanceof Graph.Operation operation) {
        List<Object> made = new ArrayList<>(List.of(operation.op()));
        for (int operand : operation.operands()) {
          doubt.or(doubts.get(operand));
          made.add(same[operand]);
        }
        if (found.check(term).isPresent()) {
          doubt.set(doubtful.computeIfAbsent(made, any -> doubtful.size()));
        }
      }
      doubts.add(doubt);
      same[term] = known.computeIfAbsent(List.of(algebra.of(term), doubt), same(term));
    }
  }

  private static Function<List<Object>, Integer> same(int term) {
    return any -> term;
  }

  /**
   * Returns whether a size may have no value at some values of the symbols: be negative, beyond 64
   * bits, or divided by 0, though its parts have values. Not known before {@link #share}.
   */
  public boolean mayFail(Size size) {
    int term = graph.of(size);
    return term < first.length && (ranges.isEmpty() || ranges.get().check(term).isPresent());
  }

  /**
   * Returns the program: for each term a number (as text if larger than {@link #EXACT}), or a list
   * of an operation's name in {@link Op} and the terms that it is done on, left to right, or a list
   * of a symbol's place alone. Terms that nothing asked for are 0.
   */
  public List<Object> terms() {
    BitSet needed = (BitSet) asked.clone();
    List<Object> lines = new ArrayList<>(Collections.nCopies(needed.length(), 0));
    for (int term = needed.length() - 1; term >= 0; term--) {
      if (needed.get(term)) {
        lines.set(term, line(graph.terms().get(term), needed));
      }
    }
    return lines;
  }

  private Object line(Graph.Term term, BitSet needed) {
    if (term instanceof Graph.Constant constant) {
      return number(constant.value());
    } else if (term instanceof Graph.Variable variable) {
      return List.of(variable.symbol());
    }
    Graph.Operation operation = (Graph.Operation) term;
    List<Object> line = new ArrayList<>(List.of(operation.op().name()));
    for (int operand : operation.operands()) {
      int part = operand < first.length ? first[operand] : operand;
      needed.set(part);
      line.add(part);
    }
    return line;
  }

  /** Returns a number as it stands in the program: as text where floating point is not exact. */
  public static Object number(long value) {
    return value > EXACT ? (Object) Long.toString(value) : (Object) value;
  }
}
