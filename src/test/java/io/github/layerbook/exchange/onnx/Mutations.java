package io.github.layerbook.exchange.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes ONNX files: some bytes, or something in the graph that they say. */
final class Mutations {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    64,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 40
  };
  private static final List<String> OPERATORS =
      List.of(
          "Conv",
          "Reshape",
          "Transpose",
          "Concat",
          "Split",
          "Slice",
          "Gather",
          "Expand",
          "Tile",
          "Pad",
          "Resize",
          "MatMul",
          "Gemm",
          "Softmax",
          "LSTM",
          "ReduceMean",
          "Shape",
          "Where",
          "ConstantOfShape",
          "Range",
          "TopK",
          "Einsum",
          "If",
          "Loop",
          "OneHot",
          "DepthToSpace",
          "LayerNormalization",
          "ConvTranspose",
          "Unsqueeze",
          "Squeeze",
          "Foo",
          "Identity");

  private final Random random;

  /** Files that parts are taken from. */
  private final List<byte[]> others;

  Mutations(long seed, List<byte[]> others) {
    this.random = new Random(seed);
    this.others = others;
  }

  /** Returns a changed file. */
  byte[] of(byte[] file) {
    byte[] result = file;
    for (int i = random.nextInt(3); i >= 0; i--) {
      result = random.nextInt(3) == 0 ? bytes(result) : graph(result);
    }
    return result;
  }

  private byte[] bytes(byte[] file) {
    if (file.length < 4) {
      return new byte[] {8, (byte) random.nextInt(256), (byte) random.nextInt(256)};
    }
    byte[] changed = file.clone();
    int at = random.nextInt(file.length);
    switch (random.nextInt(5)) {
      case 0 -> changed[at] = (byte) random.nextInt(256);
      case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> changed = Arrays.copyOf(file, at);
      case 3 -> Arrays.fill(changed, at, Math.min(file.length, at + 9), (byte) 0xff);
      default -> {
        int end = Math.min(file.length, at + 1 + random.nextInt(64));
        changed = new byte[file.length + end - at];
        System.arraycopy(file, 0, changed, 0, end);
        System.arraycopy(file, at, changed, end, file.length - at);
      }
    }
    return changed;
  }

  private byte[] graph(byte[] file) {
    try {
      OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(file).toBuilder();
      OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
      if (graph.getNodeCount() == 0) {
        return bytes(file);
      }
      if (random.nextInt(4) == 0) {
        OnnxMl.ModelProto other =
            OnnxMl.ModelProto.parseFrom(others.get(random.nextInt(others.size())));
        new GraphSplicer(random).splice(model, other.getGraph());
      } else {
        change(graph);
      }
      return model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      return bytes(file);
    }
  }

  private void change(OnnxMl.GraphProto.Builder graph) {
    int at = random.nextInt(graph.getNodeCount());
    OnnxMl.NodeProto.Builder node = graph.getNodeBuilder(at);
    switch (random.nextInt(11)) {
      case 0 -> graph.removeNode(at);
      case 1 -> graph.addNode(random.nextInt(graph.getNodeCount()), node.build());
      case 2 -> node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
      case 3 -> changeInput(graph, node);
      case 4, 5 -> changeAttribute(node);
      case 6 -> changeTensor(graph);
      case 7 -> changeInputExtent(graph);
      case 8 -> node.setDomain(random.nextBoolean() ? "com.example" : "com.microsoft");
      case 9 -> node.addInput(anyValue(graph));
      default -> graph.clearValueInfo();
    }
  }

  private String anyValue(OnnxMl.GraphProto.Builder graph) {
    OnnxMl.NodeProto node = graph.getNode(random.nextInt(graph.getNodeCount()));
    return random.nextInt(3) == 0 && graph.getInitializerCount() > 0
        ? graph.getInitializer(random.nextInt(graph.getInitializerCount())).getName()
        : node.getOutputCount() > 0 ? node.getOutput(0) : "";
  }

  private void changeInput(OnnxMl.GraphProto.Builder graph, OnnxMl.NodeProto.Builder node) {
    if (node.getInputCount() > 0) {
      int at = random.nextInt(node.getInputCount());
      node.setInput(at, random.nextInt(4) == 0 ? "" : anyValue(graph));
    }
  }

  private void changeAttribute(OnnxMl.NodeProto.Builder node) {
    if (node.getAttributeCount() == 0) {
      node.addAttribute(
          OnnxMl.AttributeProto.newBuilder()
              .setName("axis")
              .setType(OnnxMl.AttributeProto.AttributeType.INT)
              .setI(number()));
      return;
    }
    OnnxMl.AttributeProto.Builder attribute =
        node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
    if (attribute.getIntsCount() > 0) {
      switch (random.nextInt(3)) {
        case 0 -> attribute.addInts(number());
        case 1 -> attribute.clearInts();
        default -> attribute.setInts(random.nextInt(attribute.getIntsCount()), number());
      }
    } else if (attribute.hasT() && attribute.getT().getDimsCount() > 0) {
      attribute.getTBuilder().setDims(0, number());
    } else {
      attribute.setI(number()).setF((float) number());
    }
  }

  private void changeTensor(OnnxMl.GraphProto.Builder graph) {
    if (graph.getInitializerCount() > 0) {
      OnnxMl.TensorProto.Builder tensor =
          graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
      if (tensor.getDimsCount() > 0 && random.nextBoolean()) {
        tensor.setDims(random.nextInt(tensor.getDimsCount()), number());
      } else if (random.nextBoolean()) {
        tensor.addDims(number());
      } else {
        tensor.setDataType(random.nextInt(25));
      }
    }
  }

  private void changeInputExtent(OnnxMl.GraphProto.Builder graph) {
    if (graph.getInputCount() > 0) {
      OnnxMl.TensorShapeProto.Builder shape =
          graph
              .getInputBuilder(random.nextInt(graph.getInputCount()))
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder();
      if (shape.getDimCount() > 0) {
        OnnxMl.TensorShapeProto.Dimension.Builder dim =
            shape.getDimBuilder(random.nextInt(shape.getDimCount()));
        if (random.nextBoolean()) {
          dim.setDimValue(number());
        } else {
          dim.setDimParam("n" + random.nextInt(3));
        }
      }
    }
  }

  private long number() {
    return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt(300);
  }
}
