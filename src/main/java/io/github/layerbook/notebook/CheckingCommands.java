package io.github.layerbook.notebook;

import io.github.layerbook.notebook.Command.Kind;
import java.util.List;

/** The commands that check what people say of a network. */
final class CheckingCommands {
  private CheckingCommands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Kind.LINE,
            "check",
            "Checks what a network's own text claims beside its layers, such as weights and totals.",
            "%check lenet",
            Arguments.of(Arguments.network()),
            call -> call.session().check(call.word(0))),
        new Command(
            Kind.CELL,
            "check",
            "Checks the claims in the cell, a student's answer for example, each at the precision"
                + " that it is stated with.",
            """
            %%check lenet
            fc1 : 48,120
            TOTAL : 61,706""",
            Arguments.of(Arguments.network(), Arguments.hide()),
            call -> call.session().check(call.word(0), call.text(), call.has(Arguments.HIDE))));
  }
}
