package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.keras.file.ConfigValues.Given;
import io.github.layerbook.exchange.keras.file.TensorRef.Call;
import io.github.layerbook.exchange.python.syntax.PythonException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The calls of a functional model in an order in which each reads what is made before it: the
 * configuration's where that is one.
 *
 * @param steps the calls
 * @param references all tensors that they and the model's outputs read
 */
record CallOrder(List<Step> steps, List<TensorRef> references) {
  /**
   * A call of a layer.
   *
   * @param place its place in the configuration
   * @param call which of the layer's calls it is
   */
  record Step(int place, LayerConfig layer, int call, Given given) {}

  /**
   * Orders a model's calls.
   *
   * @throws PythonException if one reads what nothing makes, or what is made of itself
   */
  static CallOrder of(ModelConfig model) {
    Map<Call, Step> all = new LinkedHashMap<>();
    Map<String, LayerConfig> layers = new HashMap<>();
    for (LayerConfig layer : model.layers()) {
      layers.put(layer.name(), layer);
      if (layer.isInput()) {
        all.put(
            new Call(layer.name(), 0),
            new Step(all.size(), layer, 0, new Given(List.of(), Map.of())));
      }
      for (int i = 0; i < layer.calls().size() && !layer.isInput(); i++) {
        all.put(new Call(layer.name(), i), new Step(all.size(), layer, i, layer.calls().get(i)));
      }
    }
    List<TensorRef> references = new ArrayList<>(model.outputs());
    references.addAll(model.inputs());
    references.forEach(tensor -> require(tensor, "the model", layers, all));
    all.values()
        .forEach(
            step -> {
              List<TensorRef> read = step.given().tensors();
              read.forEach(each -> require(each, "layer " + step.layer().name(), layers, all));
              references.addAll(read);
            });
    return new CallOrder(sorted(all), references);
  }

  private static void require(
      TensorRef tensor, String reader, Map<String, LayerConfig> layers, Map<Call, Step> all) {
    if (!layers.containsKey(tensor.layer())) {
      throw new PythonException("%s reads from %s, which is not a layer", reader, tensor.layer());
    } else if (!all.containsKey(tensor.made())) {
      throw new PythonException(
          "%s reads call %d of %s, which is called %d times",
          reader, tensor.call(), tensor.layer(), layers.get(tensor.layer()).calls().size());
    }
  }

  private static List<Step> sorted(Map<Call, Step> all) {
    Map<Call, List<Step>> readers = new HashMap<>();
    IdentityHashMap<Step, Integer> missing = new IdentityHashMap<>();
    PriorityQueue<Step> ready = new PriorityQueue<>(Comparator.comparingInt(Step::place));
    for (Step step : all.values()) {
      Set<Call> reads = new HashSet<>();
      step.given().tensors().forEach(tensor -> reads.add(tensor.made()));
      reads.forEach(read -> readers.computeIfAbsent(read, each -> new ArrayList<>()).add(step));
      missing.put(step, reads.size());
      if (reads.isEmpty()) {
        ready.add(step);
      }
    }
    List<Step> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      Step step = ready.remove();
      sorted.add(step);
      for (Step reader :
          readers.getOrDefault(new Call(step.layer().name(), step.call()), List.of())) {
        if (missing.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < all.size()) {
      List<String> stuck =
          all.values().stream()
              .filter(step -> missing.getOrDefault(step, 0) > 0)
              .map(step -> step.layer().name())
              .distinct()
              .limit(4)
              .toList();
      throw new PythonException(
          "the layers %s read each other in a circle", String.join(", ", stuck));
    }
    return sorted;
  }
}
