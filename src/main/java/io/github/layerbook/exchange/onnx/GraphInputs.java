package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    return new ExtentBinding(graph, options, numbers).bound();
  }

  /** Returns the same where the first axis is none of a batch: there is one example. */
  GraphInputs ofOneExample() {
    return new GraphInputs(extents, 0, open, dims, symbols);
  }

  /** Returns whether an input's first axis is the batch. */
  boolean hasBatch(String input) {
    List<Long> own = extents.getOrDefault(input, List.of());
    return batch > 0 && !own.isEmpty() && own.get(0) == batch;
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
