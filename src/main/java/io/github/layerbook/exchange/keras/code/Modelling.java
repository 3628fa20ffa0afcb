package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Items;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code Input}, {@code Model} and {@code Sequential}. */
final class Modelling {
  private static final String LAYERS = "layers";
  private static final List<String> NOTHING =
      Dialect.names(
          "compile fit evaluate predict save load_weights save_weights fit_generator count_params");

  /** Running a layer is worth so many steps. */
  private static final long COST = 20;

  final Layers layers;
  final PythonClass model;
  final PythonClass sequential;
  final PythonClass inputLayer;

  /** The models that others call. */
  private final Set<Instance> called = new HashSet<>();

  /** All layers of functional models. */
  private Graph graph = new Graph(List.of());

  Modelling(Layers layers) {
    this.layers = layers;
    model = new PythonClass("Model", List.of(layers.layer));
    model
        .method("__init__", this::initialise)
        .method("__call__", this::called)
        .method("build", ModelInputs::built)
        .method("summary", (in, a) -> Singleton.NONE)
        .method("get_layer", Modelling::layer)
        .method("__getattr__", this::get);
    for (String name : NOTHING) {
      model.method(name, (in, a) -> new Unknown(name + "()", true));
    }
    sequential =
        new PythonClass("Sequential", List.of(model))
            .method("__init__", this::list)
            .method("add", this::add)
            .method("pop", this::pop);
    inputLayer =
        new PythonClass("InputLayer", List.of(layers.layer))
            .method(
                "__init__",
                (in, a) -> {
                  Instance self = self(a);
                  layers.named(in, self, a.named());
                  ModelInputs.shape(in, a.from(1))
                      .ifPresent(extents -> ModelInputs.put(self, extents));
                  return Singleton.NONE;
                });
  }

  /** Returns the first argument of a method. */
  static Instance self(CallArguments arguments) {
    if (arguments.get(0, "self") instanceof Instance instance) {
      return instance;
    }
    throw new PythonException("a method of a layer is called without the layer");
  }

  boolean isModel(Object value) {
    return value instanceof Instance instance && instance.isA(model);
  }

  /** Returns the models of a list that are part of no other one. */
  List<Instance> whole(List<Instance> models) {
    Map<Instance, Set<Object>> parts = new LinkedHashMap<>();
    models.forEach(each -> parts.put(each, within(each)));
    return models.stream()
        .filter(
            each ->
                !called.contains(each)
                    && parts.entrySet().stream()
                        .noneMatch(other -> isPart(each, other.getKey(), parts)))
        .toList();
  }

  /** Of two models of the same layers, the later one stays. */
  private static boolean isPart(Instance model, Instance other, Map<Instance, Set<Object>> parts) {
    Set<Object> own = parts.getOrDefault(model, Set.of());
    Set<Object> others = parts.getOrDefault(other, Set.of());
    return model != other
        && (others.contains(model)
            || (!own.isEmpty()
                && others.containsAll(own)
                && (others.size() > own.size() || isBefore(model, other, parts.keySet()))));
  }

  private static boolean isBefore(Instance model, Instance other, Set<Instance> all) {
    return all.stream()
        .filter(each -> each == model || each == other)
        .findFirst()
        .filter(first -> first == model)
        .isPresent();
  }

  private static Set<Object> within(Instance model) {
    Set<Object> all = new HashSet<>(Functional.parts(model));
    if (model.fields().get(LAYERS) instanceof List<?> members) {
      all.addAll(members);
    }
    all.removeIf(part -> !(part instanceof Instance));
    return all;
  }

  /** Draws layers into another graph from here on, and returns the one before. */
  Graph draw(Graph newGraph) {
    Graph before = graph;
    graph = newGraph;
    return before;
  }

  Graph graph() {
    return graph;
  }

  ModelInputs inputs() {
    return new ModelInputs(this);
  }

  /** {@code Model(inputs, outputs)}; a class of the text has its layers as fields. */
  private Object initialise(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    layers.named(in, self, arguments.named());
    Object inputs = arguments.any(1, "inputs", "input");
    Object outputs = arguments.any(2, "outputs", "output");
    if (inputs != Singleton.NONE && outputs != Singleton.NONE) {
      List<TracedTensor> from = tensors(in, inputs);
      List<TracedTensor> to = tensors(in, outputs);
      if (to.isEmpty()) {
        throw new PythonException("the outputs of a model are tensors");
      }
      Functional.finish(self, from, to);
    }
    return Singleton.NONE;
  }

