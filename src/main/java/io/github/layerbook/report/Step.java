package io.github.layerbook.report;

import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import java.util.List;
import java.util.Optional;

/**
 * One line of a calculation: a name for a size that knows how it is made up, or for the quotient of
 * two.
 *
 * @param kind what the name is
 * @param label the name
 * @param size what it is equal to, or what is divided
 * @param per what it is divided by; empty unless it is a ratio
 * @param unit what is counted
 */
public record Step(Kind kind, String label, Size size, Optional<Size> per, Unit unit) {
  /** What a step's name is, and whether it is what was asked for. */
  public enum Kind {
    /** The name is a symbol of the field, such as {@code H_out}. */
    SYMBOL,
    /** The name is in words; the figure is on the way to what was asked for. */
    PART,
    /** The name is in words; the figure is what was asked for. */
    RESULT
  }

  /** Makes the step of a figure that is counted. */
  static Step count(Kind kind, String label, Size size) {
    return new Step(kind, label, size, Optional.empty(), Unit.COUNT);
  }

  /** Makes the step of a number of bytes. */
  static Step bytes(Kind kind, String label, Size size) {
    return new Step(kind, label, size, Optional.empty(), Unit.BYTES);
  }

  /** Makes the step of a measure. */
  static Step of(Kind kind, String label, Measure measure) {
    Quantity quantity = measure.quantity();
    return new Step(
        kind,
        label,
        measure.size(),
        quantity.isRatio() ? Optional.of(measure.per()) : Optional.empty(),
        quantity.unit());
  }

  /** Returns the sizes that the step is written with. */
  List<Size> sizes() {
    return per.map(divisor -> List.of(size, divisor)).orElse(List.of(size));
  }
}
