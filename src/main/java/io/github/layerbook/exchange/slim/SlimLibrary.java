package io.github.layerbook.exchange.slim;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.keras.code.KerasLibrary;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Library;
import io.github.layerbook.exchange.python.value.ModuleValue;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code slim}, {@code tf.layers} and {@code tf.placeholder}, before Keras's and TensorFlow's.
 *
 * <p>A tensor that the text does not make is the network's input.
 */
final class SlimLibrary implements Library {
  /** These are followed by ReLU, unless told otherwise. */
  private static final Set<String> ACTIVATED =
      Set.of("conv2d", "conv2d_transpose", "fully_connected", "separable_conv2d");

  private final KerasLibrary keras = new KerasLibrary(Keras.dialect());
  private final ArgumentScopes scopes = new ArgumentScopes();
  private final Graph graph;
  private final SlimInputs inputs;

  /**
   * Makes the library of one run: the layers are drawn into a graph, on inputs of these extents.
   */
  SlimLibrary(Graph graph, List<Long> extents) {
    this.graph = graph;
    inputs = new SlimInputs(graph, extents);
  }

  /** Returns whether the text tells the input's extents itself. */
  boolean isStated() {
    return inputs.areStated();
  }

  @Override
  public Optional<Object> module(String name) {
    return switch (name) {
      case "tensorflow.contrib.slim",
          "tf_slim",
          "tensorflow.contrib.layers",
          "tensorflow.contrib.framework",
          "slim" ->
          Optional.of(new ModuleValue(name, this::slim));
      case "tensorflow.contrib" -> Optional.of(new ModuleValue(name, member -> Optional.empty()));
      case "tensorflow.layers", "tensorflow.compat.v1.layers" ->
          Optional.of(new ModuleValue(name, this::layers));
      case "tensorflow.nn" -> Optional.of(new ModuleValue(name, this::functions));
      case "tensorflow", "tensorflow.compat.v1" ->
          Optional.of(new ModuleValue("tensorflow", this::tensorflow));
      default -> keras.module(name);
    };
  }

  @Override
  public Optional<Object> customary(String name) {
    return switch (name) {
      case "slim", "tcl" -> module("slim");
      case "tf" -> module("tensorflow");
      case "layers" -> module("tensorflow.contrib.layers");
      case "arg_scope" -> slim(name);
      default -> Optional.empty();
    };
  }

  private Optional<Object> ofKeras(String module, String name) {
    return keras.module(module).flatMap(found -> ((ModuleValue) found).members().apply(name));
  }

  private Optional<Object> tensorflow(String name) {
    Optional<Object> plain = ofKeras("tensorflow", name);
    return switch (name) {
      case "placeholder" -> Optional.of(Builtin.function(name, inputs::placeholder));
      case "reshape" ->
          plain.map(reshape -> Builtin.function(name, (in, a) -> inputs.reshaped(in, a, reshape)));
      case "concat" ->
          plain.map(concat -> Builtin.function(name, (in, a) -> concatenated(in, a, concat)));
      default -> plain;
    };
  }

  /** Functions of {@code tf.nn} that have no weights, as Slim's; else Keras's. */
  private Optional<Object> functions(String name) {
    return switch (name) {
      case "dropout" -> slim(name);
      case "max_pool" -> pool("max_pool2d");
      case "avg_pool" -> pool("avg_pool2d");
      default -> ofKeras("tensorflow.nn", name);
    };
  }

  private Optional<Object> layers(String name) {
    return Slim.layersDialect()
        .find(name)
        .map(entry -> Builtin.function(name, (in, a) -> applied(entry, a)));
  }

  private Optional<Object> slim(String name) {
    return switch (name) {
      case "arg_scope" -> Optional.of(Builtin.function(name, scopes::scope));
      case "add_arg_scope" -> Optional.of(Builtin.function(name, (in, a) -> a.get(0, "func")));
      case "repeat" -> Optional.of(Builtin.function(name, this::repeated));
      case "stack" -> Optional.of(Builtin.function(name, this::stacked));
      case "layers" -> module("slim");
      default ->
          Slim.dialect()
              .find(name)
              .map(entry -> Builtin.function(entry.name(), (in, a) -> layer(in, entry, a)));
    };
  }

  /** {@code slim.repeat(net, 2, slim.conv2d, 64, [3, 3], scope='conv1')}. */
  private Object repeated(Python in, CallArguments arguments) {
    Object net = arguments.get(0, "inputs");
    long times = Operators.whole(arguments.get(1, "repetitions"), "repetitions");
    Object layer = arguments.get(2, "layer");
    in.budget().elements(Math.max(0, times));
    for (long i = 1; i <= times; i++) {
      net = in.call(layer, numbered(arguments.from(3), i).after(net));
    }
    return net;
  }

