package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.fitting.UsualSizes;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.keras.OwnLayers;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.StepBudget;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.exchange.tracing.Clues;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Several;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.TracingNotes;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads networks from Keras code: {@code Sequential}, functional models, classes. */
public final class KerasCode {
  /** For so long, sizes of inputs are tried. */
  private static final long SEARCH_NANOS = 700_000_000L;

  private final PythonReader.Program program;
  private final ReadingOptions options;
  private final List<String> own;
  private final KerasLibrary library;
  private final Modelling modelling;
  private final Interpreter interpreter;
  private final List<String> notes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Object> owners = new HashMap<>();

  private KerasCode(PythonReader.Program program, ReadingOptions options) {
    this.program = program;
    this.options = options;
    own = OwnLayers.CODE.in(program.text()).stream().map(OwnCode.Found::type).toList();
    library = new KerasLibrary(OwnLayers.dialect(own));
    modelling = library.modelling();
    interpreter = new Interpreter(library, StepBudget.standard());
  }

  /** Reads a program. */
  public static ReadNetwork read(PythonReader.Program program, ReadingOptions options) {
    return new KerasCode(program, options).run().read();
  }

  /** Returns what each model of a program is, if it makes several; else the one it makes. */
  public static List<ReadNetwork> readAll(PythonReader.Program program, ReadingOptions options) {
    KerasCode code = new KerasCode(program, options).run();
    return Several.of(code.several(), name -> read(program, options.call(name)))
        .orElseGet(() -> List.of(code.read()));
  }

  private KerasCode run() {
    interpreter.run(Statement.without(program.statements(), own));
    return this;
  }

  private ReadNetwork read() {
    interpreter.python().budget().renew();
    Optional<Network> network = Optional.empty();
    try {
      Optional<Instance> model = model();
      network = model.isPresent() ? network(model.get()) : unfinished();
    } catch (PythonException e) {
      problems.add(e.problem());
    } catch (StackOverflowError e) {
      problems.add(new Problem(0, "it is nested too deeply"));
    }
    notes.addAll(library.applications().notes());
    return TracingNotes.of(
        program,
        interpreter,
        new ReadNetwork(network, List.of(), notes, problems).frozen(Training.frozen(owners)),
        List.of());
  }

  private Optional<Instance> model() {
    if (!options.call().isBlank()) {
      Object value = interpreter.evaluate(PythonReader.expression(options.call(), 0));
      if (value instanceof Unknown unknown) {
        throw new PythonException("`%s` is not in the text", unknown.what());
      } else if (!modelling.isModel(value) && value instanceof Callable) {
        value = interpreter.python().call(value);
      }
      if (!modelling.isModel(value)) {
        throw new PythonException("`%s` is not a model", options.call());
      }
      return Optional.of((Instance) value);
    }
    List<Instance> all = models();
    List<Instance> whole = modelling.whole(all);
    if (all.size() > 1) {
      notes.add(
          whole.size() == 1
              ? "the text makes %d models; this is the one that the others are parts of"
                  .formatted(all.size())
              : "the text makes %d models; this is the last".formatted(all.size()));
    }
    return whole.isEmpty() ? made() : Optional.of(whole.get(whole.size() - 1));
  }

  /** The models that variables and lines of the text as a whole are. */
  private List<Instance> models() {
    return Stream.of(interpreter.variables().values(), interpreter.values())
        .flatMap(Collection::stream)
        .filter(modelling::isModel)
        .map(Instance.class::cast)
        .distinct()
        .toList();
  }

  /** Returns the names of the models that the text makes, or else could make. */
  private List<String> several() {
    List<Instance> all = models();
    if (all.isEmpty()) {
      Set<String> used = Several.used(program.text());
      return interpreter.variables().entrySet().stream()
          .filter(entry -> makes(entry.getValue()) && !used.contains(entry.getKey()))
          .map(Map.Entry::getKey)
          .toList();
    }
    Set<Instance> whole = new HashSet<>(modelling.whole(all));
    return interpreter.variables().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Instance model && whole.remove(model))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns whether a value is a class of models or a function that needs nothing. */
  private boolean makes(Object value) {
    boolean type =
        value instanceof PythonClass made
            && made.isA(modelling.model)
            && made != modelling.model
            && made != modelling.sequential;
    return type || (Interpreter.isFunction(value) && Interpreter.required(value).isEmpty());
  }

