package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the inputs of a model: the configuration's, or what is given where it leaves them open. */
final class Inputs {
  /** The side of an image that is taken where a file leaves it open. */
  private static final long SIDE = 224;

  /** The length of a sequence that is taken where a file leaves it open. */
  private static final long LENGTH = 128;

  private final Graph graph;
  private final boolean channelsFirst;
  private final FileOptions options;
  private final Map<String, Long> open = new LinkedHashMap<>();
  private int next;

  /**
   * Prepares to make inputs.
   *
   * @param options has the extents that the user gives, for the inputs in order and by name
   */
  Inputs(Graph graph, boolean channelsFirst, FileOptions options) {
    this.graph = graph;
    this.channelsFirst = channelsFirst;
    this.options = options;
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
    return given()
        .map(
            extents -> {
              List<Long> batched = new ArrayList<>(List.of(-1L));
              batched.addAll(extents);
              return batched;
            });
  }

  private Optional<List<Long>> given() {
    return options.inputs().stream().skip(next).findFirst();
  }

  /** Returns the extents that the model leaves open, by name, and what they are taken as. */
  Map<String, Long> open() {
    return open;
  }

  /**
   * Checks that all extents that were given by name are those of inputs.
   *
   * @throws PythonException naming the first that is none
   */
  void check() {
    for (String dim : options.dims().keySet()) {
      if (!open.containsKey(dim)) {
        throw new PythonException(
            "no extent is called %s: %s",
            dim, open.isEmpty() ? "none is open" : "open are " + String.join(", ", open.keySet()));
      }
    }
  }

  private List<Long> settled(String path, List<Long> extents) {
    Optional<List<Long>> asked = given();
    next++;
    asked.ifPresent(all -> requireFit(path, extents, all));
    if (asked.isEmpty() && extents.isEmpty()) {
      return List.of(1L);
    }
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < extents.size(); i++) {
      long extent = extents.get(i);
      if (extent < 0) {
        String dim = path + "_" + (i + 1);
        long otherwise = extents.size() >= 3 ? SIDE : LENGTH;
        extent = asked.isPresent() ? asked.get().get(i) : otherwise;
        extent = options.dims().getOrDefault(dim, extent);
        open.put(dim, extent);
      }
      taken.add(extent);
    }
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
