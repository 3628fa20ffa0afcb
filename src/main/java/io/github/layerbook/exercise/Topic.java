package io.github.layerbook.exercise;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an exercise asks of a layer. */
public enum Topic {
  /** Its weights and biases. */
  PARAMETERS("How many parameters does %s have?", "parameters"),
  /** The extents of its output, channels last. */
  SHAPE("What is the shape of the output of %s, channels last?", ""),
  /** Its multiply-adds for one input. */
  MACS("How many multiply-adds does %s take for one input?", "multiply-adds"),
  /** The bytes of its output. */
  MEMORY("How many bytes does the output of %s take, with %s for each value?", "bytes"),
  /** The extent of what one position of its output sees of the input, along one side. */
  RECEPTIVE(
      "How many pixels of the input, along one side, does one position of the output of %s see?",
      "pixels"),
  /** The bytes of the keys and values that it keeps. */
  CACHE(
      "How many bytes of keys and values does %1$s keep once it has read all %3$s tokens, with"
          + " %2$s for each value?",
      "bytes");

  private final String question;
  private final String unit;

  Topic(String question, String unit) {
    this.question = question;
    this.unit = unit;
  }

  /** Returns the word for it in commands: {@code parameters}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the question about a layer or a network.
   *
   * @param each what a value takes: {@code 4 bytes}
   * @param tokens how many tokens are read
   */
  String question(String subject, String each, String tokens) {
    return question.formatted(subject, each, tokens);
  }

  /** Returns whether a whole network can be asked about, not only a layer. */
  boolean isOfNetworks() {
    return this == PARAMETERS || this == MACS || this == CACHE;
  }

  /** Returns what an answer is counted in; empty for a shape. */
  public String unit() {
    return unit;
  }

  /** Returns the quantity that is asked for, if it is one. */
  Optional<Quantity> quantity() {
    return switch (this) {
      case PARAMETERS -> Optional.of(Quantity.PARAMETERS);
      case MACS -> Optional.of(Quantity.MULTIPLY_ADDS);
      case MEMORY -> Optional.of(Quantity.BYTES);
      case CACHE -> Optional.of(Quantity.CACHE);
      case SHAPE, RECEPTIVE -> Optional.empty();
    };
  }

  /**
   * Returns the expressions that answer the question: one number, or the extents of a shape.
   *
   * @param layer the path of the layer; empty for the whole network
   * @throws IllegalArgumentException if the network has no such layer
   */
  List<Size> answer(Report report, String layer) {
    if (layer.isEmpty()) {
      return quantity().map(asked -> report.total(asked).size().settled()).stream().toList();
    }
    Row row = row(report, layer);
    if (this == RECEPTIVE) {
      return List.of(FieldSize.of(report.network(), layer));
    }
    return quantity()
        .map(asked -> List.of(row.measure(asked).size()))
        .orElseGet(
            () -> row.declaration().output().axes(AxisOrder.HWC).stream().map(Axis::size).toList());
  }

  static Row row(Report report, String layer) {
    return report
        .row(layer)
        .orElseThrow(() -> new IllegalArgumentException("there is no layer " + layer));
  }
}
