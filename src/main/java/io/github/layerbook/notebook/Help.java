package io.github.layerbook.notebook;

import io.github.layerbook.view.Display;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a reader wants to know of some commands: usage, purpose, words, a cell to run.
 *
 * @param commands the commands, in the order to show
 */
public record Help(List<Command> commands) {
  /** Copies the list. */
  public Help {
    commands = List.copyOf(commands);
  }

  /** The help as Markdown and as text. */
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
