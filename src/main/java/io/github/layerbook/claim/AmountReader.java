package io.github.layerbook.claim;

import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.WrittenFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts from a position on: figures, products, sums with labelled parts, and chains of them
 * joined by equality signs.
 *
 * <p>What is not an amount is answered with null or an empty list, and the position stays.
 */
final class AmountReader {
  private static final Pattern TIMES = Pattern.compile("\\s*[*xX]\\s*(?=[0-9(.])");
  private static final Pattern PLUS = Pattern.compile("\\s*\\+\\s*");
  private static final Pattern EQUALS =
      Pattern.compile("\\s*(?<about>~=|=~|~)\\s*|\\s*(?:==?|:=|\\bis\\b|\\bgives\\b)\\s*");
  private static final Pattern PART = Pattern.compile("\\s*\\(\\s*(?<label>[a-zA-Z]+)\\s*\\)");
  private static final Pattern BESIDE = Pattern.compile("\\s*\\(\\s*(?=[0-9~])");
  private static final Pattern CLOSING = Pattern.compile("\\s*\\)");
  private static final Pattern BOUND =
      Pattern.compile(
          "(?i)(?:(?<near>(?:just|slightly|a little|a bit) (?=under|over|below|above|less|more))?"
              + "(?:(?<least>(?:no less|not less|no fewer) than|at least|>=|≥"
              + "|(?<more>(?:more|greater|larger) than|over|above|exceeding|>))"
              + "|(?:no more|not more) than|at most|up to|<=|≤"
              + "|(?<less>(?:less|fewer|lower|smaller) than|under|below|<))"
              + "|(?<almost>nearly|almost))\\s*(?=[0-9.])");
  private static final int DEEPEST = 30;

  private final Labels labels;
  private final Cell cell;
  private final String unit;
  private int at;
  private int depth;

  AmountReader(Labels labels, Cell cell) {
    this(labels, cell, "");
  }

  /** Makes a reader of figures that are in a unit unless they say otherwise. */
  AmountReader(Labels labels, Cell cell, String unit) {
    this.labels = labels;
    this.cell = cell;
    this.unit = unit;
    this.at = cell.from();
  }

  /** Returns where reading goes on. */
  int position() {
    return at;
  }

  /**
   * Reads amounts joined by equality signs: {@code 224*224*64=3.2M}, and bytes in parentheses
   * behind them, {@code 138,357,544 (527.79 MB)}; none if there is none.
   */
  List<Amount> chain() {
    List<Amount> amounts = equal();
    Matcher opening = matcher(BESIDE);
    if (!amounts.isEmpty() && opening.lookingAt()) {
      WrittenFigure figure = WrittenFigure.at(cell.text(), opening.end(), cell.to());
      int end = figure == null ? at : opening.end() + figure.text().length();
      Matcher closing = CLOSING.matcher(cell.text()).region(end, cell.to());
      if (figure != null && figure.bytes() && closing.lookingAt()) {
        amounts.add(Amount.Figure.of(figure, false));
        at = closing.end();
      }
    }
    return amounts;
  }

  private List<Amount> equal() {
    List<Amount> amounts = new ArrayList<>();
    int start = at;
    boolean approximate = false;
    while (true) {
      int before = at;
      Amount amount = sum(approximate);
      if (amount == null) {
        at = amounts.isEmpty() ? start : before;
        return amounts;
      }
      amounts.add(amount);
      int end = at;
      Matcher equality = matcher(EQUALS);
      if (!equality.lookingAt()) {
        return amounts;
      }
      approximate = equality.group("about") != null;
      at = equality.end();
      if (!beginsAmount()) {
        at = end;
        return amounts;
      }
    }
  }

  private boolean beginsAmount() {
    return at < cell.to()
        && (Character.isDigit(cell.text().charAt(at))
            || "(~.".indexOf(cell.text().charAt(at)) >= 0);
  }

  private @Nullable Amount sum(boolean approximate) {
    return joined(PLUS, () -> part(approximate), Amount.Sum::new);
  }

  private @Nullable Amount product(boolean approximate) {
    return joined(TIMES, () -> factor(approximate), Amount.Product::new);
  }

  /** Operands with a sign between; a single one as it is. */
  private @Nullable Amount joined(
      Pattern sign,
      Supplier<@Nullable Amount> operand,
      BiFunction<String, List<Amount>, Amount> join) {
    int start = at;
    List<Amount> operands = new ArrayList<>();
    Amount next = operand.get();
    while (next != null) {
      operands.add(next);
      Matcher behind = matcher(sign);
      if (!behind.lookingAt()) {
        return operands.size() == 1 ? next : join.apply(text(start), operands);
      }
      at = behind.end();
      next = operand.get();
    }
    at = start;
    return null;
  }

  /** A product, with what it counts in parentheses behind it. */
  private @Nullable Amount part(boolean approximate) {
    int start = at;
    Amount product = product(approximate);
    Matcher part = matcher(PART);
    if (product == null || !part.lookingAt()) {
      return product;
    }
    Cell label = cell.part(part.start("label"), part.end("label"));
    Labels.Label known = labels.first(label);
    Quantity quantity = known == null ? null : known.quantity();
    if (quantity == null) {
      return product;
    }
    at = part.end();
    return new Amount.Part(text(start), product, quantity);
  }

  private @Nullable Amount factor(boolean approximate) {
    int start = at;
    if (at >= cell.to() || cell.text().charAt(at) != '(') {
      return figure(approximate);
    } else if (depth == DEEPEST) {
      return null;
    }
    depth++;
    at++;
    skipBlanks();
    Amount inner = sum(approximate);
    skipBlanks();
    depth--;
    if (inner == null || at >= cell.to() || cell.text().charAt(at) != ')') {
      at = start;
      return null;
    }
    at++;
    return inner;
  }

  private @Nullable Amount figure(boolean approximate) {
    int start = at;
    Matcher bound = matcher(BOUND);
    boolean bounded = bound.lookingAt();
    if (bounded) {
      at = bound.end();
    }
    WrittenFigure figure = WrittenFigure.at(cell.text(), at, cell.to());
    if (figure == null) {
      at = start;
      return null;
    }
    at += figure.text().length();
    boolean near = bounded && (bound.group("near") != null || bound.group("almost") != null);
    Amount.Figure read = Amount.Figure.of(figure.in(unit), approximate || near);
    return bounded ? bound(text(start), read, bound, near) : read;
  }

  private static Amount bound(String text, Amount.Figure figure, Matcher bound, boolean near) {
    boolean strict = bound.group("less") != null || bound.group("more") != null;
    return new Amount.Bound(text, figure, bound.group("least") != null, strict, near);
  }

  private void skipBlanks() {
    while (at < cell.to() && Character.isWhitespace(cell.text().charAt(at))) {
      at++;
    }
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(cell.text()).region(at, cell.to()).useTransparentBounds(true);
  }

  private String text(int start) {
    return cell.text().substring(start, at).strip().replace('\t', ' ');
  }
}
