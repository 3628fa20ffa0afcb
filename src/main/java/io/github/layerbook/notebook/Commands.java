package io.github.layerbook.notebook;

import io.github.layerbook.notebook.Command.Kind;
import java.util.List;
import java.util.stream.Stream;

/** All commands, in the order in which the help shows them. */
final class Commands {
  private Commands() {}

  static List<Command> all() {
    return Stream.of(
            DefiningCommands.all(),
            ZooCommands.all(),
            LookingCommands.all(),
            DrawingCommands.all(),
            CheckingCommands.all(),
            WhatIfCommands.all(),
            MemoryCommands.all(),
            housekeeping())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Command> housekeeping() {
    return List.of(
        new Command(
            Kind.LINE,
            "networks",
            "Lists the notebook's networks with what they cost.",
            "%networks",
            Arguments.of(),
            call -> call.session().table()),
        new Command(
            Kind.LINE,
            "network",
            "Gives the network that a name stands for, for use in Java.",
            "Network mine = %network lenet",
            Arguments.of(Arguments.network()),
            call -> call.session().network(call.word(0))),
        new Command(
            Kind.LINE,
            "session",
            "Gives the notebook's session, whose methods do in Java what the magics do.",
            "Session session = %session",
            Arguments.of(),
            Call::session),
        new Command(
            Kind.LINE,
            "layerbook",
            "Explains a command, or all of them.",
            "%layerbook summary",
            Arguments.of(Arguments.maybe(0, "COMMAND", "the command's name")),
            call -> Help.of(call.session().commands(), call.maybe(0))));
  }
}
