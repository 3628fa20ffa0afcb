package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.onnx.operator.Signature;
import io.github.layerbook.exchange.source.Arranged;
import io.github.layerbook.exchange.source.Arranger;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Sayings;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes networks as ONNX models whose weights are zeros.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.onnx.source.OnnxSource;
 * OnnxSource.of(Zoo.network("lenet5")).length > 4 * 61706   // true
 * }</pre>
 */
public final class OnnxSource {
  /** What one message of Protocol Buffers can hold, with some room. */
  private static final long MOST_BYTES = 2_000_000_000L;

  private static final int FORMAT = 8;
  private static final int OPERATORS = 17;

  /** Operators that are younger. */
  private static final Map<String, Integer> SINCE = Map.of("Gelu", 20, "RMSNormalization", 23);

  private static final Set<String> FLOATS = Set.of("min", "max", "ratio");

  private static final String WEIGHT = "weight";

  /** Operators whose B is no bias. */
  private static final Set<String> MATRICES = Set.of("Gemm", "MatMul");

  /** Weights by ONNX's names, and by those that layers have elsewhere. */
  private static final Map<String, String> WEIGHTS =
      Map.ofEntries(
          Map.entry("W", WEIGHT),
          Map.entry("B", "bias"),
          Map.entry("C", "bias"),
          Map.entry("scale", WEIGHT),
          Map.entry("Scale", WEIGHT),
          Map.entry("mean", "running_mean"),
          Map.entry("var", "running_var"),
          Map.entry("slope", WEIGHT),
          Map.entry("data", WEIGHT));

  private static final Dialect DIALECT =
      OnnxOperators.dialect().rewriting(OnnxRewritings.all()).with(OnnxSyntax.entries());

  private final Network network;

  /** The network as ONNX's operators say it. */
  private final Sayings sayings;

  private final Arranger arranger = new Arranger();
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<OutputAddress, Layout> layouts = new HashMap<>();
  private final Set<String> written = new HashSet<>();
  private final Set<String> read = new HashSet<>();
  private int version = OPERATORS;
  private long bytes;

  private OnnxSource(Network network) {
    this.network = network;
    this.sayings = Sayings.of(Gates.expanded(network), DIALECT, true);
  }

  /** Returns what models are written in: ONNX's dialect, and how it says what it has not. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Returns a network with the layers that are several operators taken apart. */
  public static Network expanded(Network network) {
    return Gates.expanded(network);
  }

  /**
   * Returns the model of a network.
   *
   * @throws NotExpressibleException naming all layers that ONNX has no operator for; or if the
   *     zeros take more than a file can hold
   */
  public static byte[] of(Network network) {
    return new OnnxSource(network).model().toByteArray();
  }

