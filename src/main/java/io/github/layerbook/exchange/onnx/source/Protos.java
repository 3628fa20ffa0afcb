package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.layerbook.exchange.source.Layout;
import java.util.List;

/** The messages of a model. */
final class Protos {
  private Protos() {}

  static NodeProto.Builder node(
      String type, String name, List<String> inputs, List<String> outputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(name)
        .addAllInput(inputs)
        .addAllOutput(outputs);
  }

  /** A value of a network, whose batch is open. */
  static ValueInfoProto value(String name, Layout layout, boolean indices) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < layout.rank(); axis++) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          axis == layout.batch()
              ? dimension.setDimParam("N")
              : dimension.setDimValue(layout.extents().get(axis)));
    }
    return value(name, shape, indices ? TensorProto.DataType.INT64 : TensorProto.DataType.FLOAT);
  }

  /** A value of fixed extents. */
  static ValueInfoProto value(String name, List<Long> extents, TensorProto.DataType type) {
    return value(name, shape(extents), type);
  }

  /** Numbers of a batch, which is open. */
  static ValueInfoProto ofBatch(String name, List<Long> extents) {
    TensorShapeProto.Builder shape =
        shape(extents).addDim(0, TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    return value(name, shape, TensorProto.DataType.FLOAT);
  }

  private static TensorShapeProto.Builder shape(List<Long> extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    extents.forEach(
        extent -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent)));
    return shape;
  }

  private static ValueInfoProto value(
      String name, TensorShapeProto.Builder shape, TensorProto.DataType type) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  static AttributeProto.Builder attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof List<?>) {
      return integers(name, numbers(value));
    } else if (value instanceof Long number) {
      return attribute.setType(AttributeType.INT).setI(number);
    } else if (value instanceof Boolean flag) {
      return attribute.setType(AttributeType.INT).setI(flag ? 1 : 0);
    } else if (value instanceof Double number) {
      return attribute.setType(AttributeType.FLOAT).setF(number.floatValue());
    }
    return attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(value.toString()));
  }

  /** The value 1 of {@code ConstantOfShape}, which makes zeros without it. */
  static AttributeProto.Builder one() {
    return AttributeProto.newBuilder()
        .setName("value")
        .setType(AttributeType.TENSOR)
        .setT(
            TensorProto.newBuilder()
                .addDims(1)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(1));
  }

  static AttributeProto.Builder texts(String name, List<?> values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.STRINGS);
    values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value.toString())));
    return attribute;
  }

  static AttributeProto.Builder integers(String name, List<Long> values) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(values);
  }

  static AttributeProto.Builder graph(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.GRAPH).setG(graph);
  }

  static List<Long> numbers(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(each -> ((Number) each).longValue()).toList()
        : List.of(((Number) value).longValue());
  }
}
