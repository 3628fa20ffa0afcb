package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;

/** Lists the notebook's networks. */
@Magic(
    name = "networks",
    purpose = Magic.Purpose.NOTEBOOK,
    line = "Lists the notebook's networks with what they cost.",
    example = "%networks")
public record NetworksCommand(Columns columns) implements Command {

  @Override
  public Object run(Session session) {
    return columns.in(session).map(session::table).orElseGet(session::table);
  }
}
