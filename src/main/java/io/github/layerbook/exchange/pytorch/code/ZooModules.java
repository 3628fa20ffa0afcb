package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.ZooEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The zoo's networks as modules, whose parts code may take, freeze and replace. */
final class ZooModules {
  /** What changes nothing that counts here. */
  private static final List<String> IGNORED =
      Dialect.names(
          """
          pretrained weights weights_backbone progress init_weights aux_logits transform_input
          zero_init_residual dropout drop_rate drop_path_rate stochastic_depth_prob trust_repo
          source force_reload verbose exportable checkpoint_path
          """);

  /** Making a layer is worth so many steps. */
  private static final long COST = 200;

  private final Dialect dialect;
  private final Modules modules;
  private final Running running;
  private final PythonClass part;

  ZooModules(Dialect dialect, Modules modules, Containers containers, Running running) {
    this.dialect = dialect;
    this.modules = modules;
    this.running = running;
    PythonClass sequential = (PythonClass) containers.find("Sequential").orElseThrow();
    part = modules.container("Sequential", sequential, Map.of("forward", this::forward));
  }

  /** {@code torchvision.models}. */
  Optional<Object> torchvision(String name) {
    return name.equals("get_model")
        ? Optional.of(byName(name, 0, false))
        : ZooLayout.torchvision(name)
            .map(entry -> Builtin.function(name, (in, a) -> made(in, entry, a)));
  }

  /** {@code timm}. */
  Optional<Object> timm(String name) {
    return Optional.of(byName(name, 0, true)).filter(any -> name.equals("create_model"));
  }

  /** {@code torch.hub}. */
  Optional<Object> hub(String name) {
    return Optional.of(byName(name, 1, false)).filter(any -> name.equals("load"));
  }

  private Object byName(String name, int index, boolean timm) {
    return Builtin.function(name, (in, a) -> named(in, a, index, timm));
  }

  private Object named(Python in, CallArguments arguments, int index, boolean timm) {
    List<String> keys = List.of("model_name", "name", "model");
    Object name =
        keys.stream()
            .map(key -> arguments.named().get(key))
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElseGet(() -> arguments.get(index, "name", Singleton.NONE));
    if (!(name instanceof String text)) {
      return new Unknown("a network by name", true);
    }
    Optional<ZooEntry> entry = timm ? ZooLayout.timm(text) : ZooLayout.torchvision(text);
    Map<String, Object> rest = new LinkedHashMap<>(arguments.named());
    rest.keySet().removeAll(keys);
    return entry
        .map(found -> made(in, found, new CallArguments(List.of(), rest)))
        .orElseGet(() -> new Unknown("the network " + text, true));
  }

  /** A network of the zoo; another number of classes gives its last layer as many outputs. */
  private Object made(Python in, ZooEntry entry, CallArguments arguments) {
    for (String option : arguments.named().keySet()) {
      if (!IGNORED.contains(option) && !option.equals("num_classes")) {
        throw new PythonException(
            "%s(%s=…) is another network than the zoo's %s: paste its class",
            entry.name(), option, entry.name());
      }
    }
    Instance root = built(in, entry);
    Object classes = arguments.named().get("num_classes");
    if (classes != null && classes != Singleton.NONE) {
      rescale(in, root, Operators.whole(classes, "num_classes"));
    }
    in.note(
        0,
        "%s is the zoo's, %s".formatted(entry.name(), entry.title())
            + (arguments.named().getOrDefault("aux_logits", false) == Boolean.TRUE
                ? ", without auxiliary classifiers"
                : ""));
    return root;
  }

  private Instance built(Python in, ZooEntry entry) {
    List<Applied> layers = entry.network().applied();
    in.budget().spend(COST * layers.size());
    Map<String, String> paths = ZooLayout.paths(entry, layers.stream().map(Applied::node).toList());
    Instance root = new Instance(part);
    ZooPart all = new ZooPart();
    root.fields().put(ZooPart.FIELD, all);
    for (Applied layer : layers) {
      if (layer.node().layer().isSource()) {
        continue;
      }
      String path = paths.getOrDefault(layer.node().path(), layer.node().path());
      int dot = path.lastIndexOf('.');
      Instance block = root;
      for (String name :
          dot < 0 ? List.<String>of() : List.of(path.substring(0, dot).split("\\."))) {
        block = child(block, name);
      }
      add(in, block, path.substring(dot + 1), layer);
    }
    lastChannel(root);
    return root;
  }

