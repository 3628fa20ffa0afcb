package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Zoo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code keras.applications}: the zoo's networks as models, with their head or without. */
final class Applications {
  /** What Keras calls networks of the zoo; the same to the last parameter. */
  private static final Map<String, String> NAMES = names();

  private static final List<String> IGNORED =
      Dialect.names(
          "weights include_top input_shape input_tensor pooling classes classifier_activation"
              + " name include_preprocessing");

  private static final String NETWORK = "<network>";

  /** Making a layer is worth so many steps. */
  private static final long COST = 200;

  private final Modelling modelling;
  private final List<Instance> made = new ArrayList<>();

  Applications(Modelling modelling) {
    this.modelling = modelling;
  }

  private static Map<String, String> names() {
    Map<String, String> names =
        Dialect.pairs(
            """
            VGG16=vgg_d VGG19=vgg_e MobileNet=mobilenet MobileNetV2=mobilenet_v2
            InceptionResNetV2=inception_resnet_v2 InceptionV3=keras_inception_v3
            Xception=xception NASNetMobile=nasnet_mobile NASNetLarge=nasnet_large
            EfficientNetV2S=keras_efficientnet_v2_s EfficientNetV2M=keras_efficientnet_v2_m
            EfficientNetV2L=keras_efficientnet_v2_l DenseNet121=densenet121
            DenseNet169=densenet169 DenseNet201=densenet201
            """);
    for (String depth : List.of("50", "101", "152")) {
      names.put("ResNet" + depth, "keras_resnet" + depth);
      names.put("ResNet" + depth + "V2", "keras_resnet" + depth + "_v2");
    }
    for (int i = 0; i < 8; i++) {
      names.put("EfficientNetB" + i, "keras_efficientnet_b" + i);
      names.put("EfficientNetV2B" + i, "efficientnet_v2_b" + i);
    }
    names.values().removeIf(name -> Zoo.find(name).isEmpty());
    return Map.copyOf(names);
  }

  /** Returns the function of a name. */
  Optional<Object> find(String name) {
    return Optional.ofNullable(NAMES.get(name))
        .map(entry -> Builtin.function(name, (in, a) -> made(in, name, entry, a)));
  }

