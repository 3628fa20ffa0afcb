package io.github.layerbook.whatif;

import io.github.layerbook.analysis.Quantity;
import io.github.layerbook.analysis.Report;
import io.github.layerbook.size.Size;
import java.util.function.Function;

/**
 * A number that a sweep finds for each variant.
 *
 * @param name its name, the head of its column
 * @param of finds it in a variant's report, as an expression: it must not ask for its value, which
 *     is not known while the knobs are symbols
 */
public record Total(String name, Function<Report, Size> of) {
  /** Makes the sum of a quantity over all layers. */
  public static Total of(Quantity quantity) {
    return new Total(quantity.title(), report -> report.total(quantity).size());
  }
}
