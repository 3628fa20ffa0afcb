package io.github.layerbook.view.explanation;

import io.github.layerbook.report.Step;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.BriefSum;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.view.display.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of an explanation as an equation of several sides: symbols, numbers, result; a side that
 * says nothing new is left out.
 *
 * @param label what it is about
 * @param sides what that is equal to
 */
record Equation(Side label, List<Side> sides) {
  private static final Digits NUMBERS = new Digits(Numbers::count, "*", false);
  private static final Digits SYMBOLS = new Digits(Numbers::count, "*", true);

  /** So many terms of a sum stand on one line. */
  private static final int TERMS = 5;

  /** A sum of more terms is shown by its first ones and its last. */
  private static final int MOST_TERMS = 40;

  private static final int FIRST_TERMS = 3;

  /** An equation of more characters has a line for each of its sides. */
  private static final int LONG = 100;

  /**
   * An expression in three languages.
   *
   * @param text as plain text
   * @param latex as LaTeX
   * @param mathml as elements of MathML
   */
  record Side(String text, String latex, String mathml) {}

  static Equation of(Step step) {
    Side label =
        step.kind() == Step.Kind.SYMBOL
            ? new Side(
                Text.line(step.label()), Latex.symbol(step.label()), MathMl.symbol(step.label()))
            : words(Text.line(step.label()));
    List<Side> sides = new ArrayList<>();
    add(sides, label, side(step, true));
    add(sides, label, side(step, false));
    String symbol = Text.line(step.unit().symbol());
    if (step.per().isPresent()) {
      long per = step.per().get().value();
      double number = per == 0 ? Double.NaN : (double) step.size().value() / per;
      add(sides, label, words((QuantityText.ratio(number) + " " + symbol).strip()));
    } else if (step.unit().isBytes()) {
      add(sides, label, words(Numbers.plainBytes(step.size().value())));
      add(sides, label, words(Numbers.bytes(step.size().value())));
    } else if (symbol.isEmpty()) {
      long value = step.size().value();
      add(sides, label, new Side(Numbers.count(value), Latex.number(value), MathMl.number(value)));
    } else {
      add(sides, label, words(Numbers.count(step.size().value()) + " " + symbol));
    }
    return new Equation(label, sides);
  }

  /** The placeholder for a number of omitted equations. */
  static Equation leftOut(int number) {
    return new Equation(words("⋯ " + Numbers.count(number) + " more"), List.of());
  }

  /** The expression of a step; of a ratio, a fraction that is not rounded. */
  private static Side side(Step step, boolean symbols) {
    Digits digits = symbols ? SYMBOLS : NUMBERS;
    String text =
        brief(step.size())
            .map(sum -> sum.print(digits::print, " + ", "…") + " " + sum.count())
            .orElseGet(() -> digits.print(step.size()));
    String latex = latex(step.size(), symbols);
    String mathml =
        brief(step.size())
            .map(sum -> MathMl.brief(sum, symbols))
            .orElseGet(() -> MathMl.of(step.size(), symbols));
    return step.per()
        .map(
            per ->
                new Side(
                    operand(text, step.size()) + " / " + operand(digits.print(per), per),
                    "\\frac{" + latex + "}{" + latex(per, symbols) + "}",
                    MathMl.fraction(mathml, MathMl.of(per, symbols))))
        .orElse(new Side(text, latex, mathml));
  }

  private static Optional<BriefSum> brief(Size size) {
    return BriefSum.of(size, MOST_TERMS, FIRST_TERMS);
  }

  private static String operand(String text, Size size) {
    return size instanceof Expression ? "(" + text + ")" : text;
  }

  private static void add(List<Side> sides, Side label, Side side) {
    Side previous = sides.isEmpty() ? label : sides.get(sides.size() - 1);
    if (!side.text().equals(previous.text())) {
      sides.add(side);
    }
  }

  private static Side words(String text) {
    return new Side(text, Latex.text(text), MathMl.text(text));
  }

  /** Long sums go on over several lines. */
  private static String latex(Size size, boolean symbols) {
    Optional<BriefSum> brief = brief(size);
    if (brief.isPresent()) {
      return brief.get().print(symbols ? Latex::symbols : Latex::numbers, "+", "\\cdots ")
          + "\\quad "
          + Latex.text(brief.get().count());
    }
    if (!(size instanceof Expression sum) || sum.op() != Op.ADD || sum.operands().size() <= TERMS) {
      return symbols ? Latex.symbols(size) : Latex.numbers(size);
    }
    StringBuilder latex = new StringBuilder();
    for (int i = 0; i < sum.operands().size(); i++) {
      Size term = sum.operands().get(i);
      String sign = i == 0 ? "" : i % TERMS == 0 ? "\\\\ &\\quad +" : "+";
      latex.append(sign).append(symbols ? Latex.symbols(term) : Latex.numbers(term));
    }
    return latex.toString();
  }

  /** The equation as a row of LaTeX's aligned equations. */
  String latex(boolean strong) {
    StringBuilder latex = new StringBuilder(label.latex()).append(' ');
    boolean isLong = !sides.isEmpty() && text(0).length() > LONG;
    for (int i = 0; i < sides.size(); i++) {
      String side = sides.get(i).latex();
      boolean bold = strong && i == sides.size() - 1;
      latex.append(i == 0 ? "&=" : isLong ? "\\\\ &=" : "=");
      latex.append(bold ? "\\mathbf{" + side + "}" : side);
    }
    return latex.toString();
  }

  /** The equation as rows of a MathML table, one for each side where they are long. */
  String mathml(boolean strong) {
    StringBuilder rows = new StringBuilder("<mtr>" + cell("right", label.mathml()));
    boolean isLong = !sides.isEmpty() && text(0).length() > LONG;
    StringBuilder right = new StringBuilder();
    for (int i = 0; i < sides.size(); i++) {
      String side = sides.get(i).mathml();
      boolean bold = strong && i == sides.size() - 1;
      if (isLong && i > 0) {
        rows.append(cell("left", right.toString())).append("</mtr><mtr>").append(cell("right", ""));
        right.setLength(0);
      }
      right
          .append(MathMl.operator("="))
          .append(bold ? "<mrow style=\"font-weight:bold\">" + side + "</mrow>" : side);
    }
    return rows + cell("left", right.toString()) + "</mtr>";
  }

  private static String cell(String side, String markup) {
    return "<mtd style=\"text-align:" + side + "\">" + markup + "</mtd>";
  }

  /** The equation as text, its label filled up to a width. */
  String text(int width) {
    String indent = " ".repeat(Math.max(width, Text.width(label.text())));
    StringBuilder text = new StringBuilder(label.text());
    text.append(" ".repeat(indent.length() - Text.width(label.text())));
    boolean isLong =
        sides.stream().mapToInt(side -> side.text().length() + 3).sum() + indent.length() > LONG;
    for (int i = 0; i < sides.size(); i++) {
      text.append(i > 0 && isLong ? "\n" + indent : "").append(" = ");
      text.append(wrapped(sides.get(i).text(), indent));
    }
    return text.toString();
  }

  /** A long sum broken before its signs. */
  private static String wrapped(String text, String indent) {
    StringBuilder wrapped = new StringBuilder();
    int length = 0;
    for (String term : text.split("(?= \\+ )", -1)) {
      if (length > 0 && length + term.length() > LONG - indent.length()) {
        wrapped.append('\n').append(indent).append("  ");
        length = 0;
      }
      wrapped.append(term);
      length += term.length();
    }
    return wrapped.toString();
  }
}
