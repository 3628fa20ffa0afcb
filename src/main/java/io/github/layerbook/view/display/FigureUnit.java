package io.github.layerbook.view.display;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.Scale;
import io.github.layerbook.unit.Unit.Style;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The one unit in which all figures of a column are written, so that they can be compared and added
 * up at sight; it stands in the column's heading: {@code Memory (KiB)}.
 *
 * <p>It is the largest unit of which the largest figure has ten and the smallest a thousandth, and
 * a larger one where the largest figure would have more than six digits. Counts and ratios are
 * written as they are.
 *
 * @param quantity what is measured
 * @param power the power of its scale's base that the unit is worth
 * @param decimals the digits behind the point
 */
public record FigureUnit(Quantity quantity, int power, int decimals) {
  private static final int DECIMALS = 2;

  /** The part of the unit that the smallest figure is at least. */
  private static final BigDecimal LEAST = new BigDecimal("0.001");

  /** Smaller figures are written to two digits, as two decimals would say too little. */
  private static final BigDecimal TINY = new BigDecimal("0.1");

  /** Larger figures take a larger unit. */
  private static final BigDecimal MOST = BigDecimal.TEN.pow(6);

  private static final MathContext TWO_DIGITS = new MathContext(2);

  /** Returns the unit that suits some figures of a quantity. */
  public static FigureUnit of(Quantity quantity, List<Number> numbers) {
    if (isPlain(quantity)) {
      return new FigureUnit(quantity, 0, 0);
    }
    List<BigDecimal> sizes =
        numbers.stream()
            .map(number -> exact(number).abs())
            .filter(size -> size.signum() > 0)
            .toList();
    BigDecimal least = sizes.stream().reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
    BigDecimal most = sizes.stream().reduce(BigDecimal::max).orElse(BigDecimal.ZERO);
    Scale scale = scale(quantity);
    int power = 0;
    while (power < scale.largest()
        && ((least.compareTo(scale.worth(power + 1).multiply(LEAST)) >= 0
                && most.compareTo(scale.worth(power + 1).multiply(BigDecimal.TEN)) >= 0)
            || most.compareTo(scale.worth(power).multiply(MOST)) >= 0)) {
      power++;
    }
    BigDecimal worth = scale.worth(power);
    boolean whole = sizes.stream().allMatch(size -> size.remainder(worth).signum() == 0);
    return new FigureUnit(quantity, power, whole ? 0 : DECIMALS);
  }

  /** The unit of each column of some lines; none where its figures are not all of one quantity. */
  static List<Optional<FigureUnit>> ofColumns(int columns, List<Grid.Line> lines) {
    return IntStream.range(0, columns)
        .mapToObj(
            column ->
                lines.stream().flatMap(line -> line.cells().get(column).figure().stream()).toList())
        .map(FigureUnit::ofFigures)
        .toList();
  }

  private static Optional<FigureUnit> ofFigures(List<Grid.Figure> figures) {
    return figures.stream().map(Grid.Figure::quantity).distinct().count() == 1
        ? Optional.of(
            of(figures.get(0).quantity(), figures.stream().map(Grid.Figure::number).toList()))
        : Optional.empty();
  }

  private static boolean isPlain(Quantity quantity) {
    return (quantity.isRatio() && !quantity.isSum()) || quantity.unit().style() == Style.EXACT;
  }

  private static BigDecimal exact(Number number) {
    return new BigDecimal(number.toString());
  }

  private static Scale scale(Quantity quantity) {
    return quantity.unit().isBytes() ? Scale.BINARY_BYTES : Scale.COUNTS;
  }

  /** The unit as a heading names it, {@code KiB}; empty where figures are written as they are. */
  public String name() {
    String symbol = quantity.unit().isBytes() ? "" : " " + quantity.unit().symbol();
    return isPlain(quantity) ? "" : (scale(quantity).unit(power) + symbol).strip();
  }

  /** Writes a figure: {@code 12,544.00}; one that is too small for the unit to two digits. */
  public String text(Number number) {
    if (isPlain(quantity)) {
      return QuantityText.brief(quantity, number);
    }
    BigDecimal figure = exact(number).divide(scale(quantity).worth(power), MathContext.DECIMAL64);
    BigDecimal rounded = figure.setScale(decimals, RoundingMode.HALF_UP);
    boolean isTiny = figure.signum() != 0 && figure.abs().compareTo(TINY) < 0;
    if (isTiny && decimals > 0) {
      BigDecimal digits = figure.round(TWO_DIGITS);
      return Numbers.count(digits);
    }
    return figure.signum() == 0 ? "0" : Numbers.fixed(rounded);
  }

  /** Writes how much a figure grew, with its sign. */
  public String change(Number difference) {
    if (isPlain(quantity)) {
      return QuantityText.signed(quantity, difference);
    }
    return Numbers.signed(exact(difference).signum(), text(exact(difference).abs()));
  }
}
