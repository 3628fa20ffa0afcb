package io.github.layerbook.notebook.command.define;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.command.Takes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options for a cell whose text is a framework's code. */
public record CodeCell(
    @Takes(
            "--from: the form of the text, where it is not recognised:"
                + " ${COMPLETION-CANDIDATES}")
        Optional<TextForm> from,
    @Takes("--call CALL: the call that makes the network: resnet50, or \"Net(classes=10)\"")
        Optional<String> call) {
  /** So many lines are named at most in an error. */
  private static final int NAMED = 4;

  /** Returns whether the options say that the text is code. */
  boolean isAsked() {
    return from.isPresent() || call.isPresent();
  }

  /** Returns the form that a text is of, the asked one first. */
  Optional<TextForm> form(String text) {
    return from.or(() -> PastedText.form(text));
  }

  /** Reads a text of a form: each network that it describes side by side. */
  List<ReadNetwork> read(TextForm form, String text, Inputs inputs) {
    return form.readAll(text, new ReadingOptions(call.orElse(""), inputs.extents(), ""));
  }

  /** Returns a network that a text gives, if it has layers; the text may go on after them. */
  static Optional<Network> network(ReadNetwork read) {
    return read.network()
        .filter(
            network -> network.nodes().stream().anyMatch(node -> !(node.layer() instanceof Input)));
  }

  /** Says why code gives no network: the lines that are not understood, and what to do. */
  CellError failure(TextForm form, String text, ReadNetwork read) {
    List<String> lines = text.lines().toList();
    List<Problem> problems = read.problems();
    String named =
        problems.stream()
            .limit(NAMED)
            .map(problem -> said(problem, lines))
            .collect(Collectors.joining("\n"));
    int others = problems.size() - NAMED;
    return new CellError(
        "This is read as %s, but it defines no network:\n%s\n%s%s"
            .formatted(
                form.title(),
                named,
                others > 0 ? "  and %d more\n".formatted(others) : "",
                form.fix()));
  }

  private static String said(Problem problem, List<String> lines) {
    int line = problem.line();
    return "  "
        + problem
        + (line >= 1 && line <= lines.size() ? "\n      " + lines.get(line - 1).strip() : "");
  }
}
