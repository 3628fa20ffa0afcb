package io.github.layerbook.exchange.onnx;

import java.util.List;
import java.util.Map;

/**
 * What is asked of an ONNX file.
 *
 * @param name the network's name; empty for the file's
 * @param inputs the extents of each of the graph's inputs in ONNX's order, without the batch; none
 *     if the file tells
 * @param dims numbers for extents that the file leaves open, by their names
 * @param raw whether the nodes are wanted as they are, rather than the layers that they make
 */
public record OnnxOptions(
    String name, List<List<Long>> inputs, Map<String, Long> dims, boolean raw) {
  /** Asks for what the file itself tells. */
  public static final OnnxOptions NONE = new OnnxOptions("", List.of(), Map.of(), false);

  /** Copies the collections. */
  public OnnxOptions {
    inputs = inputs.stream().map(List::copyOf).toList();
    dims = Map.copyOf(dims);
  }

  /** Returns this for nodes as they are. */
  public OnnxOptions asRaw() {
    return new OnnxOptions(name, inputs, dims, true);
  }

  /** Returns this with a number for an open extent. */
  public OnnxOptions dim(String dim, long number) {
    Map<String, Long> more = new java.util.HashMap<>(dims);
    more.put(dim, number);
    return new OnnxOptions(name, inputs, more, raw);
  }
}
