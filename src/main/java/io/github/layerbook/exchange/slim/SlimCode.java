package io.github.layerbook.exchange.slim;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.StepBudget;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Clues;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracingNotes;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Code of TensorFlow 1 that calls TF-Slim's functions or those of {@code tf.layers}. */
public final class SlimCode {
  /** The form. */
  public static final Form FORM =
      Form.single("tf-slim", "TensorFlow 1 code", 200_000, SlimCode::recognises, SlimCode::read);

  private static final long SEARCH_NANOS = 700_000_000L;
  private static final Pattern MARKS =
      Pattern.compile(
          "\\bslim\\.\\w+\\(|\\btf\\.(?:compat\\.v1\\.)?layers\\.\\w+\\(|contrib\\.(?:slim|layers)|\\btcl\\.\\w+\\(");
  private static final List<Long> SIDES = List.of(224L, 299L, 28L, 32L, 64L, 128L, 256L, 96L);

  private SlimCode() {}

  private static boolean recognises(String text) {
    return MARKS.matcher(text).find() && text.length() <= FORM.longest() && !text.contains("keras");
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    PythonReader.Program program = PythonReader.read(text);
    List<List<Long>> clues = Clues.sizes(program.text(), program.prose());
    List<List<Long>> candidates =
        new ArrayList<>(options.inputs().isEmpty() ? clues : options.inputs().subList(0, 1));
    int told = candidates.size();
    if (options.inputs().isEmpty()) {
      SIDES.forEach(side -> candidates.add(List.of(side, side, 3L)));
      SIDES.forEach(side -> candidates.add(List.of(side, side, 1L)));
      candidates.add(List.of(784L));
    }
    Run best = new Run(program, options, candidates.get(0));
    int taken = 0;
    long start = System.nanoTime();
    for (int i = 1;
        i < candidates.size() && !best.isWhole() && System.nanoTime() - start < SEARCH_NANOS;
        i++) {
      Run next = new Run(program, options, candidates.get(i));
      if (next.isWhole() || next.layers() > best.layers()) {
        best = next;
        taken = i;
      }
    }
    List<String> notes = new ArrayList<>();
    if (options.inputs().isEmpty() && !best.library.isStated()) {
      String size = ReadingOptions.text(candidates.get(taken));
      notes.add(
          taken < told
              ? Clues.TAKEN + size
              : "the text does not state the input's size; %s is taken: give another with --input"
                  .formatted(size));
    }
    return best.read(notes);
  }

  /** The text run on one input. */
  private static final class Run {
    private final PythonReader.Program program;
    private final ReadingOptions options;
    private final Graph graph = new Graph(List.of());
    private final SlimLibrary library;
    private final Interpreter interpreter;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String name = "net";

    Run(PythonReader.Program program, ReadingOptions options, List<Long> extents) {
      this.program = program;
      this.options = options;
      library = new SlimLibrary(graph, extents);
      interpreter = new Interpreter(library, StepBudget.standard());
      interpreter.run(program.statements());
      interpreter.python().budget().renew();
      if (layers() == 0 || !options.call().isBlank()) {
        function();
      }
    }

    /** How many layers there are beside inputs. */
    int layers() {
      return (int) graph.nodes().stream().filter(node -> !node.layer().isSource()).count();
    }

    boolean isWhole() {
      return layers() > 0 && problems.isEmpty() && interpreter.problems().isEmpty();
    }

    /** The last function of the text that makes layers of a tensor, or the one that is called. */
    private void function() {
      List<Map.Entry<String, Object>> all = new ArrayList<>(interpreter.variables().entrySet());
      for (int i = all.size() - 1; i >= 0 && layers() == 0; i--) {
        String called = all.get(i).getKey();
        Object value = all.get(i).getValue();
        boolean asked = options.call().isBlank() || options.call().equals(called);
        if (asked && Interpreter.isFunction(value)) {
          List<String> required = Interpreter.required(value);
          try {
            interpreter.python().call(value, arguments(required));
            problems.clear();
          } catch (PythonException e) {
            problems.add(e.problem());
          } catch (StackOverflowError e) {
            problems.add(new Problem(0, "it is nested too deeply"));
          }
          if (layers() > 0) {
            name = called;
            notes.add("the text calls no network; %s is read".formatted(called));
          }
        }
      }
    }

    /** What the text does not say: the tensor among them becomes the input where it is used. */
    private static CallArguments arguments(List<String> required) {
      List<Object> open = new ArrayList<>();
      for (String each : required.isEmpty() ? List.of("inputs") : required) {
        open.add(new Unknown(each, false));
      }
      return new CallArguments(open, Map.of());
    }

    ReadNetwork read(List<String> found) {
      List<String> all = new ArrayList<>(found);
      all.addAll(notes);
      all.addAll(graph.notes());
      Optional<Network> network = Optional.empty();
      if (layers() > 0) {
        try {
          network = Optional.of(graph.network(options.nameOr(name)));
        } catch (PythonException e) {
          problems.add(new Problem(0, String.valueOf(e.getMessage())));
        }
      }
      // A failed line of the text is a problem here: layers stand in lines, not in classes.
      for (Problem problem : interpreter.problems()) {
        problems.add(problem);
      }
      return TracingNotes.of(
          program, interpreter, new ReadNetwork(network, List.of(), all, problems), List.of());
    }
  }
}
