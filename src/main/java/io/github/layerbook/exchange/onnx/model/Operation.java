package io.github.layerbook.exchange.onnx.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of a graph: an operator on values, which it calls by name.
 *
 * @param name the node's name; empty for none
 * @param operator the operator: {@code Conv}
 * @param domain whose operator it is; empty for ONNX's own
 * @param inputs the names of the values that it takes; empty where an optional one is left out
 * @param outputs the names of the values that it makes; empty where nobody wants one
 * @param attributes by name: {@code Long}, {@code Double}, {@code String}, lists of these, {@link
 *     ModelTensor}, {@link ModelGraph}, {@link Reference}
 * @param metadata what the exporter wrote beside it: the module that it comes from
 */
public record Operation(
    String name,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Object> attributes,
    Map<String, String> metadata) {
  /** Copies the collections. */
  public Operation {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    metadata = Map.copyOf(metadata);
  }

  /**
   * Stands in a function's body for an attribute of the call.
   *
   * @param attribute the attribute's name
   */
  public record Reference(String attribute) {}

  /** Returns this with other values. */
  public Operation with(List<String> newInputs, List<String> newOutputs) {
    return new Operation(name, operator, domain, newInputs, newOutputs, attributes, metadata);
  }

  /** Returns this as another operator with other inputs. */
  public Operation as(
      String newOperator,
      String newDomain,
      List<String> newInputs,
      Map<String, Object> newAttributes) {
    return new Operation(name, newOperator, newDomain, newInputs, outputs, newAttributes, metadata);
  }

  /** Returns the operator with its domain. */
  public String type() {
    return domain.isEmpty() ? operator : domain + "." + operator;
  }

  /** Returns the name of an input, if it is given. */
  public Optional<String> input(int index) {
    return index < inputs.size() && !inputs.get(index).isEmpty()
        ? Optional.of(inputs.get(index))
        : Optional.empty();
  }

  /** Returns the first output's name. */
  public String output() {
    return outputs.isEmpty() ? "" : outputs.get(0);
  }

  /** Returns an attribute that is a whole number. */
  public long number(String attribute, long otherwise) {
    return attributes.get(attribute) instanceof Long number ? number : otherwise;
  }

  /** Returns an attribute that is a number. */
  public double decimal(String attribute, double otherwise) {
    return attributes.get(attribute) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /** Returns an attribute that is a text. */
  public String text(String attribute, String otherwise) {
    return attributes.get(attribute) instanceof String text ? text : otherwise;
  }

  /** Returns an attribute that is a list of whole numbers. */
  public Optional<List<Long>> numbers(String attribute) {
    return attributes.get(attribute) instanceof List<?> list
            && list.stream().allMatch(Long.class::isInstance)
        ? Optional.of(list.stream().map(Long.class::cast).toList())
        : Optional.empty();
  }

  /** Returns how many values an attribute lists; 0 if there is none. */
  public long values(String attribute) {
    return attributes.get(attribute) instanceof List<?> list ? list.size() : 0;
  }

  /** Returns an attribute that is a graph. */
  public Optional<ModelGraph> graph(String attribute) {
    return attributes.get(attribute) instanceof ModelGraph graph
        ? Optional.of(graph)
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name.isEmpty() ? type() + " that makes " + output() : type() + " " + name;
  }
}
