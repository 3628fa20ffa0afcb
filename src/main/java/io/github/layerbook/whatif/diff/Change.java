package io.github.layerbook.whatif.diff;

import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import java.util.Optional;

/**
 * What became of a layer.
 *
 * @param before the layer as it was; empty if it is new
 * @param after the layer as it is; empty if it is gone
 */
public record Change(Optional<Row> before, Optional<Row> after) {

  /** What can happen to a layer. */
  public enum Kind {
    /** The same layer with the same name, output and costs. */
    KEPT,
    /** Another name, other options, or other costs because of what reaches it. */
    CHANGED,
    /** Only in the later network. */
    ADDED,
    /** Only in the earlier network. */
    REMOVED
  }

  /** Refuses a change of nothing. */
  public Change {
    if (before.isEmpty() && after.isEmpty()) {
      throw new IllegalArgumentException("a change needs the layer before or after it");
    }
  }

  /** Returns how the layer fared. */
  public Kind kind() {
    if (before.isEmpty()) {
      return Kind.ADDED;
    } else if (after.isEmpty()) {
      return Kind.REMOVED;
    }
    boolean kept =
        isSameLayer(before.get(), after.get())
            && (hasSameInputs(before.get(), after.get()) || isSameCost(before.get(), after.get()));
    return kept ? Kind.KEPT : Kind.CHANGED;
  }

  /** Returns the layer's name, or its former name if it is gone. */
  public String name() {
    return after.or(() -> before).map(Row::name).orElse("");
  }

  /** Returns how much a measure grew; negative where it shrank. */
  public long growth(Quantity quantity) {
    return Math.subtractExact(value(after, quantity), value(before, quantity));
  }

  /**
   * Returns how much the number of a quantity grew, as exact as it is; empty unless layers have it.
   */
  public Optional<Number> grown(Quantity quantity) {
    return quantity.isOfLayers()
        ? Optional.of(quantity.difference(number(before, quantity), number(after, quantity)))
        : Optional.empty();
  }

  private static Number number(Optional<Row> row, Quantity quantity) {
    return row.map(r -> r.measure(quantity).number()).orElseGet(() -> quantity.number(0, 1));
  }

  private static long value(Optional<Row> row, Quantity quantity) {
    return row.map(r -> r.measure(quantity).value()).orElse(0L);
  }

  private static boolean isSameLayer(Row a, Row b) {
    return a.node().path().equals(b.node().path())
        && a.node().layer().equals(b.node().layer())
        && a.output().equals(b.output());
  }

  /** Whether nothing can be different, since a layer's costs are a function of what reaches it. */
  private static boolean hasSameInputs(Row a, Row b) {
    return a.settings().equals(b.settings())
        && a.applied().inputs().equals(b.applied().inputs())
        && adapters(a).equals(adapters(b))
        && a.node().weightsOf().isEmpty()
        && b.node().weightsOf().isEmpty();
  }

  /** What was added to a layer for fine-tuning; that it is frozen is no change of it. */
  private static String adapters(Row row) {
    return row.node().adaptation().map(how -> how.title() + how.saved()).orElse("[]");
  }

  private static boolean isSameCost(Row a, Row b) {
    for (Quantity quantity : Quantities.standard().ofLayers()) {
      if (!a.measure(quantity).number().equals(b.measure(quantity).number())) {
        return false;
      }
    }
    return true;
  }
}
