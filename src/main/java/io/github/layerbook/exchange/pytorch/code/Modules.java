package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code torch.nn.Module}, and what is in modules. */
final class Modules {
  private static final String MODULES = "_modules";
  private static final String PARAMETERS = "_parameters";
  private static final int DEEPEST = 100;

  /** What changes nothing that counts here. */
  private static final List<String> SELF =
      Dialect.names(
          "to cuda cpu eval train half float double bfloat16 type apply share_memory compile"
              + " to_empty init_weights");

  private static final List<String> NOTHING = List.of("buffers", "named_buffers");

  final PythonClass module = new PythonClass("Module", List.of());
  private final Running running;

  Modules(Running running) {
    this.running = running;
    module
        .with("training", false)
        .method("__init__", (in, a) -> Singleton.NONE)
        .method("__setattr__", this::set)
        .method("__getattr__", this::get)
        .method("__delattr__", this::delete)
        .method("__call__", running::call)
        .method("forward", (in, a) -> missing(self(a)))
        .method("add_module", this::add)
        .method("register_module", this::add)
        .method("register_buffer", this::register)
        .method("register_parameter", this::register)
        .method("children", (in, a) -> new ArrayList<>(present(self(a)).values()))
        .method("named_children", (in, a) -> pairs(present(self(a))))
        .method("modules", (in, a) -> new ArrayList<Object>(tree(self(a)).keySet()))
        .method("named_modules", (in, a) -> named(self(a)))
        .method("parameters", (in, a) -> new ArrayList<Object>(learned(in, self(a)).values()))
        .method(
            "named_parameters",
            (in, a) -> pairs(new LinkedHashMap<String, Object>(learned(in, self(a)))))
        .method("requires_grad_", this::trained)
        .method("get_submodule", (in, a) -> found(self(a), in.text(a.get(1, "target"))));
    SELF.forEach(name -> module.method(name, (in, a) -> self(a)));
    NOTHING.forEach(name -> module.method(name, (in, a) -> new ArrayList<>()));
    for (String name :
        List.of("state_dict", "load_state_dict", "zero_grad", "register_forward_hook")) {
      module.method(name, (in, a) -> new Unknown(name + "()", true));
    }
  }

  /** Returns the first argument of a method. */
  static Instance self(CallArguments arguments) {
    if (arguments.get(0, "self") instanceof Instance instance) {
      return instance;
    }
    throw new PythonException("a method of a module is called without the module");
  }

  private static Object missing(Instance module) {
    throw new PythonException("%s has no forward method", module.type().name());
  }

  /** Returns whether a value is a module. */
  boolean isModule(Object value) {
    return value instanceof Instance instance && instance.isA(module);
  }

  /** Returns the modules in a module by name; None where one was taken away. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> modules(Instance module) {
    return (Map<String, Object>)
        module.fields().computeIfAbsent(MODULES, name -> new LinkedHashMap<String, Object>());
  }

  /** Returns the parameters of a module itself by name. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> parameters(Instance module) {
    return (Map<String, Object>)
        module.fields().computeIfAbsent(PARAMETERS, name -> new LinkedHashMap<String, Object>());
  }

  /** Returns the modules in a module that are there. */
  static Map<String, Object> present(Instance module) {
    Map<String, Object> present = new LinkedHashMap<>(modules(module));
    present.values().removeIf(child -> child == Singleton.NONE);
    return present;
  }

  /** Returns a module and all in it with their paths, each once, in the order of registration. */
  static Map<Instance, String> tree(Instance root) {
    Map<Instance, String> seen = new HashMap<>();
    Map<Instance, String> paths = new LinkedHashMap<>();
    collect(root, "", 0, seen, paths);
    return paths;
  }

  private static void collect(
      Instance module,
      String path,
      int depth,
      Map<Instance, String> seen,
      Map<Instance, String> paths) {
    if (depth > DEEPEST) {
      throw new PythonException("modules stand in each other more than %d deep", DEEPEST);
    } else if (seen.putIfAbsent(module, path) != null) {
      return;
    }
    paths.put(module, path);
    present(module)
        .forEach(
            (name, child) -> {
              if (child instanceof Instance instance) {
                collect(instance, Graph.joined(path, name), depth + 1, seen, paths);
              }
            });
  }

