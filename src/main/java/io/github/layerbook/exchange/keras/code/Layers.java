package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classes of the dialect's table, and layers that the text writes itself. */
final class Layers {
  static final String NAME = "name";
  static final String ENTRY = "<entry>";
  private static final String ARGUMENTS = "<arguments>";

  final Dialect dialect;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, PythonClass> classes = new HashMap<>();

  /** Keras's {@code Layer}, which a text may extend. */
  final PythonClass layer = new PythonClass("Layer", List.of());

  Layers(Dialect dialect) {
    this.dialect = dialect;
    layer
        .method("__init__", (in, a) -> initialised(in, Modelling.self(a), a))
        .method("__call__", new LayerCalls(this)::called)
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

  static io.github.layerbook.exchange.Arguments arguments(Instance layer) {
    return (io.github.layerbook.exchange.Arguments)
        Objects.requireNonNull(layer.fields().get(ARGUMENTS));
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
}
