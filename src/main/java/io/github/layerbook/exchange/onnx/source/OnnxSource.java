package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.source.Arranged;
import io.github.layerbook.exchange.source.Arranger;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Sayings;
import io.github.layerbook.exchange.source.Unfolding;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

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
      Map.of(
          "ReduceMean",
          18,
          "ReduceMax",
          18,
          "Mish",
          18,
          "Gelu",
          20,
          "GroupNormalization",
          21,
          "RMSNormalization",
          23);

  private static final Dialect DIALECT =
      OnnxOperators.dialect().rewriting(OnnxRewritings.all()).with(LayerSteps.entries());

  private final Network network;

  /** The network as ONNX's operators say it. */
  private final Sayings sayings;

  private final Arranger arranger = new Arranger();
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Weights weights;
  private final GraphValues values;
  private final Set<String> read = new HashSet<>();

  private OnnxSource(Network network, boolean zeros) {
    this.network = network;
    this.weights = new Weights(graph, network.name(), zeros);
    this.values = new GraphValues(graph, weights);
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
      values.input(input.output(), layout);
      graph.addInput(Protos.value(input.path(), layout, sayings.isIndices(input)));
    }
    sayings.layers().forEach(said -> said.node().reads().forEach(r -> read.add(r.layer())));
    sayings.layers().forEach(this::write);
    for (Said said : sayings.layers()) {
      if (!read.contains(said.node().path()) && !said.node().reads().isEmpty()) {
        OutputAddress like = sayings.inputs().get(0).output();
        Map.Entry<String, Layout> output = values.whole(said.node().output(), like);
        graph.addOutput(Protos.value(output.getKey(), output.getValue(), false));
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

  private void write(Said said) {
    String path = said.node().path();
    String owner = said.node().weightsOf().isEmpty() ? path : said.node().weightsOf();
    StepWriter to = new StepWriter(graph, weights, path, owner);
    if (said.node().reads().isEmpty() && !read.contains(path)) {
      TensorSteps.tensor(to, said.layer());
      return;
    }
    Optional<LayerSteps> steps = LayerSteps.of(said);
    if (steps.isPresent()) {
      UnaryOperator<Layout> placed = shape -> steps.get().layout(said.layer(), shape.shape());
      List<Layout> wanted = values.layouts(said).stream().map(placed).toList();
      String tensor = steps.get().writer().write(to, said, values.tensors(said, wanted));
      Layout layout = steps.get().layout(said.layer(), said.outputs().get(0));
      values.output(said, 0, tensor, layout);
      return;
    }
    Arranged arranged = arranger.arranged(said, values.layouts(said));
    new OperatorWriter(to, said).write(arranged, values.tensors(said, arranged.operands()));
    for (int i = 0; i < arranged.results().size(); i++) {
      int output = arranged.outputs().get(i);
      String tensor = GraphValues.name(new OutputAddress(path, output));
      values.output(said, output, tensor, arranged.results().get(i));
    }
  }
}
