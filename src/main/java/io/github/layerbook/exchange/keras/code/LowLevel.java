package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Networks of TensorFlow's operations: placeholders, variables, and functions that take a layer's
 * weights as an argument.
 */
final class LowLevel {
  private final Layers layers;
  private final Modelling modelling;

  /**
   * The layers whose weights are variables of the text; a variable that is used again is shared.
   */
  private final Map<Object, Instance> weighted = new HashMap<>();

  private final Members tensorflow = new Members();
  private final Members networks = new Members();

  LowLevel(Layers layers, Modelling modelling) {
    this.layers = layers;
    this.modelling = modelling;
    tensorflow
        .function("truncated_normal random_normal random_uniform", (in, a) -> values(in, a, 0))
        .function("constant", (in, a) -> values(in, a, 1))
        .function("placeholder", this::placeholder)
        .function("Variable", (in, a) -> variable(a.get(0, "initial_value"), a))
        .function("get_variable", (in, a) -> variable(values(in, a, 1), a));
    networks
        .function("conv2d", (in, a) -> windowed(in, "Conv2D", a))
        .function("max_pool max_pool2d", (in, a) -> windowed(in, "MaxPooling2D", a))
        .function("avg_pool avg_pool2d", (in, a) -> windowed(in, "AveragePooling2D", a))
        .function(
            "bias_add", (in, a) -> in.operators().binary("+", a.get(0, "value"), a.get(1, "bias")))
        .function("dropout", this::dropout);
  }

  /** Returns a function of {@code tensorflow}. */
  Optional<Object> find(String name) {
    return tensorflow.find(name);
  }

  /** Returns a function of {@code tensorflow.nn}. */
  Optional<Object> ofNetworks(String name) {
    return networks.find(name);
  }

  private Object dropout(Python in, CallArguments arguments) {
    Object layer = in.call(layers.find("Dropout").orElseThrow(), rate(arguments));
    return in.call(layer, arguments.get(0, "x"));
  }

  /** Half of the values, unless a number says which share; it changes no count. */
  private static double rate(CallArguments arguments) {
    Optional<Double> rate = arguments.find(Integer.MAX_VALUE, "rate").flatMap(LowLevel::share);
    Optional<Double> kept = arguments.find(1, "keep_prob").flatMap(LowLevel::share);
    return rate.or(() -> kept.map(share -> 1 - share)).orElse(0.5);
  }

  private static Optional<Double> share(Object value) {
    return Operators.number(value)
        .map(Number::doubleValue)
        .filter(share -> share >= 0 && share < 1);
  }

  /**
   * {@code tf.placeholder(tf.float32, [None, 784])}: an input, if its shape begins with a batch.
   */
  private Object placeholder(Python in, CallArguments arguments) {
    Object shape = arguments.get(1, "shape", Singleton.NONE);
    List<Object> extents = shape == Singleton.NONE ? List.of() : in.items().list(shape);
    boolean known =
        extents.size() > 1
            && extents.subList(1, extents.size()).stream().allMatch(Long.class::isInstance);
    if (!known) {
      return new Unknown("tf.placeholder()", true);
    }
    String name =
        "input"
            + (modelling.graph().nodes().isEmpty() ? "" : "_" + modelling.graph().nodes().size());
    return ModelInputs.input(
        modelling.graph(),
        name,
        extents.subList(1, extents.size()).stream().map(Long.class::cast).toList());
  }

  private static Object values(Python in, CallArguments arguments, int place) {
    Object shape = arguments.get(place, "shape", Singleton.NONE);
    if (shape == Singleton.NONE || shape instanceof Unknown) {
      return new Unknown("values without a shape", true);
    }
    List<Object> given = shape instanceof Long ? List.of(shape) : in.items().list(shape);
    List<Long> extents = new ArrayList<>();
    for (Object extent : given) {
      if (extent instanceof Unknown unknown) {
        return unknown;
      }
      extents.add(Operators.whole(extent, "an extent"));
    }
    return TracedTensor.constant(extents, null, new TensorMethods());
  }

