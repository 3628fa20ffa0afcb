package io.github.layerbook.exchange.slim;

import io.github.layerbook.exchange.keras.code.KerasLibrary;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TensorCall;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The network's inputs: placeholders, images that are reshaped, tensors the text does not make. */
final class SlimInputs {
  private final Graph graph;
  private final List<Long> extents;
  private final Map<String, TracedTensor> inputs = new HashMap<>();
  private boolean stated;

  /** Draws inputs into a graph, of these extents where the text tells none. */
  SlimInputs(Graph graph, List<Long> extents) {
    this.graph = graph;
    this.extents = extents;
  }

  /** Returns whether the text tells the extents itself. */
  boolean areStated() {
    return stated;
  }

  Object placeholder(Python in, CallArguments arguments) {
    Object shape = arguments.get(1, "shape", Singleton.NONE);
    List<Long> own = shape == Singleton.NONE ? List.of() : unbatched(in, shape);
    if (own.isEmpty()) {
      return new Unknown("tf.placeholder()", true);
    }
    stated = true;
    Object name = arguments.named().get("name");
    String path =
        name instanceof String text ? text : "input" + (inputs.isEmpty() ? "" : inputs.size() + 1);
    return inputs.computeIfAbsent(path, each -> KerasLibrary.input(graph, path(each), own));
  }

  private static List<Long> unbatched(Python in, Object shape) {
    List<Long> own = new ArrayList<>();
    for (Object extent : in.iterate(shape)) {
      own.add(extent instanceof Long number ? number : -1L);
    }
    boolean known = own.size() > 1 && own.subList(1, own.size()).stream().allMatch(n -> n > 0);
    return known ? List.copyOf(own.subList(1, own.size())) : List.of();
  }

  /** What is reshaped to images before anything else is the input. */
  Object reshaped(Python in, CallArguments arguments, Object reshape) {
    Object shape = arguments.get(1, "shape", Singleton.NONE);
    Object tensor = arguments.get(0, "tensor", Singleton.NONE);
    boolean list = Operators.isSequence(shape);
    if (tensor instanceof Unknown unknown && list) {
      List<Long> own = unbatched(in, shape);
      if (!own.isEmpty()) {
        stated = true;
        return inputs.computeIfAbsent(
            unknown.what(), name -> KerasLibrary.input(graph, path(name), own));
      }
    }
    return in.call(reshape, new CallArguments(List.of(tensor, shape), Map.of()));
  }

  static String path(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}_-]+", "_").replaceAll("_+$", "");
  }

  /** A tensor that the text does not make is an input. */
  TracedTensor tensor(Object value) {
    return value instanceof Unknown unknown
            && (inputs.isEmpty() || inputs.containsKey(unknown.what()))
        ? inputs.computeIfAbsent(
            unknown.what(), name -> KerasLibrary.input(graph, path(name), extents))
        : TensorCall.tensor(value);
  }
}
