package io.github.layerbook.exchange.onnx.model;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads ONNX's files. */
public final class ModelReader {
  private static final int PROTOBUF_DEPTH = 6 * Limits.DEPTH;

  private ModelReader() {}

  /**
   * Reads a file; of weights, only their shapes.
   *
   * @throws OnnxException naming the place and the cause, if it is no ONNX model, or holds more
   *     than is read: 100,000 operations, 128 MiB beside the weights, bodies 24 deep
   * @throws IOException if the system cannot read it
   */
  public static Model read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return read(channel);
    }
  }

  private static Model read(FileChannel channel) throws IOException {
    Bytes bytes = new Bytes(channel);
    if (bytes.size() == 0) {
      throw new OnnxException("the file is empty");
    }
    CodedInputStream input = CodedInputStream.newInstance(new PayloadSkipper(bytes).model());
    input.setRecursionLimit(PROTOBUF_DEPTH);
    try {
      return model(OnnxMl.ModelProto.parseFrom(input));
    } catch (InvalidProtocolBufferException e) {
      throw new OnnxException(
          "it is not made as ONNX's messages are (%s)".formatted(e.getMessage()));
    }
  }

  private static Model model(OnnxMl.ModelProto proto) {
    if (!proto.hasGraph()) {
      throw new OnnxException("the model has no graph");
    }
    Map<String, Long> opsets = new HashMap<>();
    for (OnnxMl.OperatorSetIdProto opset : proto.getOpsetImportList()) {
      opsets.put(domain(opset.getDomain()), opset.getVersion());
    }
    String producer = (proto.getProducerName() + " " + proto.getProducerVersion()).strip();
    Conversion conversion = new Conversion();
    return new Model(
        proto.getIrVersion(),
        Map.copyOf(opsets),
        producer,
        conversion.graph(proto.getGraph()),
        proto.getFunctionsList().stream().map(function -> function(function, conversion)).toList());
  }

  private static ModelFunction function(OnnxMl.FunctionProto proto, Conversion conversion) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    proto
        .getAttributeProtoList()
        .forEach(each -> attributes.put(each.getName(), conversion.attribute(each)));
    return new ModelFunction(
        proto.getName(),
        domain(proto.getDomain()),
        List.copyOf(proto.getInputList()),
        List.copyOf(proto.getOutputList()),
        attributes,
        proto.getNodeList().stream().map(conversion::operation).toList());
  }

  /** ONNX's own domain has two names. */
  static String domain(String stated) {
    return stated.equals("ai.onnx") ? "" : stated;
  }
}
