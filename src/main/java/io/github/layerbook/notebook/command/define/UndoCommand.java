package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.notebook.offer.NetworkNames;
import io.github.layerbook.notebook.offer.Offers;
import picocli.CommandLine.Parameters;

/** Takes a network's latest definition back. */
@Magic(
    name = "undo",
    purpose = Purpose.DEFINE,
    line = "Goes back to a network's definition before the latest, and shows what that changed.",
    example = "%undo lenet")
public record UndoCommand(
    @Offers(NetworkNames.class)
        @Parameters(index = "0", paramLabel = "NAME", description = "the name of a network")
        String name)
    implements Command {

  @Override
  public Object run(Session session) {
    return session.undo(name);
  }
}
