package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Inputs in the place of layers that are not known. */
final class StandIns {
  private static final String UNKNOWN =
      "the layer %s is of the class %s, %s; it is not read, and what follows begins with its"
          + " recorded shape";

  /** No layer has more outputs. */
  private static final int MOST = 8;

  private final Inputs inputs;
  private final Set<String> problems;
  private boolean lost;

  /**
   * Prepares to stand in.
   *
   * @param inputs makes them
   * @param problems where it is said
   */
  StandIns(Inputs inputs, Set<String> problems) {
    this.inputs = inputs;
    this.problems = problems;
  }

  /** Returns whether the shape of a layer that is not known stands nowhere. */
  boolean isLost() {
    return lost;
  }

  /** The extents with the batch that a file records for the outputs of a layer's call. */
  @FunctionalInterface
  interface Recorded {
    Optional<List<Long>> of(int output);
  }

  /** Returns inputs of the shapes that are recorded for a layer's outputs, and says so. */
  List<TracedTensor> outputs(LayerConfig layer, String path, Recorded recorded) {
    String registered = layer.node().path("registered_name").asText(layer.type());
    String why =
        Optional.ofNullable(Keras.dialect().absent().get(layer.type()))
            .orElse(
                layer.isOperation()
                    ? "an operation that is not a layer here"
                    : "which is not Keras's (%s)".formatted(registered));
    List<TracedTensor> outputs = new ArrayList<>();
    while (outputs.size() < MOST) {
      Optional<List<Long>> extents =
          recorded
              .of(outputs.size())
              .or(() -> outputs.isEmpty() ? declared(layer) : Optional.empty());
      if (extents.isEmpty()) {
        break;
      }
      outputs.add(
          inputs.make(outputs.isEmpty() ? path : path + "_" + outputs.size(), extents.get()));
    }
    if (outputs.isEmpty()) {
      lost = true;
      throw new PythonException("is of an unknown class, and its output's shape is not stated");
    }
    problems.add(UNKNOWN.formatted(layer.name(), layer.type(), why));
    return outputs;
  }

  /** The shape that a Lambda states, without the batch. */
  private static Optional<List<Long>> declared(LayerConfig layer) {
    if (!layer.config().path("output_shape").isArray()) {
      return Optional.empty();
    }
    List<Long> extents = new ArrayList<>(List.of(-1L));
    extents.addAll(LayerConfig.extents(layer.config().path("output_shape")));
    return Optional.of(extents);
  }
}
