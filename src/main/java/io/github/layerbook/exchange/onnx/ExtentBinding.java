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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts numbers in the place of a graph's open extents, one input after the other. */
final class ExtentBinding {
  /** What tf2onnx calls an extent that has no name, each of them anew. */
  private static final Pattern MADE_UP = Pattern.compile("(unk__\\d+)?");

  /** Inputs of so many axes are images or volumes, whose sides are alike. */
  private static final int IMAGE = 4;

  private final ModelGraph graph;
  private final FileOptions options;
  private final List<Long> numbers;
  private final String batch;
  private final Map<String, List<Long>> extents = new LinkedHashMap<>();
  private final Map<String, Long> open = new LinkedHashMap<>();
  private final Map<String, Long> dims = new LinkedHashMap<>();
  private final Map<String, Long> symbols = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private boolean ambiguous;

  /** Binds none yet; the first input's first extent is the batch. */
  ExtentBinding(ModelGraph graph, FileOptions options, List<Long> numbers) {
    this.graph = graph;
    this.options = options;
    this.numbers = numbers;
    this.batch =
        graph
            .inputs()
            .get(0)
            .extents()
            .filter(all -> !all.isEmpty())
            .map(all -> all.get(0).symbol())
            .orElse("");
  }

  /**
   * Binds all.
   *
   * @throws OnnxException if an input's number of axes is not stated, or what is asked does not fit
   */
  GraphInputs bound() {
    List<ModelValue> inputs = graph.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      bind(inputs.get(i), i);
    }
    symbols.remove("");
    check();
    List<Long> leading = extents.getOrDefault(inputs.get(0).name(), List.of());
    return new GraphInputs(
        extents,
        leading.isEmpty() ? 0 : leading.get(0),
        open,
        ambiguous ? Map.of() : dims,
        symbols);
  }

  private void bind(ModelValue input, int place) {
    List<ModelValue.Extent> stated = input.extents().orElseGet(() -> whole(input));
    long channels = channels(input.name());
    List<Long> own = new ArrayList<>();
    long side = next();
    for (int axis = 0; axis < stated.size(); axis++) {
      ModelValue.Extent extent = stated.get(axis);
      Long asked = asked(place, axis, stated.size(), input.name());
      if (extent.isKnown()) {
        own.add(asked == null ? extent.size() : asked);
        continue;
      }
      String dim = extent.symbol().isEmpty() ? input.name() + "_" + axis : extent.symbol();
      names.add(dim);
      Long bound = options.dims().get(dim);
      if (axis == 0 && isBatch(extent, place)) {
        own.add(TracedTensor.BATCH);
        continue;
      }
      boolean channel = axis == 1 && channels > 0;
      if (bound != null) {
        own.add(bound);
      } else if (asked != null) {
        own.add(asked);
      } else if (channel) {
        own.add(channels);
      } else {
        own.add(dims.getOrDefault(dim, stated.size() < IMAGE ? next() : side));
        open.put(dim, own.get(axis));
      }
      if (!channel && !own.get(axis).equals(dims.get(dim))) {
        ambiguous |= dims.put(dim, own.get(axis)) != null;
      }
    }
    for (int axis = 0; axis < stated.size(); axis++) {
      symbols.put(stated.get(axis).symbol(), own.get(axis));
    }
    extents.put(input.name(), own);
  }

  /** The number for an extent that nothing else tells. */
  private long next() {
    return numbers.get(dims.size() % numbers.size());
  }

  /** Whether an open first extent is the batch: the first input's, or one that is not named. */
  private boolean isBatch(ModelValue.Extent extent, int place) {
    String symbol = extent.symbol();
    return symbol.equals(batch) || (place > 0 && MADE_UP.matcher(symbol).matches());
  }

  /**
   * The channels that a convolution's filters have which reads an input; 0 without one, or beyond
   * 64 bits.
   */
  private long channels(String input) {
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

  /** An input whose number of axes the file does not state, as it is asked for. */
  private List<ModelValue.Extent> whole(ModelValue input) {
    if (options.inputs().isEmpty()) {
      throw new OnnxException(
          "the shape of the input %s is not stated: state it, as in --input 3x224x224"
              .formatted(input.name()));
    }
    List<ModelValue.Extent> all = new ArrayList<>();
    for (int i = 0; i <= options.inputs().get(0).size(); i++) {
      all.add(new ModelValue.Extent(-1, i == 0 ? "batch" : ""));
    }
    return all;
  }

  private @Nullable Long asked(int input, int axis, int rank, String name) {
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

  private void check() {
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
}
