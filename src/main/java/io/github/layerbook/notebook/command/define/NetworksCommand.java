package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;

/** Lists the notebook's networks. */
@Magic(
    name = "networks",
    purpose = Purpose.NOTEBOOK,
    line = "Lists the notebook's networks with what they cost.",
    example = "%networks")
public record NetworksCommand() implements Command {

  @Override
  public Object run(Session session) {
    return session.table();
  }
}
