package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.python.Arguments;
import io.github.layerbook.exchange.python.Budget;
import io.github.layerbook.exchange.python.Instance;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.Problem;
import io.github.layerbook.exchange.python.PythonException;
import io.github.layerbook.exchange.python.PythonReader;
import io.github.layerbook.exchange.tracing.CodeOptions;
import io.github.layerbook.exchange.tracing.ReadNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads networks from PyTorch code: classes, {@code Sequential}s, functions that build them. */
public final class TorchCode {
  private final PythonReader.Program program;
  private final CodeOptions options;
  private final TorchLibrary library = new TorchLibrary(PyTorch.dialect());
  private final Interpreter interpreter = new Interpreter(library, Budget.standard());
  private final List<String> notes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private TorchCode(PythonReader.Program program, CodeOptions options) {
    this.program = program;
    this.options = options;
  }

  /** Reads a program. */
  public static ReadNetwork read(PythonReader.Program program, CodeOptions options) {
    return new TorchCode(program, options).read();
  }

  private ReadNetwork read() {
    library.prepare(interpreter, program.text());
    interpreter.run(program.statements());
    interpreter.budget().renew();
    Optional<Instance> root = Optional.empty();
    try {
      root = new Roots(interpreter, library, program.text()).find(options.call(), notes);
    } catch (PythonException e) {
      problems.add(new Problem(e.line(), String.valueOf(e.getMessage())));
    }
    ReadNetwork read =
        root.map(found -> new Tracing(interpreter, library, found, program, options).read())
            .orElseGet(() -> ReadNetwork.failed(List.of(), List.of()));
    return completed(read);
  }

  /** Lines that did not matter to the network are notes; those that did are problems. */
  private ReadNetwork completed(ReadNetwork read) {
    boolean whole = read.network().isPresent() && read.problems().isEmpty();
    List<Problem> others = new ArrayList<>(program.problems());
    for (Problem problem : interpreter.problems()) {
      if (others.stream().noneMatch(other -> other.line() == problem.line())) {
        others.add(problem);
      }
    }
    others.sort(java.util.Comparator.comparingInt(Problem::line));
    interpreter.notes().forEach(note -> notes.add(note.toString()));
    notes.addAll(read.notes());
    if (whole) {
      others.forEach(problem -> notes.add(problem + " (not needed for the network)"));
    } else {
      problems.addAll(read.problems());
      problems.addAll(others);
    }
    if (!program.prose().isEmpty()) {
      notes.add("skipped as prose: " + lines(program.prose()));
    }
    if (read.network().isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              0,
              "no network is made in this text: paste its class or Sequential, and what it is made with"));
    }
    return new ReadNetwork(
        read.network(), read.unused(), notes, problems.stream().distinct().toList());
  }

  private static String lines(List<Integer> lines) {
    return (lines.size() == 1 ? "line " : "lines ")
        + String.join(", ", lines.stream().map(String::valueOf).toList());
  }

  /** Returns arguments as those of a call. */
  static Arguments arguments(List<Object> values) {
    return new Arguments(values, java.util.Map.of());
  }
}