  /** {@code slim.stack(net, slim.fully_connected, [32, 64], scope='fc')}. */
  private Object stacked(Python in, CallArguments arguments) {
    Object net = arguments.get(0, "inputs");
    Object layer = arguments.get(1, "layer");
    long number = 1;
    for (Object each : in.iterate(arguments.get(2, "stack_args"))) {
      List<Object> positional = new ArrayList<>(List.of(net));
      if (Operators.isSequence(each)) {
        in.iterate(each).forEach(positional::add);
      } else {
        positional.add(each);
      }
      net =
          in.call(
              layer, new CallArguments(positional, numbered(arguments.from(3), number++).named()));
    }
    return net;
  }

  private static CallArguments numbered(CallArguments arguments, long number) {
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    named.computeIfPresent("scope", (name, scope) -> scope + "_" + number);
    return new CallArguments(arguments.positional(), named);
  }

  /** The layer, then what normalises it, then its activation. */
  private Object layer(Python in, Entry entry, CallArguments given) {
    CallArguments arguments = scopes.with(entry.name(), given);
    Object normalizer = arguments.named().getOrDefault("normalizer_fn", Singleton.NONE);
    Object made = applied(entry, arguments);
    if (!(made instanceof TracedTensor)) {
      return made;
    }
    if (normalizer != Singleton.NONE) {
      Map<String, Object> options = new LinkedHashMap<>();
      if (arguments.named().get("normalizer_params") instanceof Map<?, ?> parameters) {
        parameters.forEach((name, value) -> options.put(String.valueOf(name), value));
      }
      Object scope = arguments.named().get("scope");
      if (scope instanceof String text) {
        options.put("scope", text + "/BatchNorm");
      }
      made = in.call(normalizer, new CallArguments(List.of(made), options));
    }
    Object activation = arguments.named().get("activation_fn");
    if (activation == null) {
      return ACTIVATED.contains(entry.name()) ? activated(in, made) : made;
    }
    return activation == Singleton.NONE || activation instanceof Unknown
        ? made
        : in.call(activation, made);
  }

  private Object activated(Python in, Object made) {
    Object relu = ofKeras("tensorflow.nn", "relu").orElseThrow();
    return in.call(relu, made);
  }

  private Object applied(Entry entry, CallArguments arguments) {
    Object first = arguments.get(0, "inputs");
    TracedTensor tensor = inputs.tensor(first);
    CallArguments rest = arguments.from(1);
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    rest.named()
        .forEach(
            (name, value) -> {
              if (!name.equals("inputs") && isSaying(entry, name, value)) {
                named.put(name, plain(value));
              }
            });
    List<@Nullable Object> positional = new ArrayList<>();
    List<Argument> signature = entry.arguments();
    for (Object value : rest.positional()) {
      if (value instanceof Unknown unknown
          && positional.size() < signature.size()
          && signature.get(positional.size()).required()) {
        throw unknown.needed();
      }
      positional.add(value instanceof Unknown ? null : plain(value));
    }
    Object scope = rest.named().getOrDefault("scope", rest.named().getOrDefault("name", ""));
    String path =
        scope instanceof String text && !text.isEmpty() ? SlimInputs.path(text) : entry.name();
    List<TracedTensor> outputs =
        Applications.apply(
            entry,
            new Arguments(positional, named),
            Arguments.NONE,
            List.of(tensor),
            Graph.joined(graph.block(), path),
            null);
    return outputs.get(0);
  }

  /** What the text does not say must be told where it says something of the layer. */
  private static boolean isSaying(Entry entry, String name, Object value) {
    if (!(value instanceof Unknown unknown)) {
      return entry.takes(name);
    }
    if (entry.arguments().stream().anyMatch(a -> a.name().equals(name) && a.required())) {
      throw unknown.needed();
    }
    return false;
  }

  private static @Nullable Object plain(Object value) {
    return value instanceof Builtin function ? function.name() : Values.plain(value);
  }

  /** {@code tf.nn.max_pool(net, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')}. */
  private Optional<Object> pool(String name) {
    return slim(name)
        .map(
            pool ->
                Builtin.function(
                    name,
                    (in, a) ->
                        in.call(
                            pool,
                            new CallArguments(
                                List.of(
                                    a.get(0, "value"),
                                    inner(in, a.get(1, "ksize")),
                                    inner(in, a.get(2, "strides"))),
                                Map.of("padding", a.get(3, "padding"))))));
  }

  /** The extents of an image's axes among those of a batch. */
  private static Object inner(Python in, Object extents) {
    List<Object> all = new ArrayList<>();
    in.iterate(extents).forEach(all::add);
    return all.size() == 4 ? TupleValue.of(all.subList(1, 3)) : extents;
  }

  /** The axis stood first once. */
  private static Object concatenated(Python in, CallArguments arguments, Object concat) {
    Object first = arguments.get(0, "values", Singleton.NONE);
    Object axis = arguments.get(1, "axis", -1L);
    return first instanceof Long
        ? in.call(concat, arguments.get(1, "values"), first)
        : in.call(concat, first, axis);
  }
}
