package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the channels of an input stand: in images first, unless they are transposed before anything
 * else is done than values changed or padded; in sequences last, unless windows slide over them.
 *
 * @param graph the graph
 * @param input the input's name
 * @param example its extents without the batch
 */
record InputLayout(ModelGraph graph, String input, List<Long> example) {
  /** Operators whose input has its channels before its positions. */
  private static final List<String> CHANNELS_FIRST =
      Dialect.names(
          "Conv ConvTranspose BatchNormalization InstanceNormalization MaxPool AveragePool"
              + " GlobalAveragePool GlobalMaxPool LpPool Upsample Resize");

  /** Operators that change each value or put more around them, and move none. */
  private static final Set<String> ALONE =
      Set.of("Cast", "Identity", "Mul", "Add", "Sub", "Div", "Clip", "Neg", "Pad");

  /** No image has more channels where its file does not transpose them. */
  private static final int MOST_CHANNELS = 4;

  boolean isChannelsLast() {
    int axes = example.size();
    List<Operation> readers = readers();
    if (axes == 2) {
      return readers.stream().noneMatch(each -> CHANNELS_FIRST.contains(each.operator()));
    }
    return axes < 2
        || (!readers.isEmpty()
            && readers.stream().allMatch(each -> isTurned(each) || isUnfolded(each)));
  }

  /** What reads the input, or what is made of it value by value. */
  private List<Operation> readers() {
    List<Operation> readers = new ArrayList<>();
    Set<String> values = new HashSet<>(Set.of(input));
    for (Operation operation : graph.operations()) {
      boolean reads = operation.inputs().stream().anyMatch(values::contains);
      if (reads && ALONE.contains(operation.operator())) {
        values.add(operation.output());
      } else if (reads && !operation.operator().equals("Shape")) {
        readers.add(operation);
      }
    }
    return readers;
  }

  /** Whether an operation puts the last axis behind the batch. */
  private boolean isTurned(Operation operation) {
    List<Long> toFirst = new ArrayList<>(List.of(0L, (long) example.size()));
    for (long axis = 1; axis < example.size(); axis++) {
      toFirst.add(axis);
    }
    return operation.operator().equals("Transpose")
        && operation.numbers("perm").filter(toFirst::equals).isPresent();
  }

  /** Whether an operation may put a last axis of one channel first, which moves no value. */
  private boolean isUnfolded(Operation operation) {
    return operation.operator().equals("Reshape")
        && example.get(example.size() - 1) <= MOST_CHANNELS
        && example.get(0) > MOST_CHANNELS;
  }
}