  private ModelProto model() {
    graph.setName(network.name());
    for (Node input : sayings.inputs()) {
      Layout layout = layout(input);
      layouts.put(input.output(), layout);
      graph.addInput(value(input.path(), layout, isIndices(input.output())));
    }
    sayings.layers().forEach(said -> said.node().reads().forEach(r -> read.add(r.layer())));
    sayings.layers().forEach(this::write);
    for (Said said : sayings.layers()) {
      if (!read.contains(said.node().path())) {
        OutputAddress output = said.node().output();
        graph.addOutput(value(name(output), Objects.requireNonNull(layouts.get(output)), false));
      }
    }
    return ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .setProducerName("Layerbook")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(version))
        .setGraph(graph)
        .build();
  }

  /** Sequences have their features last, unless windows slide along them. */
  private Layout layout(Node input) {
    Shape shape = input.layer().on(List.of()).output().evaluated();
    boolean maps =
        sayings.layers().stream()
            .filter(said -> said.node().reads().contains(input.output()))
            .anyMatch(
                said -> said.entry().takes("kernel_shape") || said.entry().takes("num_groups"));
    return shape.axes().size() == 2 && !maps
        ? Layout.channelsLast(shape)
        : Layout.channelsFirst(shape);
  }

  private boolean isIndices(OutputAddress input) {
    return sayings.layers().stream()
        .filter(said -> said.node().reads().contains(input))
        .anyMatch(said -> said.layer() instanceof Embedding);
  }

  private static ValueInfoProto value(String name, Layout layout, boolean indices) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < layout.rank(); axis++) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          axis == layout.batch()
              ? dimension.setDimParam("N")
              : dimension.setDimValue(layout.extents().get(axis)));
    }
    TensorProto.DataType type = indices ? TensorProto.DataType.INT64 : TensorProto.DataType.FLOAT;
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /** A value's name: the layer's path, with the output's place if it is not the first. */
  private static String name(OutputAddress address) {
    return address.output() == 0
        ? address.layer()
        : address.layer() + "_output_" + address.output();
  }

  private void write(Said said) {
    List<Layout> inputs = said.node().reads().stream().map(layouts::get).toList();
    Arranged arranged = arranger.arranged(said, inputs);
    List<String> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      tensors.add(placed(said, i, inputs.get(i), arranged.operands().get(i)));
    }
    if (said.layer() instanceof Activation activation
        && activation.kind() == Activation.Kind.SILU) {
      gate(said, tensors.get(0));
    } else if (said.layer() instanceof Linear linear && linear.bias()) {
      biased(said, linear, tensors.get(0));
    } else {
      operator(said, arranged, tensors);
    }
    for (int i = 0; i < arranged.results().size(); i++) {
      layouts.put(
          new OutputAddress(said.node().path(), arranged.outputs().get(i)),
          arranged.results().get(i));
    }
  }

  private String placed(Said said, int index, Layout have, Layout wanted) {
    String tensor = name(said.node().reads().get(index));
    List<Integer> order = have.order(wanted.at());
    if (order.equals(IntStream.range(0, order.size()).boxed().toList())) {
      return tensor;
    }
    String moved = said.node().path() + "_transposed" + (index == 0 ? "" : "_" + index);
    graph.addNode(
        node("Transpose", moved, List.of(tensor), List.of(moved))
            .addAttribute(integers("perm", order.stream().map(Integer::longValue).toList())));
    return moved;
  }

  private static NodeProto.Builder node(
      String type, String name, List<String> inputs, List<String> outputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(name)
        .addAllInput(inputs)
        .addAllOutput(outputs);
  }

  /** {@code x * sigmoid(x)}: the operator of its own is too young for most programs. */
  private void gate(Said said, String input) {
    String path = said.node().path();
    String sigmoid = path + "_sigmoid";
    graph.addNode(node("Sigmoid", sigmoid, List.of(input), List.of(sigmoid)));
    graph.addNode(node("Mul", path, List.of(input, sigmoid), List.of(path)));
  }

  /** A product has no bias. */
  private void biased(Said said, Linear linear, String input) {
    String path = said.node().path();
    long out = linear.out().value();
    long in = said.inputs().get(0).channels().size().value();
    String weight = weight(owner(said), WEIGHT, List.of(in, out));
    String bias = weight(owner(said), "bias", List.of(out));
    graph.addNode(
        node("MatMul", path + "_product", List.of(input, weight), List.of(path + "_product")));
    graph.addNode(node("Add", path, List.of(path + "_product", bias), List.of(path)));
  }

  private String owner(Said said) {
    String owner = said.node().weightsOf();
    return owner.isEmpty() ? said.node().path() : owner;
  }

  private void operator(Said said, Arranged arranged, List<String> tensors) {
    String type = said.invocation().name();
    version = Math.max(version, SINCE.getOrDefault(type, 0));
    Map<String, @Nullable Object> values = values(said, arranged.invocation().arguments());
    Signature signature = Signature.of(type);
    List<String> inputs = new ArrayList<>();
    int next = 0;
    for (String name : signature.inputs()) {
      if (name.startsWith("*")) {
        inputs.addAll(tensors.subList(next, tensors.size()));
        next = tensors.size();
      } else if (values.containsKey(name)) {
        Object value = values.remove(name);
        inputs.add(value == null ? "" : input(said, signature, name, value));
      } else {
        inputs.add(next < tensors.size() ? tensors.get(next++) : "");
      }
    }
    while (!inputs.isEmpty() && inputs.get(inputs.size() - 1).isEmpty()) {
      inputs.remove(inputs.size() - 1);
    }
    List<String> outputs = new ArrayList<>();
    for (int output : arranged.outputs()) {
      outputs.add(name(new OutputAddress(said.node().path(), output)));
    }
    NodeProto.Builder node = node(type, said.node().path(), inputs, outputs);
    values.forEach(
        (name, value) -> {
          if (value != null) {
            node.addAttribute(attribute(name, value));
          }
        });
    graph.addNode(node);
  }

  private static Map<String, @Nullable Object> values(Said said, Arguments arguments) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<Argument> signature = said.entry().arguments();
    for (int i = 0; i < arguments.positional().size(); i++) {
      values.put(signature.get(i).name(), arguments.positional().get(i));
    }
    values.putAll(arguments.named());
    return values;
  }

  private String input(Said said, Signature signature, String name, Object value) {
    if (signature.weights().contains(name)) {
      boolean matrix = MATRICES.contains(said.invocation().name()) && name.equals("B");
      String own = matrix ? WEIGHT : WEIGHTS.getOrDefault(name, name);
      return weight(owner(said), own, numbers(value));
    }
    String constant = said.node().path() + "_" + name;
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(constant);
    if (FLOATS.contains(name)) {
      ByteBuffer data = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      data.putFloat(((Number) value).floatValue()).flip();
      tensor
          .setDataType(TensorProto.DataType.FLOAT.getNumber())
          .setRawData(ByteString.copyFrom(data));
    } else {
      List<Long> numbers = numbers(value);
      ByteBuffer data =
          ByteBuffer.allocate(Long.BYTES * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
      numbers.forEach(data::putLong);
      tensor
          .setDataType(TensorProto.DataType.INT64.getNumber())
          .addDims(numbers.size())
          .setRawData(ByteString.copyFrom(data.flip()));
    }
    graph.addInitializer(tensor);
    return constant;
  }

  private static List<Long> numbers(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(each -> ((Number) each).longValue()).toList()
        : List.of(((Number) value).longValue());
  }

  /** A weight of zeros, once for all layers that share it. */
  private String weight(String owner, String name, List<Long> extents) {
    String full = owner + "." + name;
    if (written.add(full)) {
      long size = extents.stream().reduce((long) Float.BYTES, Math::multiplyExact);
      bytes = Math.addExact(bytes, size);
      if (bytes > MOST_BYTES) {
        throw new NotExpressibleException(
            "the weights of %s, as zeros, take more than the 2 GB that an ONNX file can hold"
                .formatted(network.name()));
      }
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(full)
              .addAllDims(extents)
              .setDataType(TensorProto.DataType.FLOAT.getNumber())
              .setRawData(ByteString.copyFrom(new byte[Math.toIntExact(size)])));
    }
    return full;
  }

  private static AttributeProto.Builder attribute(String name, Object value) {
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

  private static AttributeProto.Builder integers(String name, List<Long> values) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(values);
  }
}
