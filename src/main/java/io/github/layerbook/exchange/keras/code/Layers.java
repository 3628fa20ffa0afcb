package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.keras.Steps;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Values;
import io.github.layerbook.layer.activation.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classes of the dialect's table, and layers that the text writes itself. */
final class Layers {
  static final String NAME = "name";
  private static final String ENTRY = "<entry>";
  private static final String ARGUMENTS = "<arguments>";

  private final Dialect dialect;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, PythonClass> classes = new HashMap<>();

  /** Keras's {@code Layer}, which a text may extend. */
  final PythonClass layer = new PythonClass("Layer", List.of());

  Layers(Dialect dialect) {
    this.dialect = dialect;
    layer
        .method("__init__", (in, a) -> initialised(in, Modelling.self(a), a))
        .method("__call__", this::called)
        .method("__setattr__", Layers::set)
        .method("build", (in, a) -> Singleton.NONE)
        .method("get_config", (in, a) -> new LinkedHashMap<Object, Object>())
        .method("add_weight", Layers::weight)
        .method("count_params", (in, a) -> new Unknown("count_params()", true));
    classes.put(
        "Lambda", new PythonClass("Lambda", List.of(layer)).method("__init__", this::lambda));
  }

  private Object initialised(Python in, Instance self, CallArguments arguments) {
    named(in, self, arguments.named());
    return Singleton.NONE;
  }

  private static Object weight(Python in, CallArguments arguments) {
    Object shape =
        arguments
            .find(Integer.MAX_VALUE, "shape")
            .or(
                () ->
                    arguments.positional().stream()
                        .filter(v -> Operators.isSequence(v))
                        .findFirst())
            .orElse(TupleValue.of());
    List<Long> extents =
        in.items().list(shape).stream().map(each -> Operators.whole(each, "shape")).toList();
    String name = in.text(arguments.get(Integer.MAX_VALUE, NAME, "weight"));
    return TracedTensor.constant(
        extents, new TracedTensor.Weight(new Object(), name, extents), new TensorMethods());
  }

  /** {@code layer.trainable = False} is for all that is in the layer. */
  private static Object set(Python in, CallArguments arguments) {
    Instance self = Modelling.self(arguments);
    String name = in.text(arguments.get(1, NAME));
    Object value = arguments.get(2, "value");
    if (name.equals(Training.TRAINABLE) && value instanceof Boolean trained) {
      Training.set(self, trained);
    } else {
      self.fields().put(name, value);
    }
    return Singleton.NONE;
  }

  /** Returns a layer of which no more is known than its name. */
  Instance plain(String name) {
    Instance made = new Instance(layer);
    made.fields().put(NAME, name);
    return made;
  }

  private Object lambda(Python in, CallArguments arguments) {
    Instance self = Modelling.self(arguments);
    named(in, self, arguments.named());
    self.fields().put("<function>", arguments.get(1, "function"));
    return Singleton.NONE;
  }

  /** Returns the class of a name. */
  Optional<Object> find(String name) {
    PythonClass special =
        Keras.keepsShapes(name)
            ? classes.computeIfAbsent(name, type -> new PythonClass(type, List.of(layer)))
            : classes.get(name);
    if (special != null) {
      return Optional.of(special);
    }
    String shown = name.startsWith("Convolution") ? name.replace("Convolution", "Conv") : name;
    Optional<Entry> entry = dialect.find(shown).filter(each -> !each.isFunction());
    if (entry.isEmpty() && dialect.absent().containsKey(name)) {
      return Optional.of(Values.absent(dialect, name));
    }
    return entry.map(
        each ->
            classes.computeIfAbsent(
                shown,
                key ->
                    new PythonClass(key, List.of(layer))
                        .method("__init__", (in, a) -> initialise(in, each, a))));
  }

  private Object initialise(Python in, Entry entry, CallArguments arguments) {
    Instance self = Modelling.self(arguments);
    CallArguments given = arguments.from(1);
    for (int i = 0; i < entry.arguments().size(); i++) {
      String name = entry.arguments().get(i).name();
      Object value = given.find(i, name).orElse(Singleton.NONE);
      if (entry.arguments().get(i).required() && value instanceof Unknown unknown) {
        throw unknown.needed();
      }
      self.fields().put(name, value);
    }
    given.named().forEach(self.fields()::putIfAbsent);
    named(in, self, given.named());
    io.github.layerbook.exchange.Arguments plain = plain(given);
    Values.check(entry, plain);
    self.fields().put(ENTRY, entry);
    self.fields().put(ARGUMENTS, plain);
    return Singleton.NONE;
  }

