package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Purpose;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Freezes layers, whose parameters are not trained. */
@Magic(
    name = "freeze",
    purpose = Purpose.DEFINE,
    line =
        "Freezes layers, whose parameters are then not trained; without layers, trains all again.",
    more =
        "Summaries, claims, the memory of training and sweeps know it; a new definition of the"
            + " network begins with all layers trained.",
    example = "%freeze resnet18 *,-fc")
public record FreezeCommand(
    NetworkArgument network,
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LAYERS",
            description = "the layers, named as in changes: conv1*,layer1.*; *,-fc is all but fc")
        @Offers(NameOffers.Layers.class)
        Optional<String> layers)
    implements Command {

  @Override
  public Object run(Session session) {
    return session.freeze(network.name(), layers.orElse(""));
  }
}
