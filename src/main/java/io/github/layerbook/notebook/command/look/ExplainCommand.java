package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.report.Aspect;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Shows how a figure is calculated. */
@Magic(
    name = "explain",
    purpose = Purpose.LOOK,
    line = "Shows how the figures of a network, block or layer are calculated, step by step.",
    example = "%explain lenet.conv1_1 parameters")
public record ExplainCommand(
    @Parameters(
            index = "0",
            paramLabel = "NAME[.LAYER]",
            description = "a network, or one of its layers or blocks")
        String address,
    @Parameters(index = "1", description = "what to explain; all if left out")
        Optional<Aspect> aspect)
    implements Command {

  @Override
  public Object run(Session session) {
    return session.explain(address, aspect.stream().toList());
  }
}
