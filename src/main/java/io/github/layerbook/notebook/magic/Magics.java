package io.github.layerbook.notebook.magic;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.command.Help;
import io.github.layerbook.notebook.command.change.CompareCommand;
import io.github.layerbook.notebook.command.change.DiffCommand;
import io.github.layerbook.notebook.command.change.FitCommand;
import io.github.layerbook.notebook.command.change.FullyConvolutionalCommand;
import io.github.layerbook.notebook.command.change.PlayCommand;
import io.github.layerbook.notebook.command.change.SweepCommand;
import io.github.layerbook.notebook.command.change.WhatIfCommand;
import io.github.layerbook.notebook.command.define.FreezeCommand;
import io.github.layerbook.notebook.command.define.ImportCommand;
import io.github.layerbook.notebook.command.define.LayersCommand;
import io.github.layerbook.notebook.command.define.NetworkCommand;
import io.github.layerbook.notebook.command.define.NotebookCommands;
import io.github.layerbook.notebook.command.define.UndoCommand;
import io.github.layerbook.notebook.command.define.ZooCommand;
import io.github.layerbook.notebook.command.look.AnimateCommand;
import io.github.layerbook.notebook.command.look.CheckCommand;
import io.github.layerbook.notebook.command.look.DiagramCommand;
import io.github.layerbook.notebook.command.look.ExerciseCommand;
import io.github.layerbook.notebook.command.look.ExplainCommand;
import io.github.layerbook.notebook.command.look.ExportCommand;
import io.github.layerbook.notebook.command.look.MatchCommand;
import io.github.layerbook.notebook.command.look.MemoryCommand;
import io.github.layerbook.notebook.command.look.PlotCommand;
import io.github.layerbook.notebook.command.look.ReceptiveCommand;
import io.github.layerbook.notebook.command.look.RooflineCommand;
import io.github.layerbook.notebook.command.look.SheetCommand;
import io.github.layerbook.notebook.command.look.SummaryCommand;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a session, by name.
 *
 * @param session the session that they run in
 * @param forms the commands, in the order of the help
 */
public record Magics(Session session, List<CommandForm> forms) {
  private static final List<CommandForm> ALL =
      Stream.of(
              NetworkCommand.class,
              LayersCommand.class,
              ZooCommand.class,
              ImportCommand.class,
              UndoCommand.class,
              FreezeCommand.class,
              SummaryCommand.class,
              ExplainCommand.class,
              PlotCommand.class,
              DiagramCommand.class,
              AnimateCommand.class,
              MemoryCommand.class,
              ReceptiveCommand.class,
              RooflineCommand.class,
              ExportCommand.class,
              CheckCommand.class,
              ExerciseCommand.class,
              SheetCommand.class,
              MatchCommand.class,
              WhatIfCommand.class,
              DiffCommand.class,
              CompareCommand.class,
              SweepCommand.class,
              PlayCommand.class,
              FitCommand.class,
              FullyConvolutionalCommand.class,
              NotebookCommands.Networks.class,
              NotebookCommands.GetNetwork.class,
              NotebookCommands.GetSession.class,
              LayerbookCommand.class)
          .map(CommandForm::of)
          .toList();

  /** Copies the list. */
  public Magics {
    forms = List.copyOf(forms);
  }

  /** Returns all commands. */
  public static List<CommandForm> all() {
    return ALL;
  }

  /** Returns all commands for a session. */
  public static Magics of(Session session) {
    return new Magics(session, ALL);
  }

  /**
   * Runs a command for a cell.
   *
   * @param kind where it stands
   * @param name the word after the percent signs
   * @param words the words after its name
   * @param text the rest of the cell; empty for a line's command
   * @return what the cell shows; null for nothing
   * @throws CellError with everything that the reader has to know
   */
  public @Nullable Object run(Kind kind, String name, List<String> words, String text) {
    session.requireOpen();
    if (name.endsWith("?")) {
      return help(name.substring(0, name.length() - 1));
    }
    CommandForm form = find(kind, name);
    if (words.contains("--help") || words.equals(List.of("?"))) {
      return help(name);
    }
    try {
      Command command =
          form.read(
              words,
              kind == Kind.CELL ? Optional.of(text) : Optional.empty(),
              form.takesQuantities() ? session.quantities() : PeakMemory.quantities());
      return session.shown().given(command.run(session));
    } catch (RuntimeException e) {
      throw CellError.of(form.title(kind), e);
    }
  }

  /**
   * Whether {@link #run} has an answer to a name that is no command's: help, or the nearest one.
   */
  public boolean answers(String name) {
    return name.endsWith("?") || !nearest(name).isEmpty();
  }

  /**
   * Returns the help on a command.
   *
   * @throws CellError if there is none of the name, with the nearest
   */
  static Help help(String name) {
    List<CommandForm> found = ALL.stream().filter(form -> form.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw unknown(name);
    }
    return new Help(found);
  }

  private CommandForm find(Kind kind, String name) {
    return forms.stream()
        .filter(form -> form.name().equals(name) && form.kinds().contains(kind))
        .findFirst()
        .orElseThrow(() -> misplaced(kind, name));
  }

  /** Says of a command that stands on a line but needs a cell, or the other way round, so. */
  private CellError misplaced(Kind kind, String name) {
    return forms.stream()
        .filter(form -> form.name().equals(name))
        .findFirst()
        .map(
            form ->
                new CellError(
                    "%s stands %s: %s"
                        .formatted(
                            form.title(form.kinds().get(0)),
                            kind == Kind.LINE
                                ? "at the beginning of a cell, with its text below"
                                : "on a line, without text below",
                            form.examples().get(0).lines().findFirst().orElse(""))))
        .orElseGet(() -> unknown(name));
  }

  private static CellError unknown(String name) {
    return new CellError(
        "There is no command %s.%s %%layerbook lists all.".formatted(name, nearest(name)));
  }

  /** A question after a space for the command that is nearest to a word; empty if none is near. */
  private static String nearest(String word) {
    return NearestWords.question(word, ALL.stream().map(CommandForm::name).toList());
  }
}
