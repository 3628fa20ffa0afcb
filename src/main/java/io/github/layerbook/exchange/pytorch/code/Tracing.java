package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadNetwork.Unused;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Clues;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a module on inputs, which the caller, the text or custom tells. */
final class Tracing {
  /** For so long, sizes of inputs are tried. */
  private static final long SEARCH_NANOS = 700_000_000L;

  private final Interpreter interpreter;
  private final TorchLibrary library;
  private final Instance root;
  private final PythonReader.Program program;
  private final ReadingOptions options;
  private final Map<Instance, String> tree;

  Tracing(
      Interpreter interpreter,
      TorchLibrary library,
      Instance root,
      PythonReader.Program program,
      ReadingOptions options) {
    this.interpreter = interpreter;
    this.library = library;
    this.root = root;
    this.program = program;
    this.options = options;
    tree = Modules.tree(root);
  }

  /** A run of the module: the layers so far, and why there are no more. */
  private record Run(Graph graph, List<List<Long>> inputs, @Nullable PythonException error) {
    boolean isWhole() {
      return error == null;
    }
  }

  ReadNetwork read() {
    if (!options.inputs().isEmpty()) {
      return result(run(options.inputs()), List.of());
    }
    @Nullable Run failed = null;
    for (Running.Example example : examples()) {
      for (List<List<Long>> inputs : unbatched(tensors(example.arguments()))) {
        Run run = run(inputs);
        if (run.isWhole()) {
          return result(run, List.of("the input is the text's own: " + text(inputs)));
        }
        failed = failed == null ? run : failed;
      }
    }
    for (List<Long> clue : failed == null ? clues() : List.<List<Long>>of()) {
      Run run = run(each(clue));
      if (run.isWhole()) {
        return result(run, List.of(Clues.TAKEN + text(run.inputs())));
      }
    }
    return failed != null ? result(failed, List.of()) : conventional();
  }

  private List<Running.Example> examples() {
    List<Running.Example> all = new ArrayList<>();
    for (Running.Example example : library.running().examples()) {
      if (example.module() == root && !tensors(example.arguments()).isEmpty()) {
        all.add(example);
      }
    }
    return all.subList(0, Math.min(all.size(), 4));
  }

  private List<List<Long>> clues() {
    List<List<Long>> all = Clues.sizes(program.text(), program.prose());
    return all.subList(0, Math.min(all.size(), 24));
  }

