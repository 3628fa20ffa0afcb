package io.github.layerbook.notebook.magic;

import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.GridDisplay;
import java.util.ArrayList;
import java.util.List;

/**
 * All commands on one screen, by purpose: how each is written, what it does, an example.
 *
 * @param forms the commands
 */
public record Overview(List<CommandForm> forms) implements Displayable {
  private static final List<Head> HEADS =
      List.of(Head.text("Command"), Head.text("What it does"), Head.quiet("Example"));

  private static final List<String> NOTES =
      List.of(
          "%layerbook summary explains a command with its options, as %summary? and %summary --help"
              + " do; %layerbook conv a layer's word; %layerbook notation how networks are written,"
              + " with all layers.");

  @Override
  public Display display() {
    List<Line> lines = new ArrayList<>();
    for (Magic.Purpose purpose : Magic.Purpose.values()) {
      lines.add(Line.of(Kind.GROUP, purpose.title(), "", ""));
      for (CommandForm form : forms) {
        if (form.purpose() == purpose) {
          lines.add(line(form));
        }
      }
    }
    return GridDisplay.of(new Grid(List.of(), HEADS, lines, NOTES));
  }

  private static Line line(CommandForm form) {
    CommandForm.Kind kind = form.kinds().get(0);
    return Line.of(
        Kind.MEMBER,
        form.head(kind),
        form.line(),
        form.examples().get(0).lines().findFirst().orElse(""));
  }

  @Override
  public String toString() {
    return display().text();
  }
}
