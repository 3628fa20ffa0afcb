package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.pytorch.Probes;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Values;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of the dialect's table as classes of the interpreter. */
final class Leaves {
  private static final String ENTRY = "<entry>";
  private static final String ARGUMENTS = "<arguments>";
  private static final String LENGTH = "weight_g";

  /** They do the same with each vector, wherever the batch stands. */
  private static final List<String> EACH_VECTOR = List.of("Embedding", "Linear", "LayerNorm");

  /** PyTorch keeps these as one number per axis. */
  private static final List<String> PER_AXIS =
      List.of("kernel_size", "stride", "padding", "dilation");

  private final Dialect dialect;
  private final Running running;
  private final Map<String, PythonClass> classes = new HashMap<>();
  private final Map<Instance, Optional<Map<String, List<Long>>>> tensors = new HashMap<>();

  Leaves(Dialect dialect, Running running) {
    this.dialect = dialect;
    this.running = running;
  }

  /** Returns the class of a name. */
  Optional<Object> find(String name, PythonClass module) {
    Optional<Entry> entry = dialect.find(name).filter(each -> !each.isFunction());
    if (name.endsWith("Loss")) {
      return Optional.of(new Unknown(name, true));
    } else if (entry.isEmpty() && dialect.absent().containsKey(name)) {
      return Optional.of(Values.absent(dialect, name));
    }
    return entry.map(
        each ->
            classes.computeIfAbsent(
                name,
                key ->
                    new PythonClass(key, List.of(module))
                        .method("__init__", (in, a) -> initialise(each, a))
                        .method("forward", this::forward)));
  }

  private Object initialise(Entry entry, CallArguments arguments) {
    Instance self = Modules.self(arguments);
    CallArguments given = arguments.from(1);
    List<Argument> signature = entry.arguments();
    for (int i = 0; i < signature.size(); i++) {
      Argument argument = signature.get(i);
      Object value = given.get(i, argument.name(), python(argument.value()));
      if (argument.required() && value instanceof Unknown unknown) {
        throw unknown.needed();
      }
      if (!argument.name().equals("bias")) {
        self.fields().put(argument.name(), perAxis(entry, argument.name(), value));
      }
    }
    io.github.layerbook.exchange.Arguments plain = Values.plain(given);
    Values.check(entry, plain);
    self.fields().put(ENTRY, entry);
    self.fields().put(ARGUMENTS, plain);
    return Singleton.NONE;
  }

  static Object python(@Nullable Object value) {
    return value == null
        ? Singleton.NONE
        : value instanceof List<?> list ? TupleValue.of(list) : value;
  }

  private static Object perAxis(Entry entry, String name, Object value) {
    String type = entry.name();
    char last = type.charAt(type.length() - 2);
    boolean convolution = type.startsWith("Conv") && Character.isDigit(last);
    return convolution && PER_AXIS.contains(name) && value instanceof Long
        ? TupleValue.of(Collections.nCopies(last - '0', value))
        : value;
  }

  /** Returns whether a module is a layer of the dialect. */
  static boolean isLeaf(Instance module) {
    return module.fields().get(ENTRY) instanceof Entry;
  }

  /** Returns whether a module is a layer that reads nothing: a tensor that is only kept. */
  static boolean isSource(Instance module) {
    try {
      return isLeaf(module) && entry(module).layer(arguments(module)).isSource();
    } catch (DialectException e) { // it needs inputs
      return false;
    }
  }

  /** Adds a layer that reads nothing. */
  TracedTensor source(Instance module, String path, Graph graph) {
    Layer layer = entry(module).layer(arguments(module));
    Made made = graph.add(path, layer, List.of(), owner(module)).get(0);
    List<Long> extents = made.shape().sizes(AxisOrder.CHW).stream().map(Size::value).toList();
    return TracedTensor.of(
        TracedTensor.batched(extents),
        Placement.channelsFirst(1, extents.size()),
        made,
        running.parameters().methods());
  }

  private static Entry entry(Instance module) {
    if (module.fields().get(ENTRY) instanceof Entry entry) {
      return entry;
    }
    throw new PythonException(
        "%s is used before its __init__ has called super().__init__", module.type().name());
  }

  private static io.github.layerbook.exchange.Arguments arguments(Instance module) {
    return (io.github.layerbook.exchange.Arguments)
        java.util.Objects.requireNonNull(module.fields().get(ARGUMENTS));
  }

  private Object forward(Python in, CallArguments arguments) {
    Instance self = Modules.self(arguments);
    Entry entry = entry(self);
    List<TracedTensor> inputs = inputs(arguments.from(1));
    if (inputs.isEmpty() && isSource(self)) {
      return source(self, running.path(self), running.graph());
    } else if (inputs.isEmpty()) {
      Values.require(arguments);
      throw new PythonException("%s is called without a tensor", entry.name());
    } else if (!inputs.get(0).isTraced() && entry.name().equals("Embedding")) {
      return rows(self, inputs.get(0));
    }
    Object length = Modules.parameters(self).get(LENGTH);
    boolean ofInput = entry.name().contains("Transpose");
    if (length != null && ofInput) {
      inputs = List.of(scaled(inputs.get(0), length, 1));
    }
    boolean second =
        EACH_VECTOR.contains(entry.name())
            && inputs.get(0).batchAxis() == 1
            && inputs.get(0).rank() > 1;
    if (second) {
      inputs = List.of(batchMoved(inputs.get(0)));
    }
    List<TracedTensor> outputs =
        Applications.apply(
            entry,
            arguments(self),
            Values.options(entry, arguments),
            inputs,
            running.path(self),
            owner(self));
    if (second) {
      outputs = List.of(batchMoved(outputs.get(0)));
    }
    return length != null && !ofInput
        ? scaled(outputs.get(0), length, entry.name().equals("Linear") ? -1 : 1)
        : nested(entry, outputs);
  }

