package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.exchange.fitting.Start;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import java.util.List;

/** The network's inputs: given, stated by a row, or found from what the first row makes of them. */
final class Sources {
  private final Graph graph;
  private final List<List<Long>> given;
  private final List<String> notes;
  private int inputs;

  Sources(Graph graph, List<List<Long>> given, List<String> notes) {
    this.graph = graph;
    this.given = given;
    this.notes = notes;
  }

  List<Long> closed(SummaryRow row, List<Long> extents) {
    List<Long> closed = inputs < given.size() ? given.get(inputs) : extents;
    if (closed.contains(Sliding.OPEN)) {
      if (closed.size() > 2) {
        throw row.notStated(
            "its extents are left open: an input would give shapes, --input 224x224x3");
      }
      notes.add("the length of %s is left open: 100 is taken".formatted(row.name().text()));
      closed = closed(closed);
    }
    inputs++;
    return closed;
  }

  /** Lengths that are left open are 100. */
  static List<Long> closed(List<Long> extents) {
    return extents.stream().map(e -> e == Sliding.OPEN ? Long.valueOf(100) : e).toList();
  }

  TracedTensor input(String path, List<Long> extents) {
    AxisOrder order = isChannelsFirst(extents) ? AxisOrder.CHW : AxisOrder.HWC;
    return TracedTensor.input(graph, path, extents, order, TracedTensor.Methods.NONE);
  }

  /** An image has few channels, and sides that are longer. */
  private static boolean isChannelsFirst(List<Long> extents) {
    return extents.size() == 3 && extents.get(0) <= 4 && extents.get(2) > 4;
  }

  /** The input of a first row that is none itself. */
  TracedTensor start(Rows rows) {
    SummaryRow row = rows.all().get(0);
    if (!given.isEmpty()) {
      inputs++;
      return input("input", given.get(0));
    }
    boolean normalized =
        rows.all().size() > 1 && Types.of(rows.all().get(1)).contains("BatchNormalization");
    List<Start> starts = normalized ? Starts.beforeNormalization(row) : Starts.of(row);
    if (starts.isEmpty()) {
      throw row.notStated("no input is in the text: state it, --input 224x224x3");
    }
    notes.add(Start.note(starts, ReadingOptions::text, true));
    return input("input", starts.get(0).extents());
  }
}
