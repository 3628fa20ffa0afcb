package io.github.layerbook.exchange.onnx.model;

import java.util.List;
import java.util.Map;

/**
 * A function that the file itself defines.
 *
 * @param name its name
 * @param domain its domain
 * @param inputs the names of its arguments
 * @param outputs the names of its results
 * @param attributes its attributes' values where the call states none
 * @param operations its body
 */
public record ModelFunction(
    String name,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Object> attributes,
    List<Operation> operations) {
  /** Copies the lists. */
  public ModelFunction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    operations = List.copyOf(operations);
  }
}
