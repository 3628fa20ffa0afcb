package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The extents of a graph's inputs, all of them numbers.
 *
 * @param extents by name of the input, the batch among them
 * @param batch the extent of the batch: the first axis of the first input; 0 if there is none
 * @param open the names of extents that nobody asked for, and the numbers that stand for them
 * @param dims the names of all extents that the file leaves open but the batch, and the numbers
 * @param symbols what all names of extents stand for
 */
record GraphInputs(
    Map<String, List<Long>> extents,
    long batch,
    Map<String, Long> open,
    Map<String, Long> dims,
    Map<String, Long> symbols) {
  /**
   * Numbers for open extents, what images and sequences have: those that suit the graph are kept.
   * Multiples of 32, so that what is halved five times stays whole, and smaller ones for short
   * tables of positions.
   */
  static final List<List<Long>> LIKELY =
      List.of(
          List.of(224L, 288L, 352L, 416L),
          List.of(128L, 96L, 64L, 160L),
          List.of(16L, 8L, 12L, 4L));

  /**
   * Binds the open extents of a graph's inputs.
   *
   * @param numbers what stands for those that stay open, in turn
   * @throws OnnxException if an input's number of axes is not stated, or what is asked does not fit
   */
  static GraphInputs of(ModelGraph graph, FileOptions options, List<Long> numbers) {
    List<ModelValue> inputs = graph.inputs();
    if (inputs.isEmpty()) {
      throw new OnnxException("the graph has no inputs");
    } else if (options.inputs().size() > inputs.size()) {
      throw new OnnxException(
          "%d inputs are stated, the graph has %s"
              .formatted(options.inputs().size(), inputs.stream().map(ModelValue::name).toList()));
    }
    String batchName = first(inputs.get(0)).map(ModelValue.Extent::symbol).orElse("");
    Map<String, Long> open = new LinkedHashMap<>();
    Map<String, Long> dims = new LinkedHashMap<>();
    Map<String, Long> symbols = new LinkedHashMap<>();
    Map<String, List<Long>> extents = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    boolean ambiguous = false;
    for (int i = 0; i < inputs.size(); i++) {
      ModelValue input = inputs.get(i);
      List<ModelValue.Extent> stated = input.extents().orElseGet(() -> whole(input, options));
      List<Long> own = new ArrayList<>();
      for (int axis = 0; axis < stated.size(); axis++) {
        ModelValue.Extent extent = stated.get(axis);
        boolean isBatch = axis == 0 && (!extent.isKnown() && extent.symbol().equals(batchName));
        String dim = extent.symbol().isEmpty() ? input.name() + "_" + axis : extent.symbol();
        if (!extent.isKnown()) {
          names.add(dim);
        }
        Long bound = options.dims().get(dim);
        Long asked = asked(options, i, axis, stated.size(), input.name());
        boolean channel = axis == 1 && channels(graph, input.name()) > 0;
        if (bound != null && !extent.isKnown() && !isBatch) {
          own.add(bound);
        } else if (asked != null) {
          own.add(asked);
        } else if (extent.isKnown()) {
          own.add(extent.size());
        } else if (isBatch) {
          own.add(TracedTensor.BATCH);
        } else if (channel) {
          own.add(channels(graph, input.name()));
        } else {
          own.add(dims.getOrDefault(dim, numbers.get(dims.size() % numbers.size())));
          open.put(dim, own.get(axis));
        }
        if (!extent.isKnown() && !isBatch && !channel && !own.get(axis).equals(dims.get(dim))) {
          ambiguous |= dims.put(dim, own.get(axis)) != null;
        }
      }
      for (int axis = 0; axis < stated.size(); axis++) {
        symbols.put(stated.get(axis).symbol(), own.get(axis));
      }
      extents.put(input.name(), own);
    }
    symbols.remove("");
    check(options, names);
    List<Long> leading = extents.getOrDefault(inputs.get(0).name(), List.of());
    return new GraphInputs(
        extents,
        leading.isEmpty() ? 0 : leading.get(0),
        open,
        ambiguous ? Map.of() : dims,
        symbols);
  }

  /**
   * The channels that a convolution's filters have which reads an input; 0 without one, or beyond
   * 64 bits.
   */
  private static long channels(ModelGraph graph, String input) {
    for (Operation operation : graph.operations()) {
      ModelTensor filters = graph.initializers().get(operation.input(1).orElse(""));
      boolean reads =
          operation.operator().equals("Conv")
              && operation.input(0).filter(input::equals).isPresent();
      if (reads && filters != null && filters.extents().size() > 2) {
        long each = filters.extents().get(1);
        long groups = operation.number("group", 1);
        return Math.multiplyHigh(each, groups) == 0 ? Math.max(0, each * groups) : 0;
      }
    }
    return 0;
  }

  private static Optional<ModelValue.Extent> first(ModelValue input) {
    return input.extents().filter(all -> !all.isEmpty()).map(all -> all.get(0));
  }

  /** An input whose number of axes the file does not state, as it is asked for. */
  private static List<ModelValue.Extent> whole(ModelValue input, FileOptions options) {
    if (options.inputs().isEmpty()) {
      throw new OnnxException(
          "the shape of the input %s is not stated: state it, as in --input 3x224x224"
              .formatted(input.name()));
    }
    List<ModelValue.Extent> extents = new ArrayList<>();
    for (int i = 0; i <= options.inputs().get(0).size(); i++) {
      extents.add(new ModelValue.Extent(-1, i == 0 ? "batch" : ""));
    }
    return extents;
  }

  private static @org.jspecify.annotations.Nullable Long asked(
      FileOptions options, int input, int axis, int rank, String name) {
    if (input >= options.inputs().size() || axis == 0) {
      return null;
    }
    List<Long> own = options.inputs().get(input);
    if (own.size() != rank - 1) {
      throw new OnnxException(
          "the input %s has %d axes beside the batch, %s states %d"
              .formatted(name, rank - 1, own, own.size()));
    }
    return own.get(axis - 1);
  }

  private static void check(FileOptions options, Set<String> names) {
    names.remove("");
    for (String dim : options.dims().keySet()) {
      if (!names.contains(dim)) {
        throw new OnnxException(
            names.isEmpty()
                ? "no extent of the inputs is open, %s least of all".formatted(dim)
                : "no extent is called %s: open are %s".formatted(dim, String.join(", ", names)));
      }
    }
  }

  /** Returns whether an input's first axis is the batch. */
  boolean hasBatch(String input) {
    List<Long> own = extents.getOrDefault(input, List.of());
    return !own.isEmpty() && own.get(0) == batch;
  }

  /** Returns an input's extents with the tracing's batch. */
  List<Long> traced(String input) {
    List<Long> own = new ArrayList<>(extents.getOrDefault(input, List.of()));
    if (hasBatch(input)) {
      own.set(0, TracedTensor.BATCH);
    }
    return own;
  }
}