  /** {@code get_layer("conv1")}, {@code get_layer(index=3)}. */
  private static Object layer(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    List<Object> all =
        self.fields().get(LAYERS) instanceof List<?> ? members(self) : Functional.parts(self);
    Object name = arguments.get(1, "name", Singleton.NONE);
    return name == Singleton.NONE
        ? Items.part(all, arguments.get(2, "index", 0L))
        : all.stream()
            .filter(each -> each instanceof Instance i && name.equals(i.fields().get(Layers.NAME)))
            .findFirst()
            .orElseGet(() -> new Unknown("the layer " + name, true));
  }

  private static List<TracedTensor> tensors(Python in, Object value) {
    if (value instanceof TracedTensor tensor) {
      return List.of(tensor);
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (value instanceof Map<?, ?> dict) {
      return tensors(in, new ArrayList<>(dict.values()));
    }
    List<TracedTensor> all = new ArrayList<>();
    in.iterate(value).forEach(each -> all.addAll(tensors(in, each)));
    return all;
  }

  private Object list(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    layers.named(in, self, arguments.named());
    members(self);
    Object all = arguments.get(1, LAYERS, Singleton.NONE);
    if (all != Singleton.NONE) {
      in.iterate(all).forEach(each -> add(in, CallArguments.of(self, each)));
    }
    return Singleton.NONE;
  }

  @SuppressWarnings("unchecked")
  static List<Object> members(Instance model) {
    return (List<Object>) model.fields().computeIfAbsent(LAYERS, name -> new ArrayList<Object>());
  }

  private Object add(Python in, CallArguments arguments) {
    Object added = Unknown.require(arguments.get(1, "layer"));
    if (!(added instanceof Instance || added instanceof TracedTensor)) {
      throw new PythonException("%s is added to a Sequential, which takes layers", in.repr(added));
    }
    members(self(arguments)).add(added);
    in.budget().check(members(self(arguments)).size());
    return Singleton.NONE;
  }

  private Object pop(Python in, CallArguments arguments) {
    List<Object> members = members(self(arguments));
    return members.isEmpty() ? Singleton.NONE : members.remove(members.size() - 1);
  }

  private Object get(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    List<TracedTensor> found =
        switch (in.text(arguments.get(1, "name"))) {
          case "input", "inputs" -> Functional.part(self, Functional.INPUTS);
          case "output", "outputs" -> Functional.part(self, Functional.OUTPUTS);
          default -> List.of();
        };
    if (in.text(arguments.get(1, "name")).equals(LAYERS) && Functional.isFunctional(self)) {
      return new ArrayList<>(Functional.parts(self));
    }
    return found.isEmpty()
        ? Singleton.ELLIPSIS
        : found.size() == 1 ? found.get(0) : new ArrayList<Object>(found);
  }

  /** A model on tensors: its layers once more, with the same weights, in a block of its name. */
  private Object called(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    Optional<Object> call = self.type().find("call");
    if (call.isPresent()) {
      return in.call(layers.layer.find("__call__").orElseThrow(), arguments);
    }
    List<TracedTensor> inputs = tensors(in, arguments.get(1, "inputs"));
    if (inputs.isEmpty() || inputs.stream().noneMatch(TracedTensor::isTraced)) {
      if (!inputs.isEmpty() && inputs.get(0).rank() > 1) {
        ModelInputs.put(self, inputs.get(0).example());
      }
      return new Unknown("the output of a model", true);
    }
    called.add(self);
    Graph drawn = inputs.get(0).graph();
    String outer = drawn.block();
    try {
      drawn.enter(Graph.joined(outer, Layers.pathName(self)));
      return Functional.isFunctional(self)
          ? Functional.repeated(self, inputs, drawn)
          : chained(in, self, inputs.get(0));
    } finally {
      drawn.enter(outer);
    }
  }

  /** Returns what a Sequential makes of a tensor. */
  Object chained(Python in, Instance chain, TracedTensor input) {
    Object value = input;
    in.budget().enter();
    try {
      for (Object member : members(chain)) {
        in.budget().spend(COST);
        boolean start =
            member instanceof TracedTensor || (member instanceof Instance i && i.isA(inputLayer));
        value = start ? value : in.call(member, value);
      }
      return value;
    } finally {
      in.budget().leave();
    }
  }
}
