package io.github.layerbook.exchange.onnx.model;

import java.util.List;
import java.util.Map;

/**
 * A graph: the network's own, or a body of an operation.
 *
 * @param name its name
 * @param inputs what comes from outside, without the initializers
 * @param outputs what it makes
 * @param initializers tensors with values in the file, by name
 * @param operations its nodes in the order of the file
 * @param values what the file says of values in between, by name
 */
public record ModelGraph(
    String name,
    List<ModelValue> inputs,
    List<ModelValue> outputs,
    Map<String, ModelTensor> initializers,
    List<Operation> operations,
    Map<String, ModelValue> values) {
  /** Copies the lists. */
  public ModelGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    operations = List.copyOf(operations);
  }
}
