package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
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
import io.github.layerbook.exchange.source.Unfolding;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
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
 * Writes networks as ONNX models whose weights are zeros, or left out.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.onnx.source.OnnxSource;
 * OnnxSource.of(Zoo.network("lenet5")).length > 4 * 61706   // true
 * }</pre>
 */
public final class OnnxSource {
  private static final int FORMAT = 8;
  private static final int OPERATORS = 17;

  /** Operators that are younger. */
  private static final Map<String, Integer> SINCE =
      Map.of("ReduceMean", 18, "ReduceMax", 18, "Gelu", 20, "RMSNormalization", 23);

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
  private final Weights weights;
  private final Map<OutputAddress, Layout> layouts = new HashMap<>();
  private final Set<String> read = new HashSet<>();

  private OnnxSource(Network network, boolean zeros) {
    this.network = network;
    this.weights = new Weights(graph, network.name(), zeros);
    this.sayings = Sayings.of(Composites.expanded(network), DIALECT, true);
  }

  /** Returns what models are written in: ONNX's dialect, and how it says what it has not. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Returns a network with the layers that are several operators taken apart. */
  public static Network expanded(Network network) {
    return Unfolding.of(Composites.expanded(network), DIALECT);
  }

  /**
   * Returns the model of a network.
   *
   * @throws NotExpressibleException naming all layers that ONNX has no operator for; or if the
   *     zeros take more than a file can hold
   */
  public static byte[] of(Network network) {
    return new OnnxSource(network, true).model().toByteArray();
  }

  /**
   * Returns the model of a network without weights: they are inputs of its graph, behind its own.
   *
   * @throws NotExpressibleException naming all layers that ONNX has no operator for
   */
  public static byte[] withoutWeights(Network network) {
    return new OnnxSource(network, false).model().toByteArray();
  }

  private ModelProto model() {
    graph.setName(network.name());
    for (Node input : sayings.inputs()) {
      Layout layout = layout(input);
      layouts.put(input.output(), layout);
      graph.addInput(Protos.value(input.path(), layout, isIndices(input.output())));
    }
    sayings.layers().forEach(said -> said.node().reads().forEach(r -> read.add(r.layer())));
    sayings.layers().forEach(this::write);
    for (Said said : sayings.layers()) {
      if (!read.contains(said.node().path())) {
        OutputAddress output = said.node().output();
        graph.addOutput(
            Protos.value(name(output), Objects.requireNonNull(layouts.get(output)), false));
      }
    }
    return ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .setProducerName("Layerbook")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(version()))
        .setGraph(graph)
        .build();
  }

  private int version() {
    return graph.getNodeList().stream()
        .mapToInt(node -> SINCE.getOrDefault(node.getOpType(), OPERATORS))
        .reduce(OPERATORS, Math::max);
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

  /** A value's name: the layer's path, with the output's place if it is not the first. */
  private static String name(OutputAddress address) {
    return address.output() == 0
        ? address.layer()
        : address.layer() + "_output_" + address.output();
  }

  private void write(Said said) {
    List<Layout> inputs = said.node().reads().stream().map(layouts::get).toList();
    if (said.layer() instanceof Recurrent layer) {
      Layout wanted = Layout.channelsLast(said.inputs().get(0));
      String input = placed(said, 0, inputs.get(0), wanted);
      new Steps(graph, weights, said, owner(said))
          .recurrent(layer, input, values(said, said.invocation().arguments()));
      layouts.put(said.node().output(), Layout.channelsLast(said.outputs().get(0)));
      return;
    }
    if (Steps.areFor(said.layer())) {
      List<String> tensors = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Layout wanted = Steps.layout(said.layer(), said.inputs().get(i));
        tensors.add(placed(said, i, inputs.get(i), wanted));
      }
      new Steps(graph, weights, said, owner(said)).write(tensors);
      layouts.put(said.node().output(), Steps.layout(said.layer(), said.outputs().get(0)));
      return;
    }
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
        Protos.node("Transpose", moved, List.of(tensor), List.of(moved))
            .addAttribute(
                Protos.integers("perm", order.stream().map(Integer::longValue).toList())));
    return moved;
  }

  /** {@code x * sigmoid(x)}: the operator of its own is too young for most programs. */
  private void gate(Said said, String input) {
    String path = said.node().path();
    String sigmoid = path + "_sigmoid";
    graph.addNode(Protos.node("Sigmoid", sigmoid, List.of(input), List.of(sigmoid)));
    graph.addNode(Protos.node("Mul", path, List.of(input, sigmoid), List.of(path)));
  }

  /** A product has no bias. */
  private void biased(Said said, Linear linear, String input) {
    String path = said.node().path();
    long out = linear.out().value();
    long in = said.inputs().get(0).channels().size().value();
    String weight = weights.weight(owner(said), WEIGHT, List.of(in, out));
    String bias = weights.weight(owner(said), "bias", List.of(out));
    graph.addNode(
        Protos.node(
            "MatMul", path + "_product", List.of(input, weight), List.of(path + "_product")));
    graph.addNode(Protos.node("Add", path, List.of(path + "_product", bias), List.of(path)));
  }

  private String owner(Said said) {
    String owner = said.node().weightsOf();
    return owner.isEmpty() ? said.node().path() : owner;
  }

  private void operator(Said said, Arranged arranged, List<String> tensors) {
    String type = said.invocation().name();
    Map<String, @Nullable Object> values = values(said, arranged.invocation().arguments());
    Signature signature = Signature.of(type);
    List<String> inputs = new ArrayList<>();
    int next = 0;
    for (String name : signature.inputs()) {
      if (name.startsWith("*")) {
        inputs.addAll(tensors.subList(next, tensors.size()));
        next = tensors.size();
        continue;
      }
      Object value = values.remove(name);
      if (value != null) {
        inputs.add(input(said, signature, name, value));
      } else if (next < tensors.size()) {
        inputs.add(tensors.get(next++));
      } else {
        inputs.add(type.equals("BatchNormalization") ? unlearned(said, name) : "");
      }
    }
    while (!inputs.isEmpty() && inputs.get(inputs.size() - 1).isEmpty()) {
      inputs.remove(inputs.size() - 1);
    }
    List<String> outputs = new ArrayList<>();
    for (int output : arranged.outputs()) {
      outputs.add(name(new OutputAddress(said.node().path(), output)));
    }
    NodeProto.Builder node = Protos.node(type, said.node().path(), inputs, outputs);
    values.forEach(
        (name, value) -> {
          if (value != null) {
            node.addAttribute(Protos.attribute(name, value));
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

  /** Ones or zeros that are no weights, where an operator needs an input. */
  private String unlearned(Said said, String name) {
    String path = said.node().path() + "_" + name;
    long channels = said.inputs().get(0).channels().size().value();
    String extents = weights.integers(path + "_extents", List.of(channels));
    NodeProto.Builder node = Protos.node("ConstantOfShape", path, List.of(extents), List.of(path));
    if (name.equals("scale") || name.equals("var")) {
      node.addAttribute(Protos.one());
    }
    graph.addNode(node);
    return path;
  }

  private String input(Said said, Signature signature, String name, Object value) {
    if (signature.weights().contains(name)) {
      boolean matrix = MATRICES.contains(said.invocation().name()) && name.equals("B");
      String own = matrix ? WEIGHT : WEIGHTS.getOrDefault(name, name);
      return weights.weight(owner(said), own, Protos.numbers(value));
    }
    String constant = said.node().path() + "_" + name;
    return FLOATS.contains(name)
        ? weights.decimal(constant, ((Number) value).floatValue())
        : weights.integers(constant, Protos.numbers(value));
  }
}