  /** MobileNets keep the width of their last layer's input. */
  private static void lastChannel(Instance root) {
    Modules.tree(root).keySet().stream()
        .map(module -> module.fields().get("in_features"))
        .filter(Long.class::isInstance)
        .reduce((first, second) -> second)
        .ifPresent(width -> root.fields().put("last_channel", width));
  }

  private Instance child(Instance block, String name) {
    Object child = Modules.modules(block).get(name);
    if (child instanceof Instance instance) {
      return instance;
    }
    Instance made = new Instance(part);
    ZooPart parts = new ZooPart();
    made.fields().put(ZooPart.FIELD, parts);
    Modules.modules(block).put(name, made);
    ZooPart.of(block).units().add(new ZooPart.Unit(name, made, null, null));
    return made;
  }

  private void add(Python in, Instance block, String name, Applied layer) {
    Optional<Instance> module =
        ZooLayout.isModule(layer.node()) ? module(in, layer) : Optional.empty();
    module.ifPresent(made -> Modules.modules(block).put(name, made));
    @Nullable Object owner = module.isPresent() ? null : parameter(block, layer);
    ZooPart.of(block).units().add(new ZooPart.Unit(name, module.orElse(null), layer.node(), owner));
  }

  /** A layer as the framework's module; empty for what the framework does with functions. */
  private Optional<Instance> module(Python in, Applied layer) {
    List<Shape> inputs = layer.inputs().stream().map(Shape::evaluated).toList();
    try {
      List<Invocation> said = dialect.write(layer.node().layer(), inputs);
      Invocation last = said.get(said.size() - 1);
      Entry entry = dialect.require(last.name());
      if (entry.isFunction()) {
        return Optional.empty();
      }
      Object type = running.leaves().find(entry.name(), modules.module).orElseThrow();
      List<Object> positional = last.arguments().positional().stream().map(Leaves::python).toList();
      Map<String, Object> named = new LinkedHashMap<>();
      last.arguments().named().forEach((name, value) -> named.put(name, Leaves.python(value)));
      return modules.instance(in.call(type, new CallArguments(positional, named)));
    } catch (NotExpressibleException e) {
      return Optional.empty();
    }
  }

  /** The learned values of a layer that is no module. */
  private @Nullable Object parameter(Instance block, Applied layer) {
    List<Tensor> learned =
        layer.tensors().stream().filter(each -> each.kind() != Tensor.Kind.BUFFER).toList();
    if (learned.isEmpty()) {
      return null;
    }
    Object owner = new Object();
    List<Long> extents = learned.get(0).extents().stream().map(Size::value).toList();
    Modules.parameters(block)
        .put(layer.node().name(), running.parameters().of(owner, layer.node().name(), extents));
    return owner;
  }

  /** Gives the last layer with weights another number of outputs. */
  private void rescale(Python in, Instance root, long classes) {
    Instance block = root;
    String name = "";
    for (Map.Entry<Instance, String> each : Modules.tree(root).entrySet()) {
      if (Leaves.isLeaf(each.getKey()) && !running.leaves().names(each.getKey()).isEmpty()) {
        String path = each.getValue();
        int dot = path.lastIndexOf('.');
        name = path.substring(dot + 1);
        block = dot < 0 ? root : (Instance) Modules.found(root, path.substring(0, dot));
      }
    }
    Instance last = (Instance) Modules.modules(block).get(name);
    if (last == null) {
      return;
    }
    Map<String, Object> fields = last.fields();
    Object type = last.type();
    Object made =
        fields.containsKey("in_features")
            ? in.call(type, fields.getOrDefault("in_features", 1L), classes)
            : in.call(
                type,
                fields.getOrDefault("in_channels", 1L),
                classes,
                fields.getOrDefault("kernel_size", 1L));
    Modules.modules(block).put(name, made);
  }

  private Object forward(Python in, CallArguments arguments) {
    Instance self = Modules.self(arguments);
    if (!(arguments.get(1, "x") instanceof TracedTensor input) || !input.isTraced()) {
      return arguments.get(1, "x");
    }
    return new ZooRun(in, running, input.methods()).run(self, input);
  }
}
