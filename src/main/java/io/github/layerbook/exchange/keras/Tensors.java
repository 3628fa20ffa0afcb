package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Naming;
import io.github.layerbook.layer.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How Keras names and shapes tensors. */
final class Tensors {
  private Tensors() {}

  /** A kernel: its extents first, then input channels, then filters; of a matrix inputs first. */
  static Map<String, List<Long>> kernel(Tensor tensor) {
    List<Long> extents = Naming.extents(tensor);
    return tensor.kind() == Tensor.Kind.BIAS
        ? Map.of("bias", extents)
        : Map.of(
            "kernel",
            join(extents.subList(2, extents.size()), List.of(extents.get(1), extents.get(0))));
  }

  /** The weight under another name. */
  static Naming weight(String name) {
    return (tensor, layer) ->
        Map.of(tensor.kind() == Tensor.Kind.WEIGHT ? name : tensor.name(), Naming.extents(tensor));
  }

  /** Names with what stands before them: the layer that holds the tensor. */
  static Map<String, List<Long>> prefixed(String prefix, Map<String, List<Long>> names) {
    Map<String, List<Long>> prefixed = new LinkedHashMap<>();
    names.forEach((name, extents) -> prefixed.put(prefix + name, extents));
    return prefixed;
  }

  /** Keras's own names of layers: {@code simple_rnn}, {@code conv2d}. */
  static String snake(String layer) {
    return layer
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .replace("Conv_", "conv_")
        .toLowerCase(Locale.ROOT);
  }

  /** Returns two lists, one after the other. */
  static <T> List<T> join(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
