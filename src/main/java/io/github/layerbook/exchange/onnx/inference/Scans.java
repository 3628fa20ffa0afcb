package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;

/** How ONNX's Loop and Scan say what they go through. */
public final class Scans {
  /** The attribute with the axes of what a scan goes through. */
  public static final String INPUTS = "scan_input_axes";

  /** The attribute with the axes along which a scan puts together what its turns make. */
  public static final String OUTPUTS = "scan_output_axes";

  private Scans() {}

  /** Returns how many of its body's inputs are an operation's state; a loop has two counters. */
  public static int states(Operation operation, ModelGraph body) {
    int inputs = body.inputs().size();
    long others = operation.operator().equals("Scan") ? operation.number("num_scan_inputs", 0) : 2;
    return (int) (inputs - Math.max(0, Math.min(inputs, others)));
  }

  /** Returns an axis as the file states it, maybe from the end; the first if it states none. */
  public static long axis(Operation operation, String attribute, int place) {
    return operation
        .numbers(attribute)
        .filter(all -> place < all.size())
        .map(all -> all.get(place))
        .orElse(0L);
  }
}