  /** The extents of the tensors among arguments. */
  static List<List<Long>> tensors(CallArguments arguments) {
    List<Object> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.named().values());
    return all.stream()
        .filter(TracedTensor.class::isInstance)
        .map(value -> ((TracedTensor) value).extents())
        .toList();
  }

  /** An example's tensors begin with the batch; or have none. */
  private static List<List<List<Long>>> unbatched(List<List<Long>> tensors) {
    List<List<Long>> first =
        tensors.stream().map(each -> each.isEmpty() ? each : each.subList(1, each.size())).toList();
    List<List<List<Long>>> ways = new ArrayList<>(List.of(first, tensors));
    ways.removeIf(way -> way.stream().anyMatch(List::isEmpty));
    return ways;
  }

  private ReadNetwork conventional() {
    long start = System.nanoTime();
    @Nullable Run first = null;
    for (Conventions.Family family : new Conventions(tree).families()) {
      for (List<Long> extents : family.sizes()) {
        if (first != null && System.nanoTime() - start > SEARCH_NANOS) {
          break;
        }
        Run run = run(each(extents));
        if (run.isWhole()) {
          boolean any =
              family.scales()
                  && family.others(extents).stream().anyMatch(o -> run(each(o)).isWhole());
          String why = any ? "other sizes fit as well" : "the numbers of the text fit it";
          return result(
              run,
              List.of(
                  "the text does not state the input's size; %s is taken: %s"
                      .formatted(text(run.inputs()), why)));
        }
        first =
            first == null || run.graph().nodes().size() > first.graph().nodes().size()
                ? run
                : first;
      }
    }
    if (first == null) {
      first = run(each(List.of(1L)));
    }
    PythonException error = first.error();
    Problem missing =
        new Problem(
            0,
            "the text does not state the input's size, and no usual one fits: give it, such as"
                + " --input 3x32x32");
    Problem reason =
        new Problem(
            error == null ? 0 : error.line(),
            "with %s: %s".formatted(text(first.inputs()), error == null ? "" : error.getMessage()));
    return new ReadNetwork(Optional.empty(), List.of(), List.of(), List.of(missing, reason));
  }

  /** The same extents for each input that forward must be given. */
  private List<List<Long>> each(List<Long> extents) {
    int inputs =
        Interpreter.required(interpreter.python().attributes().get(root, "forward")).size();
    return java.util.Collections.nCopies(Math.max(1, inputs), extents);
  }

  private static String text(List<List<Long>> inputs) {
    return String.join(" and ", inputs.stream().map(ReadingOptions::text).toList());
  }

  /** Where layers take the batch second, it may stand there. */
  private Run run(List<List<Long>> inputs) {
    Run first = run(inputs, 0);
    if (first.isWhole() || !takesBatchSecond()) {
      return first;
    }
    Run second = run(inputs, 1);
    if (!second.isWhole()) {
      return first;
    }
    second
        .graph()
        .note("the batch is the second dimension of the input, which has the length first");
    return second;
  }

  private boolean takesBatchSecond() {
    return tree.keySet().stream()
        .anyMatch(module -> Boolean.FALSE.equals(module.fields().get("batch_first")));
  }

  private Run run(List<List<Long>> inputs, int batch) {
    interpreter.python().budget().renew();
    List<String> reserved = tree.values().stream().filter(path -> !path.isEmpty()).toList();
    Graph graph = new Graph(reserved);
    try {
      List<String> names =
          Interpreter.required(interpreter.python().attributes().get(root, "forward"));
      List<Object> tensors = new ArrayList<>();
      for (List<Long> extents : inputs) {
        int index = tensors.size();
        String name = index < names.size() ? names.get(index) : "input" + (index + 1);
        tensors.add(input(graph, name, extents, Math.min(batch, extents.size())));
      }
      Object output =
          library.running().run(interpreter.python(), root, graph, TorchCode.arguments(tensors));
      if (output instanceof Unknown unknown) {
        graph.note(
            "forward returns what is not known here, `%s`: what it does is missing"
                .formatted(unknown.what()));
      }
      addKept(graph);
      if (graph.nodes().size() == inputs.size()) {
        throw new PythonException("forward does nothing that is known with its input");
      }
      return new Run(graph, inputs, null);
    } catch (PythonException e) {
      return new Run(graph, inputs, e);
    } catch (StackOverflowError e) {
      return new Run(graph, inputs, new PythonException("it is nested too deeply"));
    }
  }

  /** Adds the tensors that are only kept, which forward need not use. */
  private void addKept(Graph graph) {
    Set<Object> used = graph.used();
    tree.forEach(
        (module, path) -> {
          if (!used.contains(module) && Leaves.isSource(module)) {
            library.running().leaves().source(module, path, graph);
          }
        });
  }

  private TracedTensor input(Graph graph, String name, List<Long> extents, int batch) {
    boolean last = extents.size() == 2 && !Conventions.startsWithMaps(tree);
    List<Long> batched = new ArrayList<>(extents);
    batched.add(batch, TracedTensor.BATCH);
    List<Size> sizes = extents.stream().map(Size::of).toList();
    Made made = graph.input(name, new Input(sizes, last ? AxisOrder.HWC : AxisOrder.CHW));
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < batched.size(); axis++) {
      if (axis != batch) {
        axes.add(axis);
      }
    }
    Placement placement = last ? Placement.last(axes) : new Placement(axes);
    return TracedTensor.of(batched, placement, made, library.methods());
  }

  private ReadNetwork result(Run run, List<String> found) {
    List<String> notes = new ArrayList<>(found);
    notes.addAll(run.graph().notes());
    List<Problem> problems = new ArrayList<>();
    PythonException error = run.error();
    if (error != null) {
      problems.add(error.problem());
    }
    List<Unused> unused = unused(run.graph().used());
    if (!unused.isEmpty() && error == null) {
      notes.add(
          "forward never uses "
              + String.join(
                  ", ",
                  unused.stream()
                      .map(each -> "%s (%,d parameters)".formatted(each.path(), each.parameters()))
                      .toList()));
    }
    try {
      Network network = run.graph().network(name());
      Training.Frozen frozen =
          library.running().training().of(run.graph(), library.running().leaves());
      notes.addAll(frozen.notes());
      return new ReadNetwork(Optional.of(network), unused, notes, problems).frozen(frozen.paths());
    } catch (PythonException e) {
      problems.add(new Problem(0, String.valueOf(e.getMessage())));
      return ReadNetwork.failed(notes, problems);
    }
  }

  private String name() {
    return options.nameOr(new Roots(interpreter, library, program.text()).name(root));
  }

  private List<Unused> unused(Set<Object> used) {
    List<Unused> all = new ArrayList<>();
    tree.forEach(
        (module, path) -> {
          if (Leaves.isLeaf(module)
              && !used.contains(module)
              && !used.contains(Leaves.owner(module))) {
            long parameters =
                Leaves.tensors(module).orElse(Map.of()).values().stream()
                    .mapToLong(extents -> extents.stream().reduce(1L, Math::multiplyExact))
                    .sum();
            if (parameters > 0) {
              all.add(new Unused(path, module.type().name(), parameters));
            }
          }
        });
    Modules.parameters(tree)
        .forEach(
            (path, tensor) -> {
              TracedTensor.Weight weight = tensor.weight();
              if (weight != null && !used.contains(weight.owner())) {
                long values = weight.extents().stream().reduce(1L, Math::multiplyExact);
                all.add(new Unused(path, "Parameter", values));
              }
            });
    return all;
  }
}
