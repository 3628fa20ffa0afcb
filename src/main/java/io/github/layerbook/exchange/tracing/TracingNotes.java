package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the reader of a text is told beside the network. */
public final class TracingNotes {
  private TracingNotes() {}

  /**
   * Returns a network with what was assumed and not understood in the whole text: lines that did
   * not matter to the network are notes.
   *
   * @param read the network, with notes and problems of its own
   * @param first notes that come first
   */
  public static ReadNetwork of(
      PythonReader.Program program, Interpreter interpreter, ReadNetwork read, List<String> first) {
    List<Problem> others = new ArrayList<>(program.problems());
    Set<Integer> lines = new HashSet<>();
    others.forEach(other -> lines.add(other.line()));
    for (Problem problem : interpreter.problems()) {
      if (lines.add(problem.line())) {
        others.add(problem);
      }
    }
    others.sort(Comparator.comparingInt(Problem::line));
    List<String> notes = new ArrayList<>(first);
    interpreter.python().notes().forEach(note -> notes.add(note.toString()));
    notes.addAll(read.notes());
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.isWhole()) {
      Set<Problem> lost = new HashSet<>(interpreter.lost());
      for (Problem problem : others) {
        if (lost.contains(problem)) {
          problems.add(problem);
        } else {
          notes.add(problem + " (not needed for the network)");
        }
      }
    } else {
      problems.addAll(others);
    }
    if (!program.prose().isEmpty()) {
      notes.add("skipped as prose: " + lines(program.prose()));
    }
    if (read.network().isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              0,
              "no network is made in this text: paste its class or Sequential, and how it is"
                  + " made"));
    }
    return new ReadNetwork(
            read.network(), read.unused(), notes, problems.stream().distinct().toList())
        .frozen(read.frozen());
  }

  private static String lines(List<Integer> lines) {
    return (lines.size() == 1 ? "line " : "lines ")
        + String.join(", ", lines.stream().map(String::valueOf).toList());
  }
}
