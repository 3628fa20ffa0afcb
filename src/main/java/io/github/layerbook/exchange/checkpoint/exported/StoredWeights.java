package io.github.layerbook.exchange.checkpoint.exported;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the archive says of the weights beside the graph.
 *
 * @param entries by the names of parameters and buffers in the model
 */
record StoredWeights(Map<String, Entry> entries) {
  /**
   * Where a tensor's values are.
   *
   * @param place the file in the archive; of tied tensors the same
   * @param value its type and shape
   */
  record Entry(String place, Optional<GraphValue> value) {}

  /** Reads the list of weights. */
  static StoredWeights of(JsonNode json) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    json.path("config")
        .properties()
        .forEach(
            each ->
                entries.put(
                    each.getKey(),
                    new Entry(
                        each.getValue().path("path_name").asText(""),
                        GraphValue.of(each.getValue().path("tensor_meta")))));
    return new StoredWeights(entries);
  }

  /** Returns, of tensors whose values are another's, that other's name. */
  Map<String, String> ties() {
    Map<String, String> first = new HashMap<>();
    Map<String, String> ties = new HashMap<>();
    entries.forEach(
        (name, entry) -> {
          String before = entry.place().isEmpty() ? null : first.putIfAbsent(entry.place(), name);
          if (before != null) {
            ties.put(name, before);
          }
        });
    return ties;
  }

  /** Says where the shapes are not the graph's. */
  List<String> disagreements(ExportedGraph graph) {
    List<String> disagreements = new ArrayList<>();
    graph
        .states()
        .forEach(
            (inGraph, name) -> {
              GraphValue ours = graph.values().get(inGraph);
              Entry entry = entries.get(name);
              if (ours != null && entry != null && entry.value().isPresent()) {
                GraphValue stored = entry.value().get();
                if (!stored.shape().equals(ours.shape())) {
                  disagreements.add(
                      "%s is %s in the graph and %s among the weights"
                          .formatted(name, ours.shape(), stored.shape()));
                }
              }
            });
    return disagreements;
  }
}
