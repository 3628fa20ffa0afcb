package io.github.layerbook.exchange.onnx.model;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns ONNX's messages into records, and refuses what no graph can be. */
final class Conversion {
  private final Map<String, String> names = new HashMap<>();

  /** One object for all equal names. */
  private String name(String name) {
    if (name.length() > Limits.NAME) {
      throw new OnnxException(
          "a name of %,d characters: %s…".formatted(name.length(), name.substring(0, 40)));
    }
    return names.computeIfAbsent(name, same -> same);
  }

  private List<String> names(List<String> all) {
    List<String> result = new ArrayList<>(all.size());
    all.forEach(each -> result.add(name(each)));
    return result;
  }

  ModelGraph graph(OnnxMl.GraphProto proto) {
    Map<String, ModelTensor> initializers = new LinkedHashMap<>();
    for (OnnxMl.TensorProto tensor : proto.getInitializerList()) {
      if (initializers.put(name(tensor.getName()), tensor(tensor)) != null) {
        throw new OnnxException("two initializers are called %s".formatted(tensor.getName()));
      }
    }
    for (OnnxMl.SparseTensorProto sparse : proto.getSparseInitializerList()) {
      String name = name(sparse.getValues().getName());
      initializers.put(name, sparse(sparse));
    }
    List<ModelValue> inputs = new ArrayList<>();
    for (OnnxMl.ValueInfoProto input : proto.getInputList()) {
      if (!initializers.containsKey(input.getName())) {
        inputs.add(value(input));
      }
    }
    Map<String, ModelValue> values = new HashMap<>();
    proto.getValueInfoList().forEach(info -> values.put(name(info.getName()), value(info)));
    proto.getOutputList().forEach(info -> values.put(name(info.getName()), value(info)));
    return new ModelGraph(
        name(proto.getName()),
        inputs,
        proto.getOutputList().stream().map(this::value).toList(),
        initializers,
        proto.getNodeList().stream().map(this::operation).toList(),
        values);
  }

  private ModelValue value(OnnxMl.ValueInfoProto proto) {
    OnnxMl.TypeProto type = proto.getType();
    if (!type.hasTensorType()) {
      return new ModelValue(name(proto.getName()), Optional.empty(), "");
    }
    OnnxMl.TypeProto.Tensor tensor = type.getTensorType();
    Optional<List<ModelValue.Extent>> extents = Optional.empty();
    if (tensor.hasShape()) {
      checkRank(tensor.getShape().getDimCount(), proto.getName());
      extents =
          Optional.of(
              tensor.getShape().getDimList().stream()
                  .map(
                      dim ->
                          dim.hasDimValue()
                              ? known(dim.getDimValue(), proto.getName())
                              : new ModelValue.Extent(-1, name(dim.getDimParam())))
                  .toList());
    }
    return new ModelValue(name(proto.getName()), extents, type(tensor.getElemType()));
  }

  private static ModelValue.Extent known(long size, String name) {
    if (size < 0) {
      throw new OnnxException("the value %s has an extent of %,d".formatted(name, size));
    }
    return new ModelValue.Extent(size, "");
  }

  private static void checkRank(int rank, String name) {
    if (rank > Limits.RANK) {
      throw new OnnxException("%s has %,d axes, more than any tensor".formatted(name, rank));
    }
  }

  private static String type(int number) {
    OnnxMl.TensorProto.DataType type = OnnxMl.TensorProto.DataType.forNumber(number);
    return type == null ? "type " + number : type.name();
  }

  Operation operation(OnnxMl.NodeProto proto) {
    Map<String, Object> attributes = Map.of();
    if (proto.getAttributeCount() > 0) {
      attributes = new LinkedHashMap<>();
      for (OnnxMl.AttributeProto each : proto.getAttributeList()) {
        attributes.put(name(each.getName()), attribute(each));
      }
    }
    Map<String, String> metadata = Map.of();
    if (proto.getMetadataPropsCount() > 0) {
      metadata = new HashMap<>();
      for (OnnxMl.StringStringEntryProto each : proto.getMetadataPropsList()) {
        metadata.put(each.getKey(), each.getValue());
      }
    }
    return new Operation(
        name(proto.getName()),
        name(proto.getOpType()),
        name(ModelReader.domain(proto.getDomain())),
        names(proto.getInputList()),
        names(proto.getOutputList()),
        attributes,
        metadata);
  }

