package io.github.layerbook.view.explanation;

import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.BriefSum;
import io.github.layerbook.view.display.Html;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fold that writes a size as MathML Core, which browsers show without a script and without a
 * network: {@code <mn>3</mn><mo>·</mo><mn>64</mn>}. Quotients are fractions, rounded down or up by
 * brackets, as {@link Latex} writes them.
 *
 * @param symbols whether a size with a symbol is written as the symbol in place of its number
 */
record MathMl(boolean symbols) implements Fold<MathMl.Markup> {
  private static final int LEAF = 4;

  /** So many terms of a long sum stand on one line. */
  private static final int TERMS = 5;

  /**
   * A written expression.
   *
   * @param markup its elements
   * @param precedence how tightly its outermost operation binds; leaves bind tightest
   */
  record Markup(String markup, int precedence) {}

  /** Writes a size in numbers or in the field's symbols, a long sum over several lines. */
  static String of(Size size, boolean symbols) {
    MathMl fold = new MathMl(symbols);
    boolean isLong =
        size instanceof Expression sum && sum.op() == Op.ADD && sum.operands().size() > TERMS;
    return isLong ? lines((Expression) size, fold) : size.fold(fold).markup();
  }

  /** Writes a sum by its first terms, its last, and how many there are. */
  static String brief(BriefSum sum, boolean symbols) {
    MathMl fold = new MathMl(symbols);
    return sum.print(term -> term.fold(fold).markup(), operator("+"), operator("⋯"))
        + text(" " + sum.count());
  }

  private static String lines(Expression sum, MathMl fold) {
    StringBuilder rows = new StringBuilder();
    List<Size> terms = sum.operands();
    for (int from = 0; from < terms.size(); from += TERMS) {
      String row =
          terms.subList(from, Math.min(terms.size(), from + TERMS)).stream()
              .map(term -> term.fold(fold).markup())
              .collect(Collectors.joining(operator("+")));
      rows.append("<mtr><mtd style=\"text-align:left\">")
          .append(from == 0 ? row : operator("+") + row)
          .append("</mtd></mtr>");
    }
    return "<mtable>" + rows + "</mtable>";
  }

  /** Writes a symbol with its subscript, a word upright. */
  static String symbol(String symbol) {
    int at = symbol.indexOf('_');
    if (!Latex.isSymbol(symbol)) {
      return text(symbol);
    } else if (at < 0) {
      return identifier(symbol);
    }
    return "<msub>"
        + identifier(symbol.substring(0, at))
        + text(symbol.substring(at + 1))
        + "</msub>";
  }

  /** Writes words, with their spaces. */
  static String text(String words) {
    return "<mtext>" + Html.escape(words).replace(' ', '\u00a0') + "</mtext>";
  }

  /** Writes a fraction that is not rounded. */
  static String fraction(String of, String per) {
    return "<mfrac><mrow>" + of + "</mrow><mrow>" + per + "</mrow></mfrac>";
  }

  /** Writes a sign between operands. */
  static String operator(String sign) {
    return "<mo>" + sign + "</mo>";
  }

  static String number(long number) {
    return "<mn>" + Numbers.count(number) + "</mn>";
  }

  private static String identifier(String name) {
    return "<mi>" + Html.escape(name) + "</mi>";
  }

  @Override
  public Markup constant(long value) {
    return new Markup(number(value), LEAF);
  }

  @Override
  public Markup unknown(String name) {
    return new Markup(symbol(name), LEAF);
  }

  @Override
  public Markup named(String symbol, Markup size) {
    return symbols ? new Markup(symbol(symbol), LEAF) : size;
  }

  @Override
  public Markup settled(Size size) {
    return size.isKnown() ? constant(size.value()) : size.fold(this);
  }

  @Override
  public Markup apply(Op op, List<Markup> operands) {
    return switch (op) {
      case ADD -> join(op, operands, "+");
      case SUBTRACT -> join(op, operands, "−");
      case MULTIPLY -> join(op, operands, "·");
      case DIVIDE -> quotient(operands, "⌊", "⌋");
      case DIVIDE_UP -> quotient(operands, "⌈", "⌉");
      case MAXIMUM, MINIMUM ->
          new Markup(
              identifier(op.sign())
                  + bracketed(
                      operands.stream()
                          .map(Markup::markup)
                          .collect(Collectors.joining(operator(",")))),
              LEAF);
    };
  }

  private static Markup join(Op op, List<Markup> operands, String sign) {
    StringBuilder markup = new StringBuilder();
    for (Markup operand : operands) {
      boolean first = markup.isEmpty();
      boolean bare =
          operand.precedence() > op.precedence()
              || (first && op != Op.MULTIPLY && operand.precedence() == op.precedence());
      markup
          .append(first ? "" : operator(sign))
          .append(bare ? operand.markup() : bracketed(operand.markup()));
    }
    return new Markup(markup.toString(), op.precedence());
  }

  private static String bracketed(String markup) {
    return "<mrow>" + operator("(") + markup + operator(")") + "</mrow>";
  }

  private static Markup quotient(List<Markup> operands, String left, String right) {
    String markup = operands.get(0).markup();
    for (Markup divisor : operands.subList(1, operands.size())) {
      markup =
          "<mrow>"
              + operator(left)
              + fraction(markup, divisor.markup())
              + operator(right)
              + "</mrow>";
    }
    return new Markup(markup, LEAF);
  }
}
