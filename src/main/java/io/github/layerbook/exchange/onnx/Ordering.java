package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelValue;
import io.github.layerbook.exchange.onnx.model.OnnxException;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operations in an order in which each follows what it reads. */
final class Ordering {
  private Ordering() {}

  /**
   * Returns a graph with its operations in order; as it is where it is.
   *
   * @throws OnnxException if operations feed each other, two make the same value, or one reads what
   *     nothing makes
   */
  static ModelGraph ordered(ModelGraph graph) {
    return ordered(graph, Set.of());
  }

  private static ModelGraph ordered(ModelGraph graph, Set<String> outer) {
    Set<String> known = new HashSet<>(outer);
    graph.inputs().forEach(input -> known.add(input.name()));
    known.addAll(graph.initializers().keySet());
    Map<String, Integer> makers = makers(graph);
    List<Operation> operations = sorted(graph, makers, known);
    known.addAll(makers.keySet());
    List<Operation> whole = new ArrayList<>();
    for (Operation operation : operations) {
      whole.add(withBodies(operation, known));
    }
    for (ModelValue output : graph.outputs()) {
      if (!known.contains(output.name())) {
        throw new OnnxException("nothing makes the output %s".formatted(output.name()));
      }
    }
    return new ModelGraph(
        graph.name(), graph.inputs(), graph.outputs(), graph.initializers(), whole, graph.values());
  }

  private static Operation withBodies(Operation operation, Set<String> known) {
    if (operation.attributes().values().stream().noneMatch(ModelGraph.class::isInstance)) {
      return operation;
    }
    Map<String, Object> attributes = new LinkedHashMap<>(operation.attributes());
    attributes.replaceAll(
        (name, value) -> value instanceof ModelGraph body ? ordered(body, known) : value);
    return operation.as(operation.operator(), operation.domain(), operation.inputs(), attributes);
  }

  private static Map<String, Integer> makers(ModelGraph graph) {
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < graph.operations().size(); i++) {
      for (String output : graph.operations().get(i).outputs()) {
        boolean twice = !output.isEmpty() && makers.put(output, i) != null;
        if (twice || graph.initializers().containsKey(output)) {
          throw new OnnxException("the value %s is made twice".formatted(output));
        }
      }
    }
    return makers;
  }

  private static List<Operation> sorted(
      ModelGraph graph, Map<String, Integer> makers, Set<String> known) {
    List<Operation> all = graph.operations();
    boolean inOrder = true;
    for (int i = 0; i < all.size(); i++) {
      for (String input : all.get(i).inputs()) {
        Integer maker = makers.get(input);
        inOrder &= maker == null || maker < i;
        if (maker == null && !input.isEmpty() && !known.contains(input)) {
          throw new OnnxException(
              "node %s reads %s, which nothing makes".formatted(all.get(i), input));
        }
      }
    }
    return inOrder ? all : sorted(all, makers);
  }

  private static List<Operation> sorted(List<Operation> all, Map<String, Integer> makers) {
    int[] waiting = new int[all.size()];
    List<List<Integer>> readers = new ArrayList<>();
    all.forEach(each -> readers.add(new ArrayList<>()));
    for (int i = 0; i < all.size(); i++) {
      for (String input : new LinkedHashSet<>(all.get(i).inputs())) {
        Integer maker = makers.get(input);
        if (maker != null) {
          readers.get(maker).add(i);
          waiting[i]++;
        }
      }
    }
    List<Operation> sorted = new ArrayList<>();
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < all.size(); i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(all.get(next));
      for (int reader : readers.get(next)) {
        if (--waiting[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < all.size()) {
      throw new OnnxException(
          "nodes feed each other: " + String.join(" → ", cycle(all, makers, waiting)));
    }
    return sorted;
  }

  /** The values of one cycle, the first again at its end. */
  private static List<String> cycle(
      List<Operation> all, Map<String, Integer> makers, int[] waiting) {
    int at = 0;
    while (waiting[at] == 0) {
      at++;
    }
    List<String> path = new ArrayList<>();
    Map<Integer, Integer> seen = new HashMap<>();
    while (seen.putIfAbsent(at, path.size()) == null) {
      for (String input : all.get(at).inputs()) {
        Integer maker = makers.get(input);
        if (maker != null && waiting[maker] > 0) {
          path.add(0, input);
          at = maker;
          break;
        }
      }
    }
    List<String> cycle = new ArrayList<>(path.subList(0, path.size() - seen.get(at)));
    List<String> shown = cycle.size() > 8 ? new ArrayList<>(cycle.subList(0, 8)) : cycle;
    shown.add(shown.size() < cycle.size() ? "…" : shown.get(0));
    return shown;
  }
}
