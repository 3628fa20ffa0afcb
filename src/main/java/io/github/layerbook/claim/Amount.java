package io.github.layerbook.claim;

import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Range;
import io.github.layerbook.unit.WrittenFigure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A figure, or a calculation with figures, as a text states it.
 *
 * <p>A figure has the precision that it is written with, see {@link Figure}. Where it has a unit
 * such as MB, which some mean as 10⁶ and some as 2²⁰ bytes, both readings are kept.
 */
public sealed interface Amount {
  /** Returns the amounts that a text begins with, joined by equality signs; none if it has none. */
  static List<Amount> in(String text) {
    return new AmountReader(Labels.STANDARD, Cell.of(1, text)).chain();
  }

  /** Returns the amount as written. */
  String text();

  /** Returns the range of numbers intended, with units such as MB read as powers of 2 or of 10. */
  Range range(boolean powersOfTwo);

  /** Returns the amounts that this is made of; none of a figure. */
  default List<Amount> operands() {
    return List.of();
  }

  /** Returns whether the amount is in bytes. */
  default boolean inBytes() {
    return operands().stream().anyMatch(Amount::inBytes);
  }

  /** Returns the plain numbers that are multiplied, if this is nothing but a product of them. */
  default List<BigDecimal> factors() {
    return List.of();
  }

  /** Returns whether a number agrees with what is stated, in one of its readings. */
  default boolean agrees(BigDecimal number) {
    return range(false).contains(number) || range(true).contains(number);
  }

  /** Returns whether a number agrees with what is stated, in one of its readings. */
  default boolean agrees(long number) {
    return agrees(BigDecimal.valueOf(number));
  }

  /** Returns whether this is a number's first digits, the others left out and not rounded. */
  default boolean isCutOff(long number) {
    Range rounded = range(false);
    BigDecimal last = rounded.high().subtract(rounded.low());
    BigDecimal behind = BigDecimal.valueOf(number).subtract(rounded.stated());
    return behind.signum() >= 0 && behind.compareTo(last) < 0;
  }

  /** Returns whether the amount is stated to the last digit. */
  default boolean isExact() {
    return range(false).isExact();
  }

  /**
   * A number with the precision that it is written with, see {@link WrittenFigure}.
   *
   * @param text the figure as written
   * @param decimal the range where suffixes are powers of 10
   * @param binary the range where suffixes of bytes are powers of 2
   * @param inBytes whether its unit is bytes
   * @param thousands how many times a thousand its suffix is worth: 2 for M
   */
  record Figure(String text, Range decimal, Range binary, boolean inBytes, int thousands)
      implements Amount {
    /**
     * Makes the amount of a figure.
     *
     * @param near whether the text says in front of it that it is approximate
     */
    static Figure of(WrittenFigure written, boolean near) {
      return new Figure(
          written.text().strip().replace('\t', ' '),
          written.range(false, near),
          written.range(true, near),
          written.bytes(),
          written.thousands());
    }

    @Override
    public Range range(boolean powersOfTwo) {
      return powersOfTwo ? binary : decimal;
    }

    @Override
    public List<BigDecimal> factors() {
      return List.of(decimal.stated());
    }
  }

  /**
   * A figure that a number is less or more than: {@code less than 139M}, {@code at least 8 GiB},
   * {@code nearly 140M}.
   *
   * @param text the words and the figure as written
   * @param figure the figure
   * @param least whether this is the lower bound rather than the upper
   * @param strict whether the figure itself is not meant
   * @param near whether the number is no farther from it than its last digit is worth
   */
  record Bound(String text, Figure figure, boolean least, boolean strict, boolean near)
      implements Amount {
    private static final BigDecimal ENDLESS = BigDecimal.ONE.scaleByPowerOfTen(60);
    private static final BigDecimal LITTLE = BigDecimal.ONE.scaleByPowerOfTen(-9);

    @Override
    public Range range(boolean powersOfTwo) {
      Range around = figure.range(powersOfTwo);
      BigDecimal stated = around.stated();
      BigDecimal far = near ? around.high().subtract(around.low()) : ENDLESS;
      BigDecimal off = strict ? LITTLE : BigDecimal.ZERO;
      return least
          ? new Range(stated.add(off), stated, stated.add(far))
          : new Range(stated.subtract(far).max(BigDecimal.ZERO), stated, stated.subtract(off));
    }

    @Override
    public List<Amount> operands() {
      return List.of(figure);
    }

    @Override
    public boolean isCutOff(long number) {
      return false;
    }
  }

  /**
   * A part of a sum that says what it counts: {@code 128x3x3x256 (weights)}.
   *
   * @param text the part as written
   * @param amount the part
   * @param quantity what it counts
   */
  record Part(String text, Amount amount, Quantity quantity) implements Amount {
    @Override
    public Range range(boolean powersOfTwo) {
      return amount.range(powersOfTwo);
    }

    @Override
    public List<Amount> operands() {
      return List.of(amount);
    }

    @Override
    public List<BigDecimal> factors() {
      return amount.factors();
    }
  }

  /**
   * A product.
   *
   * @param text the product as written
   * @param operands its factors, at least one
   */
  record Product(String text, List<Amount> operands) implements Amount {
    /** Copies the factors. */
    public Product {
      operands = List.copyOf(operands);
    }

    @Override
    public Range range(boolean powersOfTwo) {
      return operands.stream().map(o -> o.range(powersOfTwo)).reduce(Range::times).orElseThrow();
    }

    /**
     * Returns what is multiplied by a number of bytes, as the 24M of {@code 24M * 4 bytes}; none
     * where no factor is in bytes, or all are.
     */
    public List<Amount> withoutBytes() {
      List<Amount> others = operands.stream().filter(o -> !o.inBytes()).toList();
      if (others.isEmpty() || others.size() == operands.size()) {
        return List.of();
      }
      String joined = others.stream().map(Amount::text).collect(Collectors.joining(" * "));
      return List.of(others.size() == 1 ? others.get(0) : new Product(joined, others));
    }

    @Override
    public List<BigDecimal> factors() {
      List<BigDecimal> all = new ArrayList<>();
      for (Amount operand : operands) {
        List<BigDecimal> factors = operand.factors();
        if (factors.isEmpty()) {
          return List.of();
        }
        all.addAll(factors);
      }
      return all;
    }
  }

  /**
   * A sum.
   *
   * @param text the sum as written
   * @param operands its parts, at least two
   */
  record Sum(String text, List<Amount> operands) implements Amount {
    /** Copies the parts. */
    public Sum {
      operands = List.copyOf(operands);
    }

    @Override
    public Range range(boolean powersOfTwo) {
      return operands.stream().map(o -> o.range(powersOfTwo)).reduce(Range::plus).orElseThrow();
    }

    /** Returns the parts that say what they count. */
    public List<Part> parts() {
      return operands.stream().filter(Part.class::isInstance).map(Part.class::cast).toList();
    }
  }
}