  private static Object variable(Object initial, CallArguments arguments) {
    if (!(initial instanceof TracedTensor tensor) || tensor.isTraced()) {
      return initial instanceof Unknown ? initial : new Unknown("tf.Variable()", true);
    }
    String name = arguments.named().get("name") instanceof String told ? told : "weights";
    TracedTensor.Weight weight = new TracedTensor.Weight(new Object(), name, tensor.extents());
    return TracedTensor.constant(tensor.extents(), weight, tensor.methods());
  }

  /** {@code tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding="SAME")}, and pooling alike. */
  private Object windowed(Python in, String layer, CallArguments arguments) {
    Object input = Unknown.require(arguments.any(0, "input", "value"));
    Object second = arguments.any(1, "filter", "filters", "ksize");
    Map<String, Object> options = new HashMap<>();
    options.put("strides", inner(in, arguments.get(2, "strides")));
    options.put("padding", in.text(arguments.get(3, "padding")).toLowerCase(java.util.Locale.ROOT));
    Object type = layers.find(layer).orElseThrow();
    if (!layer.equals("Conv2D")) {
      options.put("pool_size", inner(in, second));
      return in.call(in.call(type, new CallArguments(List.of(), options)), input);
    }
    return in.call(convolution(in, type, second, input, options), input);
  }

  private Object convolution(
      Python in, Object type, Object filter, Object input, Map<String, Object> options) {
    if (!(Unknown.require(filter) instanceof TracedTensor weights && weights.rank() == 4)) {
      throw new PythonException("a filter is height, width, channels, filters: [5, 5, 1, 32]");
    }
    TracedTensor.Weight weight = weights.weight();
    List<Long> extents = weights.extents();
    if (input instanceof TracedTensor tensor
        && !tensor.extents().get(tensor.rank() - 1).equals(extents.get(2))) {
      throw new PythonException(
          "the filter takes %d channels and its input has %d",
          extents.get(2), tensor.extents().get(tensor.rank() - 1));
    }
    Instance known = weight == null ? null : weighted.get(weight.owner());
    if (known != null) {
      return known;
    }
    options.put("filters", extents.get(3));
    options.put("kernel_size", new ArrayList<Object>(extents.subList(0, 2)));
    options.put("use_bias", false);
    Object made = in.call(type, new CallArguments(List.of(), options));
    if (weight != null && made instanceof Instance instance) {
      weighted.put(weight.owner(), instance);
    }
    return made;
  }

  /** Windows and strides are told for the batch and the channels too, where they are one. */
  private static Object inner(Python in, Object given) {
    if (given instanceof Long) {
      return given;
    }
    List<Object> all = in.items().list(given);
    return all.size() == 4 ? new ArrayList<>(all.subList(1, 3)) : all;
  }

  /**
   * Returns the layers without the inputs that no weights depend on, such as a placeholder of
   * labels, and without what is made of those.
   */
  static List<Graph.Step> withoutLabels(Graph graph) {
    Map<String, Object> owners = graph.owners();
    List<Node> nodes = graph.nodes();
    Set<String> read = readByWeights(nodes, owners);
    Set<String> left = new HashSet<>();
    for (Node node : nodes) {
      boolean label =
          node.layer().isSource()
              && !owners.containsKey(node.path())
              && !read.contains(node.path());
      if (label || node.reads().stream().anyMatch(each -> left.contains(each.layer()))) {
        left.add(node.path());
      }
    }
    return nodes.stream()
        .filter(node -> read.isEmpty() || !left.contains(node.path()))
        .map(node -> new Graph.Step(node, Optional.ofNullable(owners.get(node.path()))))
        .toList();
  }

  /** Returns all that layers with weights depend on. */
  private static Set<String> readByWeights(List<Node> nodes, Map<String, Object> owners) {
    Set<String> variables = new HashSet<>();
    for (Node node : nodes) {
      if (node.layer().isSource() && owners.containsKey(node.path())) {
        variables.add(node.path());
      }
    }
    Set<String> read = new HashSet<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      boolean weighted =
          owners.containsKey(node.path())
              || node.reads().stream().anyMatch(each -> variables.contains(each.layer()));
      if (weighted || read.contains(node.path())) {
        node.reads().forEach(each -> read.add(each.layer()));
      }
    }
    return read;
  }
}