  /** Returns all parameters of a module with their paths, each once. */
  private Map<String, TracedTensor> learned(Python in, Instance root) {
    Map<String, TracedTensor> all = new LinkedHashMap<>();
    Set<Object> seen = new HashSet<>();
    tree(root)
        .forEach(
            (module, path) -> {
              Map<String, TracedTensor> own = new LinkedHashMap<>(running.leaves().learned(module));
              parameters(module)
                  .forEach(
                      (name, value) -> {
                        if (value instanceof TracedTensor tensor) {
                          own.put(name, tensor);
                        }
                      });
              own.forEach(
                  (name, tensor) -> {
                    TracedTensor.Weight weight = tensor.weight();
                    if (weight != null && seen.add(List.of(weight.owner(), weight.path()))) {
                      all.put(Graph.joined(path, name), tensor);
                    }
                  });
            });
    in.budget().elements(all.size());
    return all;
  }

  private Object trained(Python in, CallArguments arguments) {
    boolean trained = in.truth(arguments.get(1, "requires_grad", true));
    learned(in, self(arguments))
        .values()
        .forEach(tensor -> running.training().set(tensor, trained));
    return self(arguments);
  }

  private static List<Object> pairs(Map<String, Object> values) {
    List<Object> pairs = new ArrayList<>();
    values.forEach((name, value) -> pairs.add(TupleValue.of(name, value)));
    return pairs;
  }

  private static Object named(Instance module) {
    List<Object> pairs = new ArrayList<>();
    tree(module).forEach((each, path) -> pairs.add(TupleValue.of(path, each)));
    return pairs;
  }

  static Object found(Instance module, String path) {
    return tree(module).entrySet().stream()
        .filter(entry -> entry.getValue().equals(path))
        .<Object>map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new PythonException("there is no module `%s`", path));
  }

  private Object set(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    put(in, self, in.text(arguments.get(1, "name")), arguments.get(2, "value"));
    return Singleton.NONE;
  }

  /** Gives a module a child, a parameter or a plain field. */
  private void put(Python in, Instance self, String name, Object value) {
    Map<String, Object> modules = modules(self);
    Map<String, Object> parameters = parameters(self);
    if (isModule(value)) {
      self.fields().remove(name);
      parameters.remove(name);
      modules.put(name, value);
      in.budget().check(modules.size());
    } else if (value instanceof TracedTensor tensor
        && tensor.weight() != null
        && !tensor.isTraced()) {
      modules.remove(name);
      parameters.put(name, Parameters.named(tensor, name));
      in.budget().check(parameters.size());
    } else if (value == Singleton.NONE && modules.containsKey(name)) {
      modules.put(name, value);
    } else {
      modules.remove(name);
      self.fields().put(name, value);
    }
  }

  private Object get(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    String name = in.text(arguments.get(1, "name"));
    Object found = modules(self).get(name);
    found = found != null ? found : parameters(self).get(name);
    return found != null ? found : running.leaves().attribute(in, self, name);
  }

  private Object delete(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    String name = in.text(arguments.get(1, "name"));
    modules(self).remove(name);
    parameters(self).remove(name);
    self.fields().remove(name);
    return Singleton.NONE;
  }

  private Object add(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    Object child = arguments.get(2, "module");
    if (child instanceof Unknown unknown) {
      throw unknown.needed();
    }
    put(in, self, in.text(arguments.get(1, "name")), child);
    return Singleton.NONE;
  }

  private Object register(Python in, CallArguments arguments) {
    Object value = arguments.any(2, "tensor", "param");
    put(in, self(arguments), in.text(arguments.get(1, "name")), value);
    return Singleton.NONE;
  }

  /** Returns a class of modules. */
  PythonClass container(String name, PythonClass base, Map<String, Callable> methods) {
    PythonClass container = new PythonClass(name, List.of(base));
    methods.forEach((method, body) -> container.with(method, Builtin.method(method, body)));
    return container;
  }

  /** Returns the parameters of a tree of modules that are no layer's, with their paths. */
  static Map<String, TracedTensor> parameters(Map<Instance, String> tree) {
    Map<String, TracedTensor> all = new LinkedHashMap<>();
    tree.forEach(
        (module, path) ->
            parameters(module)
                .forEach(
                    (name, value) -> {
                      if (value instanceof TracedTensor tensor) {
                        all.put(Graph.joined(path, name), tensor);
                      }
                    }));
    return all;
  }

  /** Returns an argument that is a module. */
  Optional<Instance> instance(Object value) {
    return isModule(value) ? Optional.of((Instance) value) : Optional.empty();
  }
}
