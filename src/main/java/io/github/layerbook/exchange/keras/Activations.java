package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.GatedLinearUnit;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.ParametricRelu;
import io.github.layerbook.layer.activation.Softmax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keras's activations: layers, and the names that other layers take. */
final class Activations {
  /** What Keras does not have. */
  private static final Set<Activation.Kind> ABSENT =
      Set.of(Activation.Kind.RRELU, Activation.Kind.QUICKGELU, Activation.Kind.RELU2);

  /** What Keras calls kinds that have another name. */
  private static final Map<String, String> OTHERWISE =
      Dialect.pairs(
          """
          leakyrelu=leaky_relu logsigmoid=log_sigmoid hardsigmoid=hard_sigmoid hardtanh=hard_tanh
          hardshrink=hard_shrink softshrink=soft_shrink tanhshrink=tanh_shrink
          sparseplus=sparse_plus sparsesigmoid=sparse_sigmoid hardswish=hard_silu
          """);

  /** Kinds that Keras has under a second name. */
  private static final Map<String, String> AGAIN = Dialect.pairs("hardswish=hard_swish silu=swish");

  /** Every name with its layer; of several names for one, the first is written. */
  private static final Map<String, Layer> NAMES = names();

  private static final String FUNCTIONS = "keras.activations";

  private static final String UNKNOWN = "an activation that is not among the layers";

  private Activations() {}

  static List<EntryBuilder> entries() {
    EntryBuilder rectifier = rectifier();
    EntryBuilder softmax = softmax();
    List<EntryBuilder> entries =
        new ArrayList<>(
            List.of(
                rectifier,
                named("LeakyReLU", "leaky_relu", "negative_slope"),
                named("ELU", "elu", "alpha"),
                softmax,
                parametric(),
                activation(),
                function(rectifier, "relu", "negative_slope max_value threshold"),
                function(softmax, "softmax", "axis")));
    NAMES.forEach(
        (name, layer) -> {
          if (layer instanceof Activation activation && !name.equals("relu")) {
            entries.add(function(name, activation));
          }
        });
    return entries;
  }

  private static EntryBuilder function(Declared entry, String name, String signature) {
    return EntryBuilder.functionOf(entry, FUNCTIONS, List.of(name), List.of("x"), signature);
  }

  /** The function of a name; what else it takes changes no count. */
  private static EntryBuilder function(String name, Activation layer) {
    return EntryBuilder.of(Activation.class, FUNCTIONS, name)
        .function("x")
        .fixed("kind", layer.kind())
        .tolerating("alpha approximate negative_slope threshold name")
        .arranged(KerasAxes::any)
        .readOnly();
  }

  private static Map<String, Layer> names() {
    Map<String, Layer> names = new LinkedHashMap<>();
    names.put("linear", new Identity());
    names.put("softmax", new Softmax());
    names.put("log_softmax", new Softmax(Softmax.Kind.LOG));
    names.put("glu", new GatedLinearUnit(Activation.Kind.SIGMOID, 1));
    for (Activation.Kind kind : Activation.Kind.values()) {
      String own = kind.name().toLowerCase(Locale.ROOT);
      if (!ABSENT.contains(kind)) {
        names.put(OTHERWISE.getOrDefault(own, own), Activation.of(kind));
      }
      if (AGAIN.containsKey(own)) {
        names.put(AGAIN.get(own), Activation.of(kind));
      }
    }
    return names;
  }

  /** Returns the layer of an argument {@code activation}: a name or a layer; null if none. */
  static @Nullable Layer of(@Nullable Object value) {
    if (value instanceof Invocation layer) {
      return Keras.dialect().require(layer.name()).layer(layer.arguments());
    } else if (value == null || value.equals("linear")) {
      return null;
    } else if (value instanceof String name) {
      return named(name);
    }
    throw new DialectException("activation is a name, not " + Arguments.literal(value));
  }

