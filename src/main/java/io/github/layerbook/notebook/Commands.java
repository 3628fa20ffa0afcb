package io.github.layerbook.notebook;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, in the order in which the help shows them. */
final class Commands {
  private Commands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Command.Kind.LINE,
            "session",
            "Gives this notebook's session.",
            "Session layerbook = %session",
            CommandSpec.create(),
            Call::session),
        new Command(
            Command.Kind.LINE,
            "network",
            "Gives a network.",
            "Network n = %network vgg16",
            CommandSpec.create().addPositional(Arguments.network()),
            call -> call.session().network(call.word(0))));
  }
}
