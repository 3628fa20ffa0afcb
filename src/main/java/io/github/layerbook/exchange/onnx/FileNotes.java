package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a reader of a file is told beside the network.
 *
 * @param model the file
 * @param graph its graph as it was followed
 * @param shapes what is known of its values
 * @param tracer what became of it
 */
record FileNotes(Model model, ModelGraph graph, ShapeInference shapes, Tracer tracer) {
  private static final int MOST = 20;

  /** Returns why an output could not be reached. */
  List<Problem> unfollowed(String output) {
    List<Problem> problems = new ArrayList<>();
    problems.add(new Problem(0, "the output %s could not be followed".formatted(output)));
    tracer.failures().entrySet().stream()
        .limit(MOST)
        .forEach(
            failure ->
                problems.add(
                    new Problem(0, "node %s: %s".formatted(failure.getKey(), failure.getValue()))));
    return problems;
  }

  List<String> all(Optional<Network> network) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "ONNX %s%s, %d nodes"
            .formatted(
                model.opset() > 0 ? "opset " + model.opset() : "without an opset",
                model.producer().isEmpty() ? "" : " by " + model.producer(),
                graph.operations().size()));
    model
        .functions()
        .forEach(
            function ->
                notes.add("the file's own function %s is followed".formatted(function.name())));
    if (!tracer.silent().isEmpty()) {
      notes.add("no layers, and not counted: " + counted(tracer.silent()));
    }
    tracer.failures().entrySet().stream()
        .limit(MOST)
        .forEach(
            failure ->
                notes.add("node %s is opaque: %s".formatted(failure.getKey(), failure.getValue())));
    notes.addAll(tracer.graph().notes());
    notes.addAll(shared());
    folded().ifPresent(notes::add);
    external().ifPresent(notes::add);
    return List.copyOf(new LinkedHashSet<>(notes));
  }

  private static String counted(Map<String, Integer> operators) {
    return String.join(
        ", ",
        operators.entrySet().stream()
            .map(
                each ->
                    each.getValue() == 1 ? each.getKey() : each.getKey() + " × " + each.getValue())
            .toList());
  }

  /** Initializers that several layers use, which an exporter may have merged as they were equal. */
  private List<String> shared() {
    List<String> notes = new ArrayList<>();
    tracer
        .uses()
        .forEach(
            (name, layers) -> {
              Set<String> users = new LinkedHashSet<>(layers);
              ModelTensor tensor = graph.initializers().get(name);
              if (users.size() > 1 && tensor != null) {
                notes.add(
                    "%d layers share the initializer %s of %,d values (%s)"
                        .formatted(
                            users.size(), name, tensor.size(), String.join(", ", first(users))));
              }
            });
    return notes;
  }

  private static List<String> first(Set<String> all) {
    List<String> shown = new ArrayList<>(all.stream().limit(4).toList());
    if (shown.size() < all.size()) {
      shown.add("…");
    }
    return shown;
  }

  /** Weights of convolutions that have no name of a module's: the exporter computed them. */
  private Optional<String> folded() {
    long folded =
        graph.operations().stream()
            .filter(each -> each.operator().equals("Conv"))
            .filter(
                each ->
                    each.input(2)
                        .filter(bias -> bias.endsWith(".weight_bias") || bias.startsWith("onnx::"))
                        .isPresent())
            .count();
    return folded == 0
        ? Optional.empty()
        : Optional.of(
            "the exporter folded batch norms into %d convolutions: parameters and work are the file's, which the model's own exceed"
                .formatted(folded));
  }

  private Optional<String> external() {
    Set<String> files = new LinkedHashSet<>();
    graph.initializers().values().stream()
        .map(ModelTensor::location)
        .filter(location -> !location.isEmpty())
        .forEach(files::add);
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "weights stand in %s, which is not opened".formatted(String.join(", ", first(files))));
  }
}