  /** Returns an attribute's value; a text where it is of a kind that says nothing of a layer. */
  Object attribute(OnnxMl.AttributeProto proto) {
    if (!proto.getRefAttrName().isEmpty()) {
      return new Operation.Reference(proto.getRefAttrName());
    }
    return switch (proto.getType()) {
      case FLOAT -> (double) proto.getF();
      case INT -> proto.getI();
      case STRING -> proto.getS().toStringUtf8();
      case TENSOR -> tensor(proto.getT());
      case GRAPH -> graph(proto.getG());
      case SPARSE_TENSOR -> sparse(proto.getSparseTensor());
      case FLOATS ->
          proto.getFloatsList().stream().map(number -> (Object) number.doubleValue()).toList();
      case INTS -> List.copyOf(proto.getIntsList());
      case STRINGS -> proto.getStringsList().stream().map(ByteString::toStringUtf8).toList();
      case TENSORS -> proto.getTensorsList().stream().map(this::tensor).toList();
      case GRAPHS -> proto.getGraphsList().stream().map(this::graph).toList();
      default -> "";
    };
  }

  private ModelTensor sparse(OnnxMl.SparseTensorProto proto) {
    ModelTensor values = tensor(proto.getValues());
    List<Long> extents = extents(proto.getDimsList(), values.name());
    return new ModelTensor(values.name(), values.type(), extents, Optional.empty(), "");
  }

  ModelTensor tensor(OnnxMl.TensorProto proto) {
    String location = "";
    for (OnnxMl.StringStringEntryProto entry : proto.getExternalDataList()) {
      location = entry.getKey().equals("location") ? entry.getValue() : location;
    }
    List<Long> extents = extents(proto.getDimsList(), proto.getName());
    return new ModelTensor(
        name(proto.getName()),
        type(proto.getDataType()),
        extents,
        values(proto, extents),
        location);
  }

  private static List<Long> extents(List<Long> dims, String name) {
    String what = name.isEmpty() ? "a tensor" : "the tensor " + name;
    checkRank(dims.size(), what);
    long values = 1;
    for (long dim : dims) {
      if (dim < 0) {
        throw new OnnxException("%s has an extent of %,d".formatted(what, dim));
      }
      try {
        values = Math.multiplyExact(values, Math.max(dim, 1));
      } catch (ArithmeticException e) {
        throw new OnnxException("%s has extents %s, more than 2^63 values".formatted(what, dims));
      }
    }
    return List.copyOf(dims);
  }

  /** The values where they are in the file and all of them are there. */
  private static Optional<List<Number>> values(OnnxMl.TensorProto proto, List<Long> extents) {
    long size = extents.stream().reduce(1L, Math::multiplyExact);
    List<Number> values = new ArrayList<>();
    if (size == 0) {
      return Optional.of(List.of());
    } else if (!proto.getRawData().isEmpty()) {
      raw(proto, values);
    } else if (proto.getInt64DataCount() > 0) {
      values.addAll(proto.getInt64DataList());
    } else if (proto.getInt32DataCount() > 0) {
      proto.getInt32DataList().forEach(number -> values.add(number.longValue()));
    } else if (proto.getFloatDataCount() > 0) {
      proto.getFloatDataList().forEach(number -> values.add(number.doubleValue()));
    } else if (proto.getDoubleDataCount() > 0) {
      values.addAll(proto.getDoubleDataList());
    } else {
      values.addAll(proto.getUint64DataList());
    }
    return values.size() == size ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  private static void raw(OnnxMl.TensorProto proto, List<Number> values) {
    ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    switch (type(proto.getDataType())) {
      case "INT64", "UINT64" -> {
        while (bytes.remaining() >= Long.BYTES) {
          values.add(bytes.getLong());
        }
      }
      case "INT32", "UINT32" -> {
        while (bytes.remaining() >= Integer.BYTES) {
          values.add((long) bytes.getInt());
        }
      }
      case "BOOL", "INT8", "UINT8" -> {
        while (bytes.hasRemaining()) {
          values.add((long) bytes.get());
        }
      }
      case "FLOAT" -> {
        while (bytes.remaining() >= Float.BYTES) {
          values.add((double) bytes.getFloat());
        }
      }
      case "FLOAT16" -> {
        while (bytes.remaining() >= Short.BYTES) {
          values.add(half(bytes.getShort()));
        }
      }
      case "BFLOAT16" -> {
        while (bytes.remaining() >= Short.BYTES) {
          values.add((double) Float.intBitsToFloat(bytes.getShort() << 16));
        }
      }
      case "DOUBLE" -> {
        while (bytes.remaining() >= Double.BYTES) {
          values.add(bytes.getDouble());
        }
      }
      default -> values.clear();
    }
  }

  /** A number of 16 bits as IEEE 754 has it: a sign, 5 bits of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    double fraction = bits & 0x3ff;
    double size =
        exponent == 0x1f
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? Math.scalb(fraction, -24)
                : Math.scalb(1 + fraction / 1024, exponent - 15);
    return bits < 0 ? -size : size;
  }
}
