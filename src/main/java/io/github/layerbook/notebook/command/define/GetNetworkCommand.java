package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;

/** Gives a notebook's network to Java. */
@Magic(
    name = "network",
    purpose = Magic.Purpose.NOTEBOOK,
    line = "Gives the network or inventory that a name stands for, for use in Java.",
    example = "Network mine = %network lenet")
public record GetNetworkCommand(NetworkArgument network) implements Command {

  @Override
  public Object run(Session session) {
    return session.model(network.name());
  }
}