  /** The same with the first two axes exchanged. */
  private static TracedTensor batchMoved(TracedTensor tensor) {
    List<Integer> order = new ArrayList<>(List.of(1, 0));
    for (int axis = 2; axis < tensor.rank(); axis++) {
      order.add(axis);
    }
    return Layouts.permuted(tensor, order);
  }

  /** {@code weight_norm}: the length of each row of the weights is learned beside them. */
  Object weightNorm(Python in, CallArguments arguments) {
    Object module = arguments.get(0, "module");
    if (!(module instanceof Instance leaf) || !isLeaf(leaf) || !known(leaf).containsKey("weight")) {
      throw new PythonException("weight_norm is of a layer that has a weight");
    }
    long rows = Objects.requireNonNull(known(leaf).get("weight")).get(0);
    Modules.parameters(leaf)
        .put(LENGTH, running.parameters().of(new Object(), LENGTH, List.of(rows)));
    return module;
  }

  private static TracedTensor scaled(TracedTensor tensor, Object length, long axis) {
    TracedTensor weight = (TracedTensor) length;
    List<Long> extents = new ArrayList<>(Collections.nCopies(tensor.rank(), 1L));
    extents.set(tensor.axis(axis), weight.extents().get(0));
    return Merges.merged(
        Merge.Kind.MULTIPLY, tensor, weight.viewed(extents, weight.placement()), false);
  }

  /** Whose weights a module uses: its own, unless the text has given it another's. */
  static Object owner(Instance module) {
    Object weight = Modules.parameters(module).get("weight");
    return weight instanceof TracedTensor tensor && tensor.weight() != null
        ? java.util.Objects.requireNonNull(tensor.weight()).owner()
        : module;
  }

  private static List<TracedTensor> inputs(CallArguments arguments) {
    List<Object> all = new ArrayList<>(arguments.positional());
    arguments
        .named()
        .forEach(
            (name, value) -> {
              if (!name.contains("mask")) {
                all.add(value);
              }
            });
    return all.stream()
        .filter(TracedTensor.class::isInstance)
        .map(TracedTensor.class::cast)
        .toList();
  }

  /** Rows of an embedding that do not depend on the input: learned positions. */
  private Object rows(Instance self, TracedTensor input) {
    long rows = (Long) self.fields().getOrDefault("num_embeddings", 0L);
    long features = (Long) self.fields().getOrDefault("embedding_dim", 0L);
    List<Long> extents = new ArrayList<>(input.extents());
    extents.add(features);
    String path = running.path(self);
    TracedTensor.Weight weight =
        new TracedTensor.Weight(
            self, path.substring(path.lastIndexOf('.') + 1), List.of(rows, features));
    return TracedTensor.constant(extents, weight, input.methods());
  }

  /** PyTorch returns the states of recurrent layers in a tuple of their own. */
  private static Object nested(Entry entry, List<TracedTensor> outputs) {
    String name = entry.name();
    if (name.equals("LSTM") && outputs.size() == 3) {
      return TupleValue.of(outputs.get(0), TupleValue.of(outputs.get(1), outputs.get(2)));
    } else if (name.equals("MultiheadAttention") && outputs.size() == 1) {
      return TupleValue.of(outputs.get(0), Singleton.NONE);
    }
    return outputs.size() == 1 ? outputs.get(0) : TupleValue.of(outputs);
  }

  /** Returns the learned values of a layer, {@code conv.weight}; an ellipsis if there are none. */
  Object attribute(Python in, Instance module, String name) {
    if (!isLeaf(module) || !(name.contains("weight") || name.contains("bias"))) {
      return Singleton.ELLIPSIS;
    }
    Optional<List<Long>> extents = Optional.ofNullable(known(module).get(name));
    if (extents.isEmpty()) {
      return name.equals("bias") || name.equals("weight") ? Singleton.NONE : Singleton.ELLIPSIS;
    }
    return running.parameters().of(module, name, extents.get());
  }

  /** Returns the names of a layer's parameters. */
  Set<String> names(Instance module) {
    return isLeaf(module) ? known(module).keySet() : Set.of();
  }

  /** Returns the parameters of a layer as tensors by name. */
  Map<String, TracedTensor> learned(Instance module) {
    Map<String, TracedTensor> all = new LinkedHashMap<>();
    if (isLeaf(module)) {
      known(module)
          .forEach((name, size) -> all.put(name, running.parameters().of(module, name, size)));
    }
    return all;
  }

  private Map<String, List<Long>> known(Instance module) {
    return tensors.computeIfAbsent(module, Leaves::tensors).orElse(Map.of());
  }

  /** Returns the parameters of a layer by name, found on some input that it takes. */
  static Optional<Map<String, List<Long>>> tensors(Instance module) {
    return Probes.declaration(entry(module), arguments(module))
        .map(
            declaration -> {
              Map<String, List<Long>> all = new LinkedHashMap<>();
              declaration.tensors().stream()
                  .filter(tensor -> tensor.kind() != io.github.layerbook.layer.Tensor.Kind.BUFFER)
                  .forEach(
                      tensor ->
                          all.put(
                              tensor.name(), tensor.extents().stream().map(Size::value).toList()));
              return all;
            });
  }
}
