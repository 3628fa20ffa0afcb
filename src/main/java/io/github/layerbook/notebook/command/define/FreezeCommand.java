package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import java.util.Optional;

/** Freezes layers, whose parameters are not trained. */
@Magic(
    name = "freeze",
    purpose = Magic.Purpose.DEFINE,
    line =
        "Freezes layers, whose parameters are then not trained; without layers, trains all again.",
    more =
        "Summaries, claims, the memory of training and sweeps know it; a new definition of the"
            + " network begins with all layers trained.",
    example = "%freeze resnet18 *,-fc")
public record FreezeCommand(
    NetworkArgument network,
    @Takes("LAYERS: the layers, named as in changes: conv1*,layer1.*; *,-fc is all but fc")
        @Offers(NameOffers.Layers.class)
        Optional<String> layers)
    implements Command {

  @Override
  public Object run(Session session) {
    return session.freeze(network.name(), layers.orElse(""));
  }
}