  /** Returns the layer of a name, of which underscores may be missing. */
  static Layer named(String name) {
    String key = plain(name.substring(name.lastIndexOf('.') + 1));
    return NAMES.entrySet().stream()
        .filter(entry -> plain(entry.getKey()).equals(key))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new NotExpressibleException(UNKNOWN));
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Returns the kind of an activation's name, for a layer that computes it inside. */
  static Activation.Kind kind(String argument, Object value) {
    if (value instanceof String name && named(name) instanceof Activation activation) {
      return activation.kind();
    }
    throw new NotExpressibleException(UNKNOWN + ": " + argument + "=" + value);
  }

  /** Returns Keras's name of a layer. */
  static String name(Layer layer) {
    Layer named = layer instanceof Activation activation ? Activation.of(activation.kind()) : layer;
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(named))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new NotExpressibleException("Keras has no activation for " + layer));
  }

  private static EntryBuilder activation() {
    return EntryBuilder.of(
            List.of(Activation.class, Softmax.class, GatedLinearUnit.class),
            Activations::read,
            writing -> Map.of("activation", name(writing.layer())),
            Keras.LAYERS,
            "Activation")
        .tolerating(Keras.TOLERATED)
        .signature("activation")
        .limit(UNKNOWN, call -> false)
        .arranged(KerasAxes::any);
  }

  private static Layer read(Call call) {
    Layer layer = of(call.value("activation"));
    return layer == null ? new Identity() : layer;
  }

  /** With a largest value of 6 it is another; a slope makes it leaky. */
  private static EntryBuilder rectifier() {
    return EntryBuilder.of(
            List.of(Activation.class),
            call ->
                call.decimal("negative_slope") != 0
                    ? named("leaky_relu")
                    : !call.isAbsent("max_value") && call.decimal("max_value") == 6
                        ? named("relu6")
                        : named("relu"),
            writing -> Map.of(),
            Keras.LAYERS,
            "ReLU")
        .tolerating(Keras.TOLERATED)
        .signature("max_value=None negative_slope=0.0 threshold=0.0")
        .arranged(KerasAxes::any)
        .readOnly();
  }

  private static EntryBuilder named(String name, String function, String argument) {
    return Keras.layer(Activation.class, name)
        .fixed("kind", ((Activation) named(function)).kind())
        .signature(argument + "=None")
        .arranged(KerasAxes::any)
        .readOnly();
  }

  private static EntryBuilder softmax() {
    return Keras.layer(Softmax.class, "Softmax")
        .fixed("kind", Softmax.Kind.SOFTMAX)
        .signature("axis=-1")
        .arranged(KerasAxes::along);
  }

  private static EntryBuilder parametric() {
    return Keras.layer(ParametricRelu.class, "PReLU")
        .signature(
            "alpha_initializer=None alpha_regularizer=None alpha_constraint=None shared_axes=None")
        .bound(
            List.of("shared", "in"),
            (call, options) -> options.put("shared", shared(call)),
            (writing, arguments) -> arguments.put("shared_axes", shared(writing)))
        .naming(Tensors.weight("alpha"))
        .arranged(KerasAxes::channels);
  }

  private static String shared(Call call) {
    List<Long> axes = call.isAbsent("shared_axes") ? List.of() : call.numbers("shared_axes", 1);
    return axes.isEmpty()
        ? "none"
        : axes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static @Nullable Object shared(Writing writing) {
    String shared = String.valueOf(writing.get("shared"));
    if (shared.equals("none")) {
      return null;
    } else if (!shared.equals("all") && !shared.equals("positions")) {
      List<Long> axes = new ArrayList<>();
      for (String axis : shared.split("x", -1)) {
        axes.add(Long.valueOf(axis));
      }
      return axes;
    } else if (writing.inputs().isEmpty()) {
      throw new NotExpressibleException("the number of axes is needed: state the input");
    }
    List<Long> axes = new ArrayList<>();
    int own = writing.inputs().get(0).axes().size() - (shared.equals("all") ? 0 : 1);
    for (long axis = 1; axis <= own; axis++) {
      axes.add(axis);
    }
    return axes;
  }
}