  /** A layer as an argument of another is an invocation to the dialect. */
  private io.github.layerbook.exchange.Arguments plain(CallArguments arguments) {
    List<@Nullable Object> positional = new ArrayList<>();
    arguments.positional().forEach(value -> positional.add(plain(value)));
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, plain(value)));
    return new io.github.layerbook.exchange.Arguments(positional, named);
  }

  private @Nullable Object plain(Object value) {
    if (value instanceof Instance instance && instance.fields().get(ENTRY) instanceof Entry entry) {
      return new Invocation(entry.name(), arguments(instance));
    } else if (value instanceof Builtin activation) {
      return activation.name();
    }
    return Values.plain(value);
  }

  private static io.github.layerbook.exchange.Arguments arguments(Instance layer) {
    return (io.github.layerbook.exchange.Arguments)
        java.util.Objects.requireNonNull(layer.fields().get(ARGUMENTS));
  }

  /** Gives a layer its own name, or the one that Keras would: {@code conv2d_1}. */
  void named(Python in, Instance layer, Map<String, Object> options) {
    Object name = options.get(NAME);
    if (name instanceof String own) {
      layer.fields().put(NAME, own);
    } else if (!(layer.fields().get(NAME) instanceof String)) {
      String base = Keras.layerName(layer.type().name());
      int count = counts.merge(base, 1, Integer::sum);
      layer.fields().put(NAME, count == 1 ? base : base + "_" + (count - 1));
    }
  }

  /** Returns a layer's name as a part of a path. */
  static String pathName(Instance layer) {
    Object name = layer.fields().getOrDefault(NAME, layer.type().name());
    return name.toString().replaceAll("[^\\p{L}\\p{N}_-]", "_").toLowerCase(Locale.ROOT);
  }

  private Object called(Python in, CallArguments arguments) {
    Instance self = Modelling.self(arguments);
    List<TracedTensor> inputs = inputs(in, arguments.from(1));
    Optional<Object> call = self.type().find("call");
    if (inputs.isEmpty() && call.isEmpty()) {
      Values.require(arguments.from(1));
      throw new PythonException("%s is called without a tensor", self.type().name());
    } else if (self.fields().get("<function>") != null) {
      return in.call(self.fields().get("<function>"), arguments.from(1));
    } else if (call.isPresent()) {
      return written(in, self, inputs, arguments);
    } else if (inputs.stream().noneMatch(TracedTensor::isTraced)) {
      return constant(self, inputs.get(0));
    }
    Graph graph = inputs.stream().filter(TracedTensor::isTraced).findFirst().orElseThrow().graph();
    String path = Graph.joined(graph.block(), pathName(self));
    return self.fields().get(ENTRY) instanceof Entry entry
        ? applied(in, entry, self, inputs, path, arguments)
        : unchanged(inputs.get(0), path);
  }

  private static TracedTensor unchanged(TracedTensor tensor, String path) {
    return tensor.with(
        tensor.extents(),
        tensor.placement(),
        tensor.graph().add(path, new Identity(), List.of(tensor.made()), null).get(0));
  }

  /** Rows of an embedding that do not depend on the input: learned positions. */
  private static Object constant(Instance self, TracedTensor input) {
    Object rows = self.fields().get("input_dim");
    Object features = self.fields().get("output_dim");
    if (!(rows instanceof Long length) || !(features instanceof Long width)) {
      return input;
    }
    List<Long> extents = new ArrayList<>(input.extents());
    extents.add(width);
    return TracedTensor.constant(
        extents,
        new TracedTensor.Weight(self, pathName(self), List.of(length, width)),
        input.methods());
  }

  private static List<TracedTensor> inputs(Python in, CallArguments arguments) {
    List<TracedTensor> tensors = new ArrayList<>();
    arguments.positional().forEach(value -> collect(in, value, tensors));
    arguments
        .named()
        .forEach(
            (name, value) -> {
              if (!name.contains("mask") && !name.equals("initial_state")) {
                collect(in, value, tensors);
              }
            });
    return tensors;
  }

  private static void collect(Python in, Object value, List<TracedTensor> tensors) {
    if (value instanceof TracedTensor tensor) {
      tensors.add(tensor);
    } else if (Operators.isSequence(value)) {
      in.iterate(value).forEach(each -> collect(in, each, tensors));
    }
  }

  private Object applied(
      Python in,
      Entry entry,
      Instance self,
      List<TracedTensor> inputs,
      String path,
      CallArguments arguments) {
    Object states = arguments.named().get("initial_state");
    if (states != null) {
      List<TracedTensor> kept = new ArrayList<>();
      collect(in, states, kept);
      kept.stream()
          .filter(TracedTensor::isTraced)
          .forEach(state -> state.graph().keep(state.made()));
    }
    io.github.layerbook.exchange.Arguments given = arguments(self);
    boolean steps = entry.name().equals("TimeDistributed");
    List<TracedTensor> outputs =
        steps
                && !given.positional().isEmpty()
                && given.positional().get(0) instanceof Invocation inner
            ? Applications.chained(dialect, steps(inner, inputs), inputs, path, self)
            : Applications.apply(
                entry, given, Values.options(entry, arguments), inputs, path, self);
    return outputs.size() == 1 ? outputs.get(0) : new ArrayList<Object>(outputs);
  }

  private static List<Invocation> steps(Invocation each, List<TracedTensor> inputs) {
    try {
      return Steps.of(each, inputs.get(0).extents());
    } catch (DialectException e) {
      throw new PythonException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A layer that the text writes: {@code build} once, then {@code call}, in a block of its name.
   */
  private Object written(
      Python in, Instance self, List<TracedTensor> inputs, CallArguments arguments) {
    if (self.fields().putIfAbsent("<built>", true) == null && !inputs.isEmpty()) {
      Object shape =
          inputs.size() == 1
              ? TensorMethods.shape(inputs.get(0))
              : inputs.stream().<Object>map(TensorMethods::shape).toList();
      in.call(in.attributes().get(self, "build"), shape);
    }
    named(in, self, Map.of());
    Optional<Graph> graph =
        inputs.stream().filter(TracedTensor::isTraced).findFirst().map(TracedTensor::graph);
    String outer = graph.map(Graph::block).orElse("");
    in.budget().enter();
    try {
      graph.ifPresent(each -> each.enter(Graph.joined(outer, pathName(self))));
      return in.call(in.attributes().get(self, "call"), arguments.from(1));
    } finally {
      graph.ifPresent(each -> each.enter(outer));
      in.budget().leave();
    }
  }
}
