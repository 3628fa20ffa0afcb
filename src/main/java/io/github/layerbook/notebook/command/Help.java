package io.github.layerbook.notebook.command;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a reader wants to know of a command: usage, what it does, its words, cells to run.
 *
 * @param forms the command; two where it does another thing in a cell of its own than on a line
 */
public record Help(List<CommandForm> forms) implements Displayable {
  /** The help as Markdown and as text. */
  @Override
  public Display display() {
    return Display.text(toString())
        .with(
            Display.MARKDOWN,
            forms.stream().map(Help::markdown).collect(Collectors.joining("\n\n")));
  }

  /** The help as text, as a terminal shows it. */
  @Override
  public String toString() {
    return forms.stream().map(Help::text).collect(Collectors.joining("\n\n"));
  }

  private static String text(CommandForm form) {
    return join(form.kinds(), "", form::usage, "\n")
        + "    "
        + form.description()
        + "\n"
        + join(form.meanings().entrySet(), "    ", Help::meaning, "\n")
        + join(form.examples(), "  Example:\n", example -> example.indent(4), "").stripTrailing();
  }

  private static String markdown(CommandForm form) {
    return join(form.kinds(), "**`", form::usage, "`**\n\n")
        + form.description()
        + "\n\n"
        + join(
            form.meanings().entrySet(),
            "- `",
            entry -> meaning(entry).replaceFirst(": ", "` — "),
            "\n")
        + join(form.examples(), "\n```\n", example -> example, "\n```\n");
  }

  private static String meaning(Map.Entry<String, String> entry) {
    return entry.getKey() + ": " + entry.getValue();
  }

  private static <T> String join(
      Collection<T> items, String before, Function<T, String> text, String after) {
    return items.stream()
        .map(item -> before + text.apply(item) + after)
        .collect(Collectors.joining());
  }
}
