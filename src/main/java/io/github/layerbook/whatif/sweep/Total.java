package io.github.layerbook.whatif.sweep;

import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Training;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import java.util.Locale;
import java.util.function.Function;

/**
 * A number that a sweep or a fit finds for each variant.
 *
 * @param name its name, the head of its column; numbers whose name ends in {@code bytes} are shown
 *     as bytes
 * @param of finds it in a variant's report: as an expression, without asking for its value, which
 *     is not known while the knobs are symbols, unless each variant is analysed by itself
 * @param alone whether each variant is to be analysed by itself
 */
public record Total(String name, Function<Report, Size> of, boolean alone) {
  /** Makes a number that one analysis finds for all variants. */
  public Total(String name, Function<Report, Size> of) {
    this(name, of, false);
  }

  /** Makes the sum of a quantity over all layers. */
  public static Total of(Quantity quantity) {
    return new Total(quantity.title(), report -> report.total(quantity).size());
  }

  /**
   * Makes the most bytes at any moment of a step of training, parameters and buffers included: what
   * {@link MemoryReport#total()} says, of each variant by itself.
   */
  public static Total training(Training training) {
    return new Total("training bytes", report -> total(MemoryReport.of(report, training)), true);
  }

  /** Makes the most bytes at any moment of inference, parameters and buffers included. */
  public static Total inference() {
    return new Total("inference bytes", report -> total(MemoryReport.of(report)), true);
  }

  private static Size total(MemoryReport memory) {
    return Size.of(memory.total().value());
  }

  /** Returns whether it is a number of bytes. */
  public boolean isBytes() {
    return name.endsWith("bytes");
  }

  /** Returns what it measures: {@code parameters}, {@code memory}, {@code training memory}. */
  public String measure() {
    return isBytes() ? name.replaceFirst("bytes$", "memory") : name;
  }

  /** Returns what it measures, at the head of a column: {@code Parameters}, {@code Memory}. */
  public String title() {
    return measure().substring(0, 1).toUpperCase(Locale.ROOT) + measure().substring(1);
  }
}
