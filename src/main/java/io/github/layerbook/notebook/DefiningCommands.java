package io.github.layerbook.notebook;

import io.github.layerbook.notebook.Command.Kind;
import java.util.List;

/** The commands that define networks, change them and go back. */
final class DefiningCommands {
  private DefiningCommands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Kind.CELL,
            "network",
            "Defines a network from the cell's text: a lecture's table, the VGG paper's, or one layer"
                + " a line. Declares the notebook variable NAME, shows the table, and on running"
                + " again what changed. A text with several networks declares NAME_A, NAME_B and so"
                + " on.",
            """
            %%network lenet
            input 32x32x1
            conv 5x5-6
            pool2
            conv 5x5-16
            pool2
            FC-120   weights: 5*5*16*120 = 48,000
            FC-84
            FC-10""",
            Arguments.of(
                Arguments.word(0, "NAME", "the notebook variable to declare"),
                Arguments.input(),
                Arguments.noBias(),
                Arguments.batch(),
                Arguments.type()),
            Definitions::network),
        new Command(
            Kind.CELL,
            "layers",
            "Puts the cell's layers into a network as a block: at its end, or in the place of the"
                + " block of that name. Shows the block's rows and the running totals.",
            """
            %%layers lenet.head
            relu
            FC-2""",
            Arguments.of(Arguments.word(0, "NAME.BLOCK", "a network and its block")),
            Definitions::layers),
        new Command(
            Kind.LINE,
            "undo",
            "Takes a network's latest definition back, and shows what that changed.",
            "%undo lenet",
            Arguments.of(Arguments.network()),
            call -> call.session().undo(call.word(0))),
        new Command(
            Kind.LINE,
            "fullyconv",
            "Turns fully connected layers into convolutions, as section 3.2 of the VGG paper does,"
                + " and shows their weights' shapes side by side; over a larger input, also what one"
                + " dense run saves against the network on every window.",
            "%fullyconv lenet --as lenetconv",
            Arguments.of(
                Arguments.network(),
                Arguments.larger(),
                Arguments.as("keep the result as a network of this name")),
            Definitions::fullyConvolutional));
  }
}
