package io.github.layerbook.exchange.onnx.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model as its file has it.
 *
 * @param version the version of the file's format, {@code ir_version}
 * @param opsets the version of each domain's operators; ONNX's own domain is the empty text
 * @param producer the program that wrote it, with its version
 * @param graph the network
 * @param functions functions that the file defines
 */
public record Model(
    long version,
    Map<String, Long> opsets,
    String producer,
    ModelGraph graph,
    List<ModelFunction> functions) {
  /** Copies the functions. */
  public Model {
    functions = List.copyOf(functions);
  }

  /** Returns the version of ONNX's own operators. */
  public long opset() {
    return opsets.getOrDefault("", 1L);
  }

  /** Returns the function that an operation calls, if the file defines it. */
  public Optional<ModelFunction> function(Operation operation) {
    return functions.stream()
        .filter(
            function ->
                function.name().equals(operation.operator())
                    && function.domain().equals(operation.domain()))
        .findFirst();
  }
}
