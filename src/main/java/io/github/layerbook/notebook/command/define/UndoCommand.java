package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;

/** Takes a network's latest definition back. */
@Magic(
    name = "undo",
    purpose = Magic.Purpose.DEFINE,
    line = "Goes back to a network's definition before the latest, and shows what that changed.",
    example = "%undo lenet")
public record UndoCommand(NetworkArgument network) implements Command {

  @Override
  public Object run(Session session) {
    return session.undo(network.name());
  }
}
