package io.github.layerbook.view.explanation;

import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Text;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fold that writes a size as LaTeX mathematics: {@code 3\cdot 3\cdot 3\cdot 64+64}.
 *
 * <p>What it writes is understood by MathJax, KaTeX and LaTeX with amsmath alike. Quotients are
 * fractions, rounded down or up by brackets.
 *
 * @param symbols whether a size with a symbol is written as the symbol in place of its number
 */
public record Latex(boolean symbols) implements Fold<Digits.Text> {
  private static final int LEAF = 4;

  /** A symbol of the field; names of more letters, or of several words, are words. */
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z]{1,2}(?:_[A-Za-z0-9]+)?");

  /** Characters that {@code \text{…}} does not take as they are. */
  private static final String SPECIAL = "_%#&${}\\~^<>|[]";

  /** Writes a size in numbers. */
  public static String numbers(Size size) {
    return size.fold(new Latex(false)).text();
  }

  /** Writes a size in the field's symbols. */
  public static String symbols(Size size) {
    return size.fold(new Latex(true)).text();
  }

  /** Writes a number with thousands separators: {@code 138{,}357{,}544}. */
  public static String number(long number) {
    return Numbers.count(number).replace(",", "{,}");
  }

  /** Writes a symbol with its subscript upright, a word as one: {@code C_{\mathrm{in}}}. */
  public static String symbol(String symbol) {
    int at = symbol.indexOf('_');
    if (!isSymbol(symbol)) {
      return text(symbol);
    } else if (at < 0) {
      return name(symbol);
    }
    String subscript = symbol.substring(at + 1);
    return name(symbol.substring(0, at))
        + "_{"
        + (subscript.length() == 1 ? name(subscript) : "\\mathrm{" + name(subscript) + "}")
        + "}";
  }

  /** Returns whether a name is a symbol, to be written as one, and no word. */
  static boolean isSymbol(String name) {
    return SYMBOL.matcher(name).matches();
  }

  private static String name(String name) {
    return name.matches("[A-Za-z0-9]+") ? name : text(name);
  }

  /**
   * Writes words inside mathematics, with every character shown as it is: what {@code \text} does
   * not take stands beside it.
   */
  public static String text(String words) {
    StringBuilder latex = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    Text.line(words)
        .codePoints()
        .forEach(
            c -> {
              if (SPECIAL.indexOf(c) < 0) {
                plain.appendCodePoint(c);
              } else {
                flush(plain, latex);
                latex.append(special(c));
              }
            });
    flush(plain, latex);
    return latex.toString();
  }

  private static void flush(StringBuilder plain, StringBuilder latex) {
    if (!plain.isEmpty()) {
      latex.append("\\text{").append(plain).append('}');
      plain.setLength(0);
    }
  }

  private static String special(int codePoint) {
    return switch (codePoint) {
      case '\\' -> "\\backslash{}";
      case '~' -> "{\\sim}";
      case '^' -> "{\\wedge}";
      case '<' -> "{\\lt}";
      case '>' -> "{\\gt}";
      case '|' -> "{\\vert}";
      case '[' -> "{\\lbrack}";
      case ']' -> "{\\rbrack}";
      default -> "\\" + Character.toString(codePoint);
    };
  }

  @Override
  public Digits.Text constant(long value) {
    return new Digits.Text(number(value), LEAF);
  }

  @Override
  public Digits.Text unknown(String name) {
    return new Digits.Text(symbol(name), LEAF);
  }

  @Override
  public Digits.Text named(String symbol, Digits.Text size) {
    return symbols ? new Digits.Text(symbol(symbol), LEAF) : size;
  }

  @Override
  public Digits.Text settled(Size size) {
    return size.isKnown() ? constant(size.value()) : size.fold(this);
  }

  @Override
  public Digits.Text apply(Op op, List<Digits.Text> operands) {
    return switch (op) {
      case ADD -> join(op, operands, "+");
      case SUBTRACT -> join(op, operands, "-");
      case MULTIPLY -> join(op, operands, "\\cdot ");
      case DIVIDE -> fraction(operands, "\\lfloor", "\\rfloor");
      case DIVIDE_UP -> fraction(operands, "\\lceil", "\\rceil");
      case MAXIMUM, MINIMUM -> call("\\" + op.sign(), operands);
    };
  }

  private static Digits.Text join(Op op, List<Digits.Text> operands, String sign) {
    StringBuilder text = new StringBuilder();
    for (Digits.Text operand : operands) {
      boolean first = text.isEmpty();
      boolean bare =
          operand.precedence() > op.precedence()
              || (first && op != Op.MULTIPLY && operand.precedence() == op.precedence());
      text.append(first ? "" : sign)
          .append(bare ? operand.text() : "\\left(" + operand.text() + "\\right)");
    }
    return new Digits.Text(text.toString(), op.precedence());
  }

  private static Digits.Text fraction(List<Digits.Text> operands, String left, String right) {
    String text = operands.get(0).text();
    for (Digits.Text divisor : operands.subList(1, operands.size())) {
      text = "\\left" + left + "\\frac{" + text + "}{" + divisor.text() + "}\\right" + right;
    }
    return new Digits.Text(text, LEAF);
  }

  private static Digits.Text call(String name, List<Digits.Text> operands) {
    String arguments = operands.stream().map(Digits.Text::text).collect(Collectors.joining(","));
    return new Digits.Text(name + "\\left(" + arguments + "\\right)", LEAF);
  }
}
