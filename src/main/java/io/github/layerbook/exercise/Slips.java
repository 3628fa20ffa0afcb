package io.github.layerbook.exercise;

import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.Size.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slips that can be made with expressions: a symbol left out or taken for another, a side of
 * the padding or a kernel's extent forgotten, a term or a number left out, rounding up for down.
 *
 * @param legend what symbols stand for
 * @param inputs the extents of what the layer reads, which may be taken for others
 */
record Slips(Map<String, String> legend, List<Size> inputs) {
  /** What a slip makes of an expression. */
  interface Change {
    /** Returns the wrong expression; null if nothing is left of it. */
    @Nullable Size of(Size right);
  }

  /**
   * A slip.
   *
   * @param phrase what is done wrong
   * @param change what it makes of an expression
   */
  record Slip(String phrase, Change change) {
    private Slip(String phrase, Rewriting rewriting) {
      this(phrase, rewriting::of);
    }

    /** Returns the expressions as the slip has them; empty if nothing is left of one. */
    List<Size> of(List<Size> sizes) {
      List<Size> wrong = new ArrayList<>();
      for (Size size : sizes) {
        Size rewritten = change.of(size);
        if (rewritten == null) {
          return List.of();
        }
        wrong.add(rewritten);
      }
      return wrong;
    }
  }

  /** Returns the slips that expressions allow, the likelier first. */
  List<Slip> of(List<Size> sizes) {
    Map<String, Named> symbols = new LinkedHashMap<>();
    List<Expression> expressions = new ArrayList<>();
    sizes.forEach(size -> collect(size, symbols, expressions));
    List<Slip> slips = new ArrayList<>();
    symbols.keySet().forEach(symbol -> slips.add(leftOut(symbol)));
    addPairs(symbols, slips);
    Map<String, Named> known = new LinkedHashMap<>(symbols);
    inputs.forEach(size -> collect(size, known, new ArrayList<>()));
    symbols.values().forEach(right -> addTaken(right, known, slips));
    expressions.forEach(each -> addOnce(each, known, slips));
    expressions.forEach(each -> addNumbers(each, slips));
    addRounding(expressions, slips);
    sizes.forEach(size -> addTerms(size, slips));
    return slips;
  }

  private static void collect(Size size, Map<String, Named> symbols, List<Expression> all) {
    if (size instanceof Named named) {
      symbols.putIfAbsent(named.symbol(), named);
    } else if (size instanceof Expression expression) {
      all.add(expression);
      expression.operands().forEach(operand -> collect(operand, symbols, all));
    }
  }

  private Slip leftOut(String symbol) {
    @Nullable Size none = symbol.startsWith("P") ? Size.of(0) : null;
    return new Slip("leaves out " + named(symbol), Rewriting.symbol(symbol, none));
  }

  /** Height and width of one thing, both left out. */
  private void addPairs(Map<String, Named> symbols, List<Slip> slips) {
    for (String letters : List.of("K_h K_w", "H_out W_out", "H_in W_in")) {
      String[] both = letters.split(" ");
      if (symbols.containsKey(both[0]) && symbols.containsKey(both[1])) {
        slips.add(
            new Slip(
                "leaves out %s and %s".formatted(named(both[0]), named(both[1])),
                Rewriting.leaves(
                    (leaf, in) ->
                        leaf instanceof Named n && List.of(both).contains(n.symbol())
                            ? null
                            : leaf)));
      }
    }
  }

  private void addTaken(Named right, Map<String, Named> known, List<Slip> slips) {
    for (Named wrong : known.values()) {
      if (canBeTaken(wrong, right)) {
        slips.add(new Slip(taken(wrong, right), Rewriting.symbol(right.symbol(), wrong)));
      }
    }
  }

  private static boolean canBeTaken(Named wrong, Named right) {
    return !right.symbol().equals(wrong.symbol()) && right.letter().equals(wrong.letter());
  }

  private String taken(Named wrong, Named right) {
    return "takes %s for %s".formatted(named(wrong.symbol()), named(right.symbol()));
  }

  /** A symbol that is left out, or taken for another, in one place alone. */
  private void addOnce(Expression place, Map<String, Named> known, List<Slip> slips) {
    for (Size operand : place.operands()) {
      if (operand instanceof Named right) {
        String where = " in " + Digits.SYMBOLS.print(place);
        slips.add(
            new Slip("leaves out " + named(right.symbol()) + where, once(place, right, null)));
        for (Named wrong : known.values()) {
          if (canBeTaken(wrong, right)) {
            slips.add(new Slip(taken(wrong, right) + where, once(place, right, wrong)));
          }
        }
      }
    }
  }

  /** Puts another leaf in one place; equal places elsewhere keep theirs. */
  @SuppressWarnings("ReferenceEquality")
  private static Rewriting once(Expression place, Named leaf, @Nullable Size other) {
    return Rewriting.leaves((each, in) -> in == place && each == leaf ? other : each);
  }

  private static void addNumbers(Expression expression, List<Slip> slips) {
    for (Size operand : expression.operands()) {
      if (operand instanceof Size.Constant number) {
        boolean padding = number.value() == 2 && isPadding(expression);
        switch (expression.op()) {
          case MULTIPLY ->
              slips.add(
                  new Slip(
                      padding ? "pads one side only" : "leaves out the factor " + number,
                      without(number, Op.MULTIPLY)));
          case ADD, SUBTRACT ->
              slips.add(
                  new Slip(
                      "leaves out the %s %s".formatted(expression.op().sign(), number),
                      without(number, expression.op())));
          default -> {}
        }
      }
    }
  }

  /** Leaves a number out of each operation of a kind that it is an operand of. */
  private static Rewriting without(Size.Constant number, Op op) {
    return Rewriting.leaves(
        (leaf, in) -> in != null && in.op() == op && leaf.equals(number) ? null : leaf);
  }

  private static boolean isPadding(Expression product) {
    return product.op() == Op.MULTIPLY
        && product.operands().stream()
            .anyMatch(operand -> operand instanceof Named named && named.letter().equals("P"));
  }

  private static void addRounding(List<Expression> expressions, List<Slip> slips) {
    if (expressions.stream().anyMatch(each -> each.op() == Op.DIVIDE)) {
      slips.add(
          new Slip(
              "rounds up where the quotient is rounded down",
              new Rewriting((leaf, in) -> leaf, op -> op == Op.DIVIDE ? Op.DIVIDE_UP : op)));
    }
    if (expressions.stream().anyMatch(each -> each.op() == Op.DIVIDE_UP)) {
      slips.add(
          new Slip(
              "rounds down where the quotient is rounded up",
              new Rewriting((leaf, in) -> leaf, op -> op == Op.DIVIDE_UP ? Op.DIVIDE : op)));
    }
  }

  /** Each term of a sum left out. */
  private static void addTerms(Size size, List<Slip> slips) {
    if (!(size instanceof Expression sum) || sum.op() != Op.ADD) {
      return;
    }
    for (Size term : sum.operands()) {
      if (!(term instanceof Size.Constant)) {
        List<Size> others = sum.operands().stream().filter(other -> other != term).toList();
        Size rest = Size.sum(others);
        slips.add(
            new Slip(
                "leaves out the term " + Digits.SYMBOLS.print(term),
                right -> right.equals(sum) ? rest : right));
      }
    }
  }

  private String named(String symbol) {
    String meaning = legend.getOrDefault(symbol, "");
    return meaning.isEmpty() ? symbol : "%s (%s)".formatted(symbol, meaning);
  }
}