  /** The last function or class without arguments that makes a model. */
  private Optional<Instance> made() {
    List<Map.Entry<String, Object>> all = new ArrayList<>(interpreter.variables().entrySet());
    @Nullable PythonException first = null;
    for (int i = all.size() - 1; i >= 0; i--) {
      Object value = all.get(i).getValue();
      if (makes(value)) {
        try {
          Object made = interpreter.python().call(value);
          if (modelling.isModel(made)) {
            notes.add(
                "the text makes no model itself; %s() is read".formatted(all.get(i).getKey()));
            return Optional.of((Instance) made);
          }
        } catch (PythonException e) {
          first = first == null ? e : first;
        }
      }
    }
    if (first != null) {
      throw first;
    }
    return Optional.empty();
  }

  /** Layers that were called on inputs, though no model was made of them. */
  private Optional<Network> unfinished() {
    Graph graph = modelling.graph();
    if (graph.nodes().size() < 2) {
      return Optional.empty();
    }
    notes.add("the text makes no model of its layers; all that were called are read");
    problems.addAll(interpreter.problems()); // Any of them may be a layer that is missing.
    owners.putAll(graph.owners());
    return Optional.of(Graph.network(name(null), LowLevel.withoutLabels(graph)));
  }

  private String name(@Nullable Instance model) {
    if (!options.name().isEmpty()) {
      return options.name();
    }
    return interpreter.variables().entrySet().stream()
        .filter(entry -> entry.getValue() == model)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("model");
  }

  private Optional<Network> network(Instance model) {
    String name = name(model);
    if (Functional.isFunctional(model)) {
      List<Graph.Step> steps = Functional.steps(model);
      steps.forEach(step -> step.owner().ifPresent(owner -> owners.put(step.node().path(), owner)));
      notes.addAll(
          options.inputs().isEmpty()
              ? modelling.graph().notes()
              : List.of("the input is the text's own; the one that was given is not used"));
      return Optional.of(Graph.network(name, steps));
    } else if (!options.inputs().isEmpty()) {
      return run(model, options.inputs().get(0)).report(name);
    }
    Optional<List<Long>> told = modelling.inputs().shape(interpreter.python(), model);
    if (told.isPresent()) {
      return run(model, told.get()).report(name);
    }
    return conventional(model, name);
  }

  private Optional<Network> conventional(Instance model, String name) {
    @Nullable Run first = null;
    List<List<Long>> clues = Clues.sizes(program.text(), program.prose());
    List<List<Long>> candidates = new ArrayList<>(clues.subList(0, Math.min(clues.size(), 16)));
    int told = candidates.size();
    for (long channels : List.of(3L, 1L)) {
      UsualSizes.SIDES.forEach(side -> candidates.add(List.of(side, side, channels)));
    }
    candidates.addAll(UsualSizes.sequences(List::of));
    candidates.addAll(UsualSizes.sequences(length -> List.of(length, 64L)));
    long start = System.nanoTime();
    for (int i = 0;
        i < candidates.size()
            && !interpreter.python().budget().isSpent()
            && System.nanoTime() - start < SEARCH_NANOS;
        i++) {
      Run run = run(model, candidates.get(i));
      if (run.error == null) {
        notes.add(
            i < told
                ? Clues.TAKEN + ReadingOptions.text(candidates.get(i))
                : "the text does not state the input's size; %s is taken: give another with --input"
                    .formatted(ReadingOptions.text(candidates.get(i))));
        return run.report(name);
      }
      first = first == null ? run : first;
    }
    problems.add(
        new Problem(
            0, "the text does not state the input's size: give it, such as --input 32x32x3"));
    return first == null ? Optional.empty() : first.report(name);
  }

  /** A run of a model on an input. */
  private final class Run {
    private final Graph graph;
    private final @Nullable PythonException error;

    Run(Graph graph, @Nullable PythonException error) {
      this.graph = graph;
      this.error = error;
    }

    Optional<Network> report(String name) {
      notes.addAll(graph.notes());
      owners.putAll(graph.owners());
      if (error != null) {
        problems.add(error.problem());
      }
      return graph.nodes().size() < 2 ? Optional.empty() : Optional.of(graph.network(name));
    }
  }

  private Run run(Instance model, List<Long> extents) {
    Graph graph = new Graph(List.of());
    Graph before = modelling.draw(graph);
    interpreter.python().budget().renew();
    try {
      TracedTensor input = ModelInputs.input(graph, "input", extents);
      if (model.isA(modelling.sequential)) {
        modelling.chained(interpreter.python(), model, input);
      } else if (model.type().find("call").isPresent()) {
        LayerCalls.run(interpreter.python(), model, CallArguments.of(input));
      } else {
        throw new PythonException("a model is made without inputs and outputs");
      }
      return new Run(graph, null);
    } catch (PythonException e) {
      return new Run(graph, e);
    } catch (StackOverflowError e) {
      return new Run(graph, new PythonException("it is nested too deeply"));
    } finally {
      modelling.draw(before);
    }
  }
}
