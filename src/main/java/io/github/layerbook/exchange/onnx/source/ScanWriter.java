package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What goes over the positions of sequences one after another with a state ({@code Scan}): the body
 * is a graph of its own, in which each of the sequences is what stands at one position.
 *
 * @param to where the operator is written
 * @param state the extents of the state, without the batch
 */
record ScanWriter(StepWriter to, List<Long> state) {
  /** A sequence, {@code [batch, positions, …]}, and its extents behind these. */
  record Sequence(String tensor, List<Long> extents) {
    static Sequence of(String tensor, Long... extents) {
      return new Sequence(tensor, List.of(extents));
    }
  }

  /** What becomes of the state at a position, and what is given there. */
  record Now(String state, String given) {}

  /** Writes one position in the body. */
  @FunctionalInterface
  interface Position {
    Now write(StepWriter body, String state, List<String> now);
  }

  /** Begins with zeros and returns what the positions give, one behind the other. */
  String scanned(List<Sequence> sequences, List<Long> given, Position position) {
    String first = sequences.get(0).tensor();
    String zeros = to.add("ConstantOfShape", "first_state", to.batched("state", first, state));
    GraphProto.Builder graph = GraphProto.newBuilder().setName(to.path() + "_position");
    StepWriter body = new StepWriter(graph, to.weights(), to.path() + "/position", to.owner());
    String before = body.path() + "_state";
    graph.addInput(Protos.ofBatch(before, state));
    List<String> inputs = new ArrayList<>(List.of(zeros));
    List<String> now = new ArrayList<>();
    for (Sequence sequence : sequences) {
      String name = body.path() + "_input_" + now.size();
      graph.addInput(Protos.ofBatch(name, sequence.extents()));
      now.add(name);
      inputs.add(sequence.tensor());
    }
    Now after = position.write(body, before, now);
    graph.addOutput(Protos.ofBatch(after.state(), state));
    graph.addOutput(Protos.ofBatch(after.given(), given));
    String last = to.path() + "_last_state";
    String all = to.path() + "_scanned";
    NodeProto.Builder scan = Protos.node("Scan", to.path() + "_scan", inputs, List.of(last, all));
    List<Long> axes = Collections.nCopies(sequences.size(), 1L);
    to.graph()
        .addNode(
            scan.addAttribute(Protos.graph("body", graph))
                .addAttribute(Protos.attribute("num_scan_inputs", (long) sequences.size()))
                .addAttribute(Protos.integers("scan_input_axes", axes))
                .addAttribute(Protos.integers("scan_output_axes", List.of(1L))));
    return all;
  }
}
