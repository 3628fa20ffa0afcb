package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which learned values are not trained: those with {@code requires_grad = False}. */
final class Training {
  private final Set<Values> frozen = new HashSet<>();

  /**
   * Learned values.
   *
   * @param owner whose they are, told apart by identity
   * @param name which of a layer's they are; empty for a parameter of its own
   */
  private record Values(Object owner, String name) {
    static Values of(TracedTensor.Weight weight) {
      return new Values(weight.owner(), weight.owner() instanceof Instance ? weight.path() : "");
    }
  }

  /** What is frozen of a network's layers. */
  record Frozen(Set<String> paths, List<String> notes) {}

  /** Says of a tensor whether it is trained; of one that is not learned, nothing. */
  void set(TracedTensor tensor, boolean trained) {
    TracedTensor.Weight weight = tensor.weight();
    if (weight != null && trained) {
      frozen.remove(Values.of(weight));
    } else if (weight != null) {
      frozen.add(Values.of(weight));
    }
  }

  /** Returns whether a tensor is learned and trained. */
  boolean isTrained(TracedTensor tensor) {
    TracedTensor.Weight weight = tensor.weight();
    return weight != null && !frozen.contains(Values.of(weight));
  }

  /** Returns the layers none of whose values is trained. */
  Frozen of(Graph graph, Leaves leaves) {
    Set<String> paths = new HashSet<>();
    List<String> notes = new java.util.ArrayList<>();
    for (Map.Entry<String, Object> each : graph.owners().entrySet()) {
      Set<String> names =
          each.getValue() instanceof Instance leaf ? leaves.names(leaf) : Set.of("");
      List<String> still =
          names.stream()
              .filter(name -> !frozen.contains(new Values(each.getValue(), name)))
              .toList();
      if (still.isEmpty() && !names.isEmpty()) {
        paths.add(each.getKey());
      } else if (still.size() < names.size()) {
        notes.add(
            "part of %s is frozen; it is counted as trained, since %s is"
                .formatted(each.getKey(), String.join(", ", still)));
      }
    }
    return new Frozen(paths, notes);
  }
}
