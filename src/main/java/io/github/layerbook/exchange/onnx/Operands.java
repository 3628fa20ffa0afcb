package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tensors are combined with: others, learned values, and constants that nobody learned. */
final class Operands {
  private final Tracer tracer;
  private final Map<Object, String> paths = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Set<String> computed = new LinkedHashSet<>();

  Operands(Tracer tracer, ModelGraph followed) {
    this.tracer = tracer;
    followed
        .operations()
        .forEach(each -> each.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
  }

  /** Returns the constants that are combined with tensors and were taken as not learned. */
  Set<String> computed() {
    return computed;
  }

  /** Returns a value that an operation combines with others; learned values are called after it. */
  TracedTensor of(String name, Operation operation) {
    TracedTensor tensor = tracer.find(name).orElse(null);
    if (tensor != null) {
      return tensor;
    }
    Known known = tracer.known(name);
    TracedTensor.Weight weight =
        isWhole(known) || isTable(known) ? weight(known, tracer.names().of(operation)) : null;
    if (weight != null && isComputed(known, operation)) {
      computed.add(known.weight());
      return TracedTensor.constant(known.extents(), null, Tracer.NO_METHODS);
    } else if (weight != null) {
      tracer.layers().use(known.weight(), weight.path());
      String first = weight.path();
      Object owner =
          known.isMatrix()
              ? operation.operator() + " " + known.weight() + " " + known.extents()
              : operation;
      String path = paths.computeIfAbsent(owner, each -> first);
      weight = new TracedTensor.Weight(owner, path, weight.extents());
    }
    return TracedTensor.constant(known.extents(), weight, Tracer.NO_METHODS);
  }

  /** Whether a value is one tensor of the file, maybe for each example of a batch. */
  boolean isWhole(Known known) {
    long one =
        known.extents().stream()
            .filter(extent -> extent != tracer.views().batch())
            .reduce(1L, Math::multiplyExact);
    return tracer
        .shapes()
        .find(known.weight())
        .filter(weight -> weight.size() == known.size() || weight.size() == one)
        .isPresent();
  }

  /** Whether a value is rows of a table of positions. */
  boolean isTable(Known known) {
    List<Long> own = known.extents().stream().filter(extent -> extent != 1).toList();
    List<Long> table =
        tracer.shapes().find(known.weight()).map(Known::extents).orElse(List.of()).stream()
            .filter(extent -> extent != 1)
            .toList();
    return own.size() == 2
        && table.size() == 2
        && own.get(0) <= table.get(0)
        && own.get(1).equals(table.get(1));
  }

  /**
   * Whether an exporter computed what is combined, and nobody learned it: factors of several axes
   * are cosines and sines of positions, unless they scale what is one value along some axis; such
   * of one axis are frequencies, and those of one position scale queries and keys; what is the same
   * for all heads is a mask, what is taken away or divides a statistic or a place.
   */
  private boolean isComputed(Known known, Operation operation) {
    String operator = operation.operator();
    if (known.weight().startsWith("/")) {
      return true;
    } else if (known.weight().contains(".")) {
      return known.weight().contains(".running_");
    } else if (operator.equals("Sub") || operator.equals("Div")) {
      return true;
    } else if (operator.equals("Mul")) {
      boolean several = known.rank() == 4 && readers.getOrDefault(known.weight(), 0) > 1;
      return known.isMatrix() ? !isSpread(operation) : several || isSpread(operation);
    }
    return known.rank() == 4
        && known.extents().subList(0, 2).stream().allMatch(extent -> extent == 1)
        && known.isMatrix();
  }

  /** Whether an operation's result has more values than any input that depends on the network's. */
  private boolean isSpread(Operation operation) {
    long size = tracer.known(operation.output()).size();
    return operation.inputs().stream()
        .filter(name -> tracer.find(name).isPresent())
        .allMatch(name -> tracer.known(name).size() < size);
  }

  /** Returns the learned values that a value is made of; null for none, and for single numbers. */
  TracedTensor.@Nullable Weight weight(Known known, String after) {
    String name = known.weight();
    boolean unnamed = isUnnamed(name) || !name.contains(".");
    boolean number = known.size() == 1 && known.numbers().isPresent() && unnamed;
    if (name.isEmpty() || number) {
      return null;
    }
    List<Long> extents = tracer.shapes().find(name).map(Known::extents).orElse(known.extents());
    String path =
        unnamed && !after.isEmpty() ? after : NodeNames.path(List.of(name.split("[./]", -1)));
    return new TracedTensor.Weight(name, path.isEmpty() ? "weight" : path, extents);
  }

  /** Whether a value has no name of a module's: an exporter made it. */
  static boolean isUnnamed(String name) {
    return NodeNames.isMadeUp(name) || name.contains("/");
  }
}
