package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.BoundMethod;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs modules: on tensors of a graph where one is drawn, else the call is kept as an example of
 * what the text feeds to which module.
 */
final class Running {
  private static final int MOST_EXAMPLES = 50;

  /** Running a module is worth so many steps. */
  private static final long COST = 20;

  private final Leaves leaves;
  private final Training training;
  private final Parameters parameters;
  private final List<Example> examples = new ArrayList<>();
  private Map<Instance, String> paths = new HashMap<>();
  private @Nullable Graph graph;

  /** A call of a module in the text as a whole. */
  record Example(Instance module, CallArguments arguments) {}

  Running(Dialect dialect, TracedTensor.Methods methods, Training training) {
    leaves = new Leaves(dialect, this);
    parameters = new Parameters(methods, training);
    this.training = training;
  }

  Training training() {
    return training;
  }

  Leaves leaves() {
    return leaves;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Returns what the text feeds to which module, in order. */
  List<Example> examples() {
    return examples;
  }

  /** Keeps a call as an example. */
  void example(Instance module, CallArguments arguments) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(new Example(module, arguments));
    }
  }

  /** Runs a module of a tree on a graph. */
  Object run(Python in, Instance root, Graph newGraph, CallArguments arguments) {
    graph = newGraph;
    paths = new HashMap<>(Modules.tree(root));
    try {
      return call(in, arguments.after(root));
    } finally {
      graph = null;
    }
  }

  /** {@code module(…)}. */
  Object call(Python in, CallArguments arguments) {
    Instance self = Modules.self(arguments);
    Graph drawn = graph;
    if (drawn == null) {
      example(self, arguments.from(1));
      return in.budget().isInside()
          ? tried(in, self, arguments.from(1))
          : new Unknown("the output of " + self.type().name(), true);
    }
    String outer = drawn.block();
    in.budget().spend(COST);
    in.budget().enter();
    try {
      Object forward = in.attributes().get(self, "forward");
      if (!(forward instanceof BoundMethod method
          && method.function() instanceof Builtin
          && Leaves.isLeaf(self))) {
        drawn.enter(path(self));
      }
      return in.call(forward, arguments.from(1));
    } finally {
      drawn.enter(outer);
      in.budget().leave();
    }
  }

  /** What a module makes of an example, where code asks for its size before there is an input. */
  private Object tried(Python in, Instance module, CallArguments arguments) {
    Object unknown = new Unknown("the output of " + module.type().name(), true);
    return arguments.find(0, "input").orElse(unknown) instanceof TracedTensor example
        ? Trial.of(example, (trial, input) -> run(in, module, trial, CallArguments.of(input)))
            .<Object>map(output -> output)
            .orElse(unknown)
        : unknown;
  }

  /** Returns the path of a module; one that is in no module gets a name of its own. */
  String path(Instance module) {
    String path = paths.get(module);
    Graph drawn = Objects.requireNonNull(graph);
    if (path == null) {
      String name = module.type().name().toLowerCase(Locale.ROOT);
      path = Graph.joined(drawn.block(), name);
      paths.put(module, path);
      drawn.note(
          "%s is made or kept outside the module: PyTorch does not count its parameters"
              .formatted(module.type().name()));
    }
    return path.isEmpty() && Leaves.isLeaf(module)
        ? module.type().name().toLowerCase(Locale.ROOT)
        : path;
  }

  /** Returns the graph that is drawn. */
  Graph graph() {
    Graph drawn = graph;
    if (drawn == null) {
      throw new PythonException("a tensor of the network is used outside it");
    }
    return drawn;
  }
}
