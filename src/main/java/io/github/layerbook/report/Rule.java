package io.github.layerbook.report;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.report.Quantity.Total;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a quantity is: of a layer, of a network, or the quotient of two. Each measures what it can,
 * for a quantity whose rule it is.
 */
sealed interface Rule {
  /** Measures a layer; refused where layers do not have the quantity. */
  default Measure of(Quantity quantity, Row row) {
    throw ofNetworks(quantity);
  }

  /** Measures layers together; refused where they have no total. */
  default Measure of(Quantity quantity, List<Row> rows) {
    throw ofNetworks(quantity);
  }

  /** Measures a network. */
  default Measure of(Quantity quantity, Report report) {
    return of(quantity, report.rows());
  }

  /** What a user's function finds; says of which layer where it fails. */
  static Size found(QuantityName name, Function<Row, Size> of, Row row) {
    try {
      return Objects.requireNonNull(of.apply(row), "it gives no size");
    } catch (SizeException | OptionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s of %s cannot be found: %s"
              .formatted(name.title(), row.name(), e.getMessage() == null ? e : e.getMessage()),
          e);
    }
  }

  private static IllegalArgumentException ofNetworks(Quantity quantity) {
    return new IllegalArgumentException(
        quantity.title() + " is of whole networks: no layer or block has it by itself");
  }

  /** Whether layers have the quantity. */
  boolean isOfLayers();

  /** Whether networks have it. */
  boolean hasTotal();

  /** Whether the figures of layers add up to the network's. */
  default boolean isSum() {
    return false;
  }

  /** Whether finding it needs a separate analysis of each variant of a sweep. */
  default boolean isAlone() {
    return false;
  }

  /**
   * The figure of a layer, and how layers total.
   *
   * @param declared whether layers with one declaration have one figure, so that it is found once
   */
  record OfLayer(Function<Row, Size> of, Total total, boolean declared) implements Rule {
    @Override
    public Measure of(Quantity quantity, Row row) {
      return new Measure(quantity, of.apply(row));
    }

    @Override
    public Measure of(Quantity quantity, List<Row> rows) {
      if (total == Total.NONE) {
        throw new IllegalArgumentException(
            quantity.title() + " is of single layers: it has no total");
      }
      return new Measure(quantity, together(Sums.of(rows, of, declared)));
    }

    /** Puts the figures of several layers or blocks together. */
    Size together(List<Size> sizes) {
      return total == Total.MAXIMUM ? Sums.maximum(sizes) : Sums.sum(sizes);
    }

    @Override
    public boolean isOfLayers() {
      return true;
    }

    @Override
    public boolean hasTotal() {
      return total != Total.NONE;
    }

    @Override
    public boolean isSum() {
      return total == Total.SUM;
    }
  }

  /** One number, of every layer and network. */
  record Constant(Size number) implements Rule {
    @Override
    public Measure of(Quantity quantity, Row row) {
      return new Measure(quantity, number);
    }

    @Override
    public Measure of(Quantity quantity, List<Row> rows) {
      return new Measure(quantity, number);
    }

    @Override
    public boolean isOfLayers() {
      return true;
    }

    @Override
    public boolean hasTotal() {
      return true;
    }
  }

  /** The figure of a network that is not made up of layers' figures. */
  record OfNetwork(Function<Report, Size> of, boolean isAlone) implements Rule {
    @Override
    public Measure of(Quantity quantity, Report report) {
      return new Measure(quantity, of.apply(report));
    }

    @Override
    public boolean isOfLayers() {
      return false;
    }

    @Override
    public boolean hasTotal() {
      return true;
    }
  }

  /** The quotient of two, of a network that of their totals; either may be a quotient. */
  record Ratio(Quantity of, Quantity per) implements Rule {
    @Override
    public Measure of(Quantity quantity, Row row) {
      return quotient(quantity, of.of(row), per.of(row), UnaryOperator.identity());
    }

    @Override
    public Measure of(Quantity quantity, List<Row> rows) {
      return quotient(quantity, of.of(rows), per.of(rows), Size::settled);
    }

    @Override
    public Measure of(Quantity quantity, Report report) {
      return quotient(quantity, of.of(report), per.of(report), Size::settled);
    }

    private static Measure quotient(
        Quantity quantity, Measure of, Measure per, UnaryOperator<Size> form) {
      return new Measure(
          quantity,
          product(form.apply(of.size()), per.per()),
          product(form.apply(per.size()), of.per()));
    }

    private static Size product(Size size, Size factor) {
      return factor.is(1) ? size : size.times(factor);
    }

    @Override
    public boolean isOfLayers() {
      return of.isOfLayers();
    }

    @Override
    public boolean hasTotal() {
      return of.hasTotal() && per.hasTotal();
    }

    @Override
    public boolean isSum() {
      return of.isSum() && per.isConstant();
    }

    @Override
    public boolean isAlone() {
      return of.isAlone() || per.isAlone();
    }
  }
}
