package io.github.layerbook.exchange.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes small ONNX models: nodes by operator, the names of inputs and outputs, attributes. */
final class GraphText {
  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("g");
  private final OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder().setIrVersion(9);

  GraphText input(String name, String extents) {
    graph.addInput(info(name, extents));
    return this;
  }

  GraphText output(String name) {
    graph.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  GraphText value(String name, String extents) {
    graph.addValueInfo(info(name, extents));
    return this;
  }

  private static OnnxMl.ValueInfoProto info(String name, String extents) {
    OnnxMl.ValueInfoProto.Builder info = OnnxMl.ValueInfoProto.newBuilder().setName(name);
    OnnxMl.TensorShapeProto.Builder shape =
        info.getTypeBuilder().getTensorTypeBuilder().setElemType(1).getShapeBuilder();
    for (String extent : extents.split(" ", -1)) {
      if (extent.matches("\\d+")) {
        shape.addDimBuilder().setDimValue(Long.parseLong(extent));
      } else {
        shape.addDimBuilder().setDimParam(extent);
      }
    }
    return info.build();
  }

  /** Adds an initializer whose values are somewhere else. */
  GraphText weight(String name, long... extents) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder().setName(name).setDataType(1);
    for (long extent : extents) {
      tensor.addDims(extent);
    }
    tensor.setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalDataBuilder().setKey("location").setValue("weights.bin");
    graph.addInitializer(tensor);
    return this;
  }

  /** Adds a single real number. */
  GraphText number(String name, double value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(0, (float) value);
    graph.addInitializer(
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(1)
            .setRawData(ByteString.copyFrom(bytes)));
    return this;
  }

  /** Adds whole numbers. */
  GraphText numbers(String name, long... values) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder().setName(name).setDataType(7).addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** Adds a node; an operator of a domain has it in front, attributes are {@code axes=1,2}. */
  GraphText node(String operator, String inputs, String output, String attributes) {
    graph.addNode(made(operator, inputs, output, attributes));
    return this;
  }

  private static OnnxMl.NodeProto made(
      String operator, String inputs, String output, String attributes) {
    int dot = operator.lastIndexOf('.');
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator.substring(dot + 1))
            .setDomain(dot < 0 ? "" : operator.substring(0, dot))
            .addOutput(output);
    for (String input : inputs.split(" ", -1)) {
      node.addInput(input);
    }
    for (String each : attributes.isEmpty() ? new String[0] : attributes.split(" ", -1)) {
      String[] parts = each.split("=", 2);
      OnnxMl.AttributeProto.Builder attribute = node.addAttributeBuilder().setName(parts[0]);
      if (parts[1].contains(",")) {
        attribute.setType(OnnxMl.AttributeProto.AttributeType.INTS);
        for (String number : parts[1].split(",", -1)) {
          attribute.addInts(Long.parseLong(number));
        }
      } else if (parts[1].matches("-?\\d+")) {
        attribute.setType(OnnxMl.AttributeProto.AttributeType.INT).setI(Long.parseLong(parts[1]));
      } else if (parts[1].matches("-?\\d+\\.\\d+")) {
        attribute
            .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
            .setF(Float.parseFloat(parts[1]));
      } else {
        attribute
            .setType(OnnxMl.AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(parts[1]));
      }
    }
    return node.build();
  }

  /** Adds a node that follows one of two graphs. */
  GraphText branches(String condition, String output, GraphText yes, GraphText no) {
    OnnxMl.NodeProto.Builder node = made("If", condition, output, "").toBuilder();
    node.addAttributeBuilder()
        .setName("then_branch")
        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
        .setG(yes.graph);
    node.addAttributeBuilder()
        .setName("else_branch")
        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
        .setG(no.graph);
    graph.addNode(node);
    return this;
  }

  /** Adds a function of the domain {@code own}; each line an operator, its inputs and output. */
  GraphText function(String name, String inputs, String output, String... lines) {
    OnnxMl.FunctionProto.Builder function =
        model.addFunctionsBuilder().setName(name).setDomain("own").addOutput(output);
    for (String input : inputs.split(" ", -1)) {
      function.addInput(input);
    }
    for (String line : lines) {
      int first = line.indexOf(' ');
      int last = line.lastIndexOf(' ');
      function.addNode(
          made(
              line.substring(0, first),
              line.substring(first + 1, last),
              line.substring(last + 1),
              ""));
    }
    return this;
  }

  OnnxMl.ModelProto model() {
    OnnxMl.ModelProto.Builder whole = model.clone().setGraph(graph);
    whole.addOpsetImportBuilder().setVersion(17);
    return whole.build();
  }
}
