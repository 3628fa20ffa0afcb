package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.layerbook.exchange.NotExpressibleException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of a model, zeros or inputs of its graph, and the numbers that operators take. */
final class Weights {
  /** What one message of Protocol Buffers can hold, with some room. */
  private static final long MOST_BYTES = 2_000_000_000L;

  private final GraphProto.Builder graph;
  private final String network;
  private final boolean zeros;
  private final Map<String, List<Long>> written = new HashMap<>();
  private final Set<String> turned = new HashSet<>();
  private long bytes;

  /**
   * Begins a model's weights.
   *
   * @param zeros whether the file holds zeros; else the weights are inputs, behind the network's
   */
  Weights(GraphProto.Builder graph, String network, boolean zeros) {
    this.graph = graph;
    this.network = network;
    this.zeros = zeros;
  }

  /** Adds a weight, once for all layers that share it, and returns its name. */
  String weight(String owner, String name, List<Long> extents) {
    return weight(owner, name, extents, false);
  }

  /**
   * Adds a tensor likewise.
   *
   * @param name its name within the layer; empty if it has the layer's
   * @param whole whether its numbers are whole
   */
  String weight(String owner, String name, List<Long> extents, boolean whole) {
    String full = name.isEmpty() ? owner : owner + "." + name;
    TensorProto.DataType type = whole ? TensorProto.DataType.INT64 : TensorProto.DataType.FLOAT;
    List<Long> before = written.putIfAbsent(full, extents);
    if (before != null) {
      return before.equals(extents) ? full : turned(full);
    } else if (!zeros) {
      graph.addInput(Protos.value(full, extents, type));
      return full;
    }
    long width = whole ? Long.BYTES : Float.BYTES;
    long size = extents.stream().reduce(width, Math::multiplyExact);
    bytes = Math.addExact(bytes, size);
    if (bytes > MOST_BYTES) {
      throw new NotExpressibleException(
          "the weights of %s, as zeros, take more than the 2 GB that an ONNX file can hold: --form onnx-graph leaves them out"
              .formatted(network));
    }
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(full)
            .addAllDims(extents)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(new byte[Math.toIntExact(size)])));
    return full;
  }

  /** Returns whether there is a weight of a name. */
  boolean has(String name) {
    return written.containsKey(name);
  }

  /** A matrix whose rows are columns elsewhere: a table of words that scores them. */
  private String turned(String full) {
    String other = full + "_transposed";
    if (turned.add(other)) {
      graph.addNode(
          Protos.node("Transpose", other, List.of(full), List.of(other))
              .addAttribute(Protos.integers("perm", List.of(1L, 0L))));
    }
    return other;
  }

  /** Adds whole numbers under a name. */
  String integers(String name, List<Long> numbers) {
    ByteBuffer data =
        ByteBuffer.allocate(Long.BYTES * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(data::putLong);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(numbers.size())
            .setRawData(ByteString.copyFrom(data.flip())));
    return name;
  }

  /** Adds a number under a name. */
  String decimal(String name, float number) {
    ByteBuffer data = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(number).flip();
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(data)));
    return name;
  }
}
