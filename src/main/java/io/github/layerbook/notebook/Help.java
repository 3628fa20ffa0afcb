package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a reader wants to know of some commands: usage, purpose, words, a cell to run.
 *
 * @param commands the commands, in the order to show
 */
public record Help(List<Command> commands) implements Displayable {
  /** Copies the list. */
  public Help {
    commands = List.copyOf(commands);
  }

  /**
   * The help on a command, or on all if none is asked for.
   *
   * @throws CellError if there is no such command, with the names that are nearest
   */
  static Help of(List<Command> all, Optional<String> name) {
    if (name.isEmpty()) {
      return new Help(all);
    }
    String wanted = name.get().replace("%", "");
    List<Command> found = all.stream().filter(command -> command.name().equals(wanted)).toList();
    if (found.isEmpty()) {
      List<String> names = all.stream().map(Command::name).distinct().toList();
      List<String> near = NearestWords.to(wanted, names);
      throw new CellError(
          "There is no command %s. %s"
              .formatted(
                  wanted,
                  near.isEmpty()
                      ? "There are " + String.join(", ", names) + "."
                      : "Did you mean " + near.get(0) + "?"));
    }
    return new Help(found);
  }

  /** The help as Markdown and as text. */
  @Override
  public Display display() {
    return Display.text(toString()).with(Display.MARKDOWN, markdown());
  }

  /** The help as text, as a terminal shows it. */
  @Override
  public String toString() {
    return commands.stream().map(Help::text).collect(Collectors.joining("\n\n"));
  }

  private static String text(Command command) {
    return command.usage()
        + "\n    "
        + command.purpose()
        + command.details().stream().map(line -> "\n    " + line).collect(Collectors.joining())
        + "\n  Example:\n"
        + command.example().indent(4).stripTrailing();
  }

  private String markdown() {
    return commands.stream().map(Help::markdown).collect(Collectors.joining("\n\n"));
  }

  private static String markdown(Command command) {
    return "**`"
        + command.usage()
        + "`** — "
        + command.purpose()
        + "\n\n"
        + command.details().stream()
            .map(line -> "- `" + line.replaceFirst(": ", "` — ") + "\n")
            .collect(Collectors.joining())
        + "\n```\n"
        + command.example()
        + "\n```";
  }
}
