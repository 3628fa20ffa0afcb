package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.StepBudget;
import io.github.layerbook.exchange.pytorch.OwnModules;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.exchange.tracing.Several;
import io.github.layerbook.exchange.tracing.TracingNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads networks from PyTorch code: classes, {@code Sequential}s, functions that build them. */
public final class TorchCode {
  private final PythonReader.Program program;
  private final ReadingOptions options;
  private final Set<String> own;
  private final TorchLibrary library;
  private final Interpreter interpreter;
  private final List<String> notes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private TorchCode(PythonReader.Program program, ReadingOptions options) {
    this.program = program;
    this.options = options;
    List<OwnCode.Found> found = OwnModules.CODE.in(program.text());
    own = found.stream().map(OwnCode.Found::type).collect(Collectors.toSet());
    library = new TorchLibrary(OwnModules.dialect(found));
    interpreter = new Interpreter(library, StepBudget.standard());
  }

  /** Reads a program. */
  public static ReadNetwork read(PythonReader.Program program, ReadingOptions options) {
    return new TorchCode(program, options).run().read();
  }

  /** Returns what each network of a program is, if it makes several; else the one it makes. */
  public static List<ReadNetwork> readAll(PythonReader.Program program, ReadingOptions options) {
    TorchCode code = new TorchCode(program, options).run();
    return Several.of(code.roots().several(), name -> read(program, options.call(name)))
        .orElseGet(() -> List.of(code.read()));
  }

  private TorchCode run() {
    library.prepare(interpreter, program.text());
    interpreter.run(Fragments.joined(Statement.without(program.statements(), own)));
    return this;
  }

  private Roots roots() {
    return new Roots(interpreter, library, program.text());
  }

  private ReadNetwork read() {
    interpreter.python().budget().renew();
    ReadNetwork read = ReadNetwork.failed(List.of(), List.of());
    try {
      Optional<Instance> root = roots().find(options.call(), notes);
      if (root.isPresent()) {
        read = new Tracing(interpreter, library, root.get(), program, options).read();
      }
    } catch (PythonException e) {
      problems.add(e.problem());
    }
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(read.problems());
    return TracingNotes.of(
        program,
        interpreter,
        new ReadNetwork(read.network(), read.unused(), read.notes(), all).frozen(read.frozen()),
        notes);
  }

  /** Returns arguments as those of a call. */
  static CallArguments arguments(List<Object> values) {
    return new CallArguments(values, Map.of());
  }
}
