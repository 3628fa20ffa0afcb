package io.github.layerbook.serving;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Experts that different tokens choose as if by lot: of {@code E} experts {@code T} tokens, each of
 * which takes {@code k}, meet {@code E*(1 - (1 - k/E)^T)} different ones on average, since each
 * expert is missed by one token with a probability of {@code 1 - k/E}.
 *
 * <p>The fewest that a batch can meet are k, which a {@link Roofline} counts: a time that no run
 * can beat.
 *
 * @param experts E
 * @param each k
 * @param bytes those of one expert in all layers that have as many
 */
public record EvenRouting(long experts, long each, long bytes) {
  /** Finds the experts of a network: those of equal numbers together. */
  public static List<EvenRouting> of(Report report) {
    Map<List<Long>, Long> bytes = new LinkedHashMap<>();
    for (Row row : report.rows()) {
      for (Tensor tensor : row.applied().tensors()) {
        Size chosen = tensor.chosen();
        if (chosen != null) {
          long all = tensor.axes().get(0).size().value();
          List<Long> key = List.of(all, chosen.value());
          bytes.putIfAbsent(key, 0L);
          if (all > chosen.value() && row.applied().tensors().indexOf(tensor) == first(row)) {
            bytes.merge(key, unchosen(row) / (all - chosen.value()), Long::sum);
          }
        }
      }
    }
    List<EvenRouting> found = new ArrayList<>();
    bytes.forEach((key, size) -> found.add(new EvenRouting(key.get(0), key.get(1), size)));
    return found;
  }

  private static int first(Row row) {
    List<Tensor> tensors = row.applied().tensors();
    int place = 0;
    while (tensors.get(place).chosen() == null) {
      place++;
    }
    return place;
  }

  /** The bytes of the experts of a row that one token does not take. */
  private static long unchosen(Row row) {
    return row.measure(Quantity.WEIGHT_MEMORY).value() - row.read(Size.of(1)).value();
  }

  /** Returns how many different experts a number of tokens meet on average. */
  public double met(long tokens) {
    return experts * (1 - Math.pow(1 - (double) each / experts, (double) tokens));
  }

  /** Returns the bytes that are read on average besides those of k experts. */
  public double more(long tokens) {
    return bytes * (met(tokens) - each);
  }
}
