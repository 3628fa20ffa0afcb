package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.report.Quantities;

/** The commands about what the notebook holds. */
public final class NotebookCommands {
  private NotebookCommands() {}

  /** Lists the notebook's networks. */
  @Magic(
      name = "networks",
      purpose = Magic.Purpose.NOTEBOOK,
      line = "Lists the notebook's networks with what they cost.",
      example = "%networks")
  public record Networks(Columns columns) implements Command {
    @Override
    public Object run(Session session) {
      return session.table(columns.in(session).orElse(Quantities.USUAL));
    }
  }

  /** Gives a notebook's network to Java. */
  @Magic(
      name = "network",
      purpose = Magic.Purpose.NOTEBOOK,
      line = "Gives the network or inventory that a name stands for, for use in Java.",
      example = "Network mine = %network lenet")
  public record GetNetwork(NetworkArgument network) implements Command {
    @Override
    public Object run(Session session) {
      return session.model(network.name());
    }
  }

  /** Gives the notebook's session to Java. */
  @Magic(
      name = "session",
      purpose = Magic.Purpose.NOTEBOOK,
      line = "Gives the notebook's session, whose methods do in Java what the commands do.",
      example = "Session session = %session")
  public record GetSession() implements Command {
    @Override
    public Object run(Session session) {
      return session;
    }
  }
}
