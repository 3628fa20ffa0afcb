package io.github.layerbook.notebook.command.change;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Purpose;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Turns fully connected layers into convolutions. */
@Magic(
    name = "fullyconv",
    purpose = Purpose.CHANGE,
    line = "Turns fully connected layers into convolutions, and shows both side by side.",
    more =
        "As section 3.2 of the VGG paper does; over a larger input, also what one dense run saves"
            + " against the network on every window.",
    example = "%fullyconv lenet --as lenetconv")
public record FullyConvolutionalCommand(
    NetworkArgument network,
    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description = "a larger input to run over: 512x512x3")
        Optional<String> input,
    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "keep the result as a network of this name")
        Optional<String> as)
    implements Command {

  @Override
  public Object run(Session session) {
    return input
        .map(larger -> session.denseEvaluation(network.name(), larger, as))
        .orElseGet(() -> session.fullyConvolutional(network.name(), as));
  }
}
