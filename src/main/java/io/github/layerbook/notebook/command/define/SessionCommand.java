package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;

/** Gives the notebook's session to Java. */
@Magic(
    name = "session",
    purpose = Magic.Purpose.NOTEBOOK,
    line = "Gives the notebook's session, whose methods do in Java what the commands do.",
    example = "Session session = %session")
public record SessionCommand() implements Command {

  @Override
  public Object run(Session session) {
    return session;
  }
}