  private Object made(Python in, String name, String entry, CallArguments arguments) {
    Map<String, Object> options = arguments.named();
    options.keySet().stream()
        .filter(option -> !IGNORED.contains(option))
        .findFirst()
        .ifPresent(
            option -> {
              throw new PythonException("%s(%s=…) is another network than the zoo's", name, option);
            });
    in.budget().spend(COST * Zoo.network(entry).nodes().size());
    boolean top = in.truth(arguments.get(0, "include_top", true));
    List<Node> layers = layers(Zoo.network(entry).nodes(), top, options);
    Object given = options.getOrDefault("input_tensor", Singleton.NONE);
    TracedTensor input =
        given instanceof TracedTensor tensor
            ? tensor
            : ModelInputs.input(
                modelling.graph(), "input_" + lower(name), extents(in, layers, options));
    Instance model = new Instance(modelling.model);
    model.fields().put(Layers.NAME, options.getOrDefault("name", lower(name)));
    model.fields().put(NETWORK, name);
    made.add(model);
    if (isVgg(model)) {
      Modelling.members(model).add(modelling.layers.plain("input"));
    }
    Functional.finish(model, List.of(input), List.of(output(model, layers, input, options)));
    in.note(0, "%s is the zoo's %s".formatted(name, entry));
    return model;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Without the head: what comes before the pooling over all positions. */
  private static List<Node> layers(List<Node> all, boolean top, Map<String, Object> options) {
    List<Node> layers = new ArrayList<>();
    int last = -1;
    for (Node node : all) {
      Layer layer = node.layer();
      boolean head =
          layer instanceof GlobalPool
              || layer instanceof AdaptivePool
              || layer instanceof FullyConnected;
      if (!top && head && node.block().isEmpty()) {
        break;
      } else if (layer instanceof FullyConnected) {
        last = layers.size();
      }
      layers.add(node);
    }
    if (top && options.get("classes") instanceof Long classes && last >= 0) {
      Node node = layers.get(last);
      layers.set(
          last,
          new Node(
              node.name(),
              new FullyConnected(Size.of(classes), true),
              node.inputs(),
              node.block(),
              ""));
    }
    return layers;
  }

  private static List<Long> extents(Python in, List<Node> layers, Map<String, Object> options) {
    Object shape = options.getOrDefault("input_shape", Singleton.NONE);
    List<Long> standard =
        layers.stream()
            .map(Node::layer)
            .filter(Input.class::isInstance)
            .findFirst()
            .map(layer -> ((Input) layer).shape().stream().map(Size::value).toList())
            .orElse(List.of(224L, 224L, 3L));
    if (shape == Singleton.NONE) {
      return standard;
    }
    List<Long> extents = new ArrayList<>();
    for (Object extent : in.items().list(shape)) {
      extents.add(
          extent == Singleton.NONE
              ? standard.get(extents.size())
              : Operators.whole(extent, "an extent"));
    }
    return extents;
  }

  private TracedTensor output(
      Instance model, List<Node> layers, TracedTensor input, Map<String, Object> options) {
    Graph graph = input.graph();
    Map<String, Made> made = new HashMap<>();
    List<Object> members = Modelling.members(model);
    Made last = Layouts.placed(input, Placement.channelsLast(1, input.rank() - 1));
    for (Node node : layers) {
      if (node.layer().isSource()) {
        made.put(node.path(), last);
        continue;
      }
      boolean joined = isOfLayerBefore(model, node);
      Instance layer =
          joined
              ? (Instance) members.get(members.size() - 1)
              : modelling.layers.plain(kerasName(model, node));
      if (!joined) {
        members.add(layer);
      }
      List<Made> inputs = node.inputs().stream().map(made::get).toList();
      List<Made> outputs = graph.add(node.path(), node.layer(), inputs, layer);
      Graph.put(made, node.path(), outputs);
      last = outputs.get(0);
      layer.fields().put("output", tensor(last, input));
    }
    Object pooling = options.getOrDefault("pooling", Singleton.NONE);
    if (pooling instanceof String kind && last.shape().axes().size() > 1) {
      GlobalPool.Kind mean = kind.equals("max") ? GlobalPool.Kind.MAX : GlobalPool.Kind.AVERAGE;
      last = graph.add("pooling", new GlobalPool(mean, false), last);
    }
    return tensor(last, input);
  }

  private static TracedTensor tensor(Made made, TracedTensor input) {
    Placement placement = Placement.channelsLast(1, made.shape().axes().size());
    return TracedTensor.of(
        placement.extents(made.shape(), List.of(TracedTensor.BATCH)),
        placement,
        made,
        input.methods());
  }

  private static boolean isVgg(Instance model) {
    return model.fields().get(NETWORK) instanceof String name && name.startsWith("VGG");
  }

  /** In Keras's VGG, activations belong to the layer before them, and there is no dropout. */
  private static boolean isOfLayerBefore(Instance model, Node node) {
    return isVgg(model)
        && (node.layer() instanceof Activation
            || node.layer() instanceof Softmax
            || node.layer() instanceof Dropout);
  }

  /** {@code block5_conv1}. */
  private static String kerasName(Instance model, Node node) {
    return isVgg(model)
        ? node.name()
            .replaceAll("^conv(\\d)_(\\d)$", "block$1_conv$2")
            .replaceAll("^pool(\\d)$", "block$1_pool")
            .replaceAll("^fc3$", "predictions")
        : node.name();
  }

  /** Says of networks of which part is frozen that Keras may number their layers otherwise. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Instance model : made) {
      long frozen =
          Modelling.members(model).stream()
              .filter(layer -> layer instanceof Instance i && Training.isFrozen(i))
              .count();
      if (!isVgg(model) && frozen > 0 && frozen < Modelling.members(model).size()) {
        notes.add(
            "part of %s is frozen: Keras numbers its layers otherwise than here, so that others may be meant; %%freeze names them"
                .formatted(model.fields().get(NETWORK)));
      }
    }
    return notes;
  }
}
