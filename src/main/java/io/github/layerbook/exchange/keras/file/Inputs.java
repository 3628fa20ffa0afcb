package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the inputs of a model: the configuration's, or what is given where it leaves them open. */
final class Inputs {
  /** The side of an image that is taken where a file leaves it open. */
  private static final long SIDE = 224;

  /** The length of a sequence that is taken where a file leaves it open. */
  private static final long LENGTH = 128;

  private final Graph graph;
  private final boolean channelsFirst;
  private final List<List<Long>> given;
  private final List<String> notes;
  private int next;

  /**
   * Prepares to make inputs.
   *
   * @param given the extents that the user gives, without the batch, for the inputs in order
   * @param notes where what is assumed is told
   */
  Inputs(Graph graph, boolean channelsFirst, List<List<Long>> given, List<String> notes) {
    this.graph = graph;
    this.channelsFirst = channelsFirst;
    this.given = given;
    this.notes = notes;
  }

  /**
   * Makes an input.
   *
   * @param extents its extents with the batch, -1 for open ones
   * @throws PythonException if the given ones do not fit
   */
  TracedTensor make(String path, List<Long> extents) {
    List<Long> own = extents.subList(Math.min(1, extents.size()), extents.size());
    List<Long> settled = settled(path, own);
    int rank = settled.size();
    AxisOrder order = channelsFirst ? AxisOrder.CHW : AxisOrder.HWC;
    Made made = graph.input(path, new Input(settled.stream().map(Size::of).toList(), order));
    List<Long> batched = new ArrayList<>(List.of(TracedTensor.BATCH));
    batched.addAll(settled);
    Placement placement =
        channelsFirst ? Placement.channelsFirst(1, rank) : Placement.channelsLast(1, rank);
    return TracedTensor.of(batched, placement, made, Resolved.NO_METHODS);
  }

  /** Returns the extents with the batch that the user gives for the next input, if any. */
  Optional<List<Long>> asked() {
    if (next >= given.size()) {
      return Optional.empty();
    }
    List<Long> batched = new ArrayList<>(List.of(-1L));
    batched.addAll(given.get(next));
    return Optional.of(batched);
  }

  private List<Long> settled(String path, List<Long> extents) {
    Optional<List<Long>> asked =
        next < given.size() ? Optional.of(given.get(next)) : Optional.empty();
    next++;
    if (asked.isPresent()) {
      requireFit(path, extents, asked.get());
      return asked.get();
    } else if (extents.isEmpty()) {
      return List.of(1L);
    } else if (!extents.contains(-1L)) {
      return extents;
    }
    List<Long> taken =
        extents.stream()
            .map(extent -> extent >= 0 ? extent : extents.size() >= 3 ? SIDE : LENGTH)
            .toList();
    notes.add(
        "the file leaves the size of %s open, %s; %s is taken: give another with --input"
            .formatted(path, text(extents), text(taken)));
    return taken;
  }

  private static void requireFit(String path, List<Long> extents, List<Long> asked) {
    boolean fits = extents.size() == asked.size();
    for (int i = 0; fits && i < extents.size(); i++) {
      fits = extents.get(i) < 0 || extents.get(i).equals(asked.get(i));
    }
    if (!fits) {
      throw new PythonException(
          "%s is %s in the file, which %s does not fit", path, text(extents), text(asked));
    }
  }

  private static String text(List<Long> extents) {
    return String.join(
        "x", extents.stream().map(extent -> extent < 0 ? "?" : extent.toString()).toList());
  }
}
