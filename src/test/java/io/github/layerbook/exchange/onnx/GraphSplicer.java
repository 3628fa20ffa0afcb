package io.github.layerbook.exchange.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Random;

/**
 * Puts parts of one ONNX graph into another: its operations and weights, whole or in the bodies of
 * If, Loop and Scan, or as functions that are called.
 *
 * @param random what decides, the same for one seed
 */
record GraphSplicer(Random random) {
  private static final int MOST_PARTS = 12;

  /** Changes a model. */
  void splice(OnnxMl.ModelProto.Builder model, OnnxMl.GraphProto other) {
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
    switch (random.nextInt(8)) {
      case 0 -> add(graph, other);
      case 1 -> wrap(graph, random.nextInt(4) == 0 ? graph.build() : other);
      case 2 -> call(model, other);
      case 3 -> graph.addAllInitializer(other.getInitializerList());
      case 4 -> graph.addAllInput(other.getInputList());
      case 5 -> duplicate(graph);
      case 6 -> connect(graph);
      default -> retype(graph);
    }
  }

  private <T> List<T> some(List<T> all) {
    int from = all.isEmpty() ? 0 : random.nextInt(all.size());
    return all.subList(from, Math.min(all.size(), from + 1 + random.nextInt(MOST_PARTS)));
  }

  private void add(OnnxMl.GraphProto.Builder graph, OnnxMl.GraphProto other) {
    graph.addAllNode(some(other.getNodeList()));
    graph.addAllInitializer(some(other.getInitializerList()));
  }

  /** The body of a loop or branch in the place of an operation. */
  private void wrap(OnnxMl.GraphProto.Builder graph, OnnxMl.GraphProto body) {
    int at = random.nextInt(graph.getNodeCount());
    OnnxMl.NodeProto.Builder node = graph.getNodeBuilder(at);
    String operator = List.of("If", "Loop", "Scan", "SequenceMap").get(random.nextInt(4));
    String name = operator.equals("If") ? "then_branch" : "body";
    node.setOpType(operator)
        .addAttribute(
            OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                .setG(body));
    if (operator.equals("Scan")) {
      node.addAttribute(
          OnnxMl.AttributeProto.newBuilder()
              .setName("num_scan_inputs")
              .setType(OnnxMl.AttributeProto.AttributeType.INT)
              .setI(random.nextInt(3) - 1L));
    }
  }

  private void call(OnnxMl.ModelProto.Builder model, OnnxMl.GraphProto other) {
    OnnxMl.NodeProto.Builder node =
        model.getGraphBuilder().getNodeBuilder(random.nextInt(model.getGraph().getNodeCount()));
    OnnxMl.FunctionProto.Builder function =
        model
            .addFunctionsBuilder()
            .setName(node.getOpType())
            .setDomain(node.getDomain())
            .addAllNode(some(other.getNodeList()));
    node.getInputList().forEach(function::addInput);
    node.getOutputList().forEach(function::addOutput);
  }

  private void duplicate(OnnxMl.GraphProto.Builder graph) {
    int at = random.nextInt(graph.getNodeCount());
    for (int i = random.nextInt(50); i > 0; i--) {
      OnnxMl.NodeProto.Builder again = graph.getNode(at).toBuilder();
      for (int j = 0; j < again.getOutputCount(); j++) {
        again.setOutput(j, again.getOutput(j) + "_" + i);
      }
      graph.addNode(at, again);
    }
  }

  /** An operation reads what a later one makes. */
  private void connect(OnnxMl.GraphProto.Builder graph) {
    int at = random.nextInt(graph.getNodeCount());
    OnnxMl.NodeProto later = graph.getNode(graph.getNodeCount() - 1 - random.nextInt(3) % (at + 1));
    OnnxMl.NodeProto.Builder node = graph.getNodeBuilder(at);
    if (node.getInputCount() > 0 && later.getOutputCount() > 0) {
      node.setInput(random.nextInt(node.getInputCount()), later.getOutput(0));
    }
  }

  /** An input or weight of another rank. */
  private void retype(OnnxMl.GraphProto.Builder graph) {
    if (graph.getInputCount() > 0) {
      OnnxMl.TensorShapeProto.Builder shape =
          graph
              .getInputBuilder(random.nextInt(graph.getInputCount()))
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder();
      if (shape.getDimCount() > 0 && random.nextBoolean()) {
        shape.removeDim(random.nextInt(shape.getDimCount()));
      } else {
        shape.addDimBuilder().setDimValue(1L + random.nextInt(9));
      }
    }
    if (graph.getInitializerCount() > 0) {
      graph
          .getInitializerBuilder(random.nextInt(graph.getInitializerCount()))
          .clearDims()
          .addDims(random.nextInt(100));
    }
  }
}
