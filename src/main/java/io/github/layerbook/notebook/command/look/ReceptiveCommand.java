package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.view.table.ReceptiveTable;
import java.util.Optional;

/** Shows what of the input each layer sees. */
@Magic(
    name = "receptive",
    purpose = Magic.Purpose.LOOK,
    line = "Shows what of the input each layer's output sees, drawn over the input.",
    more =
        "The receptive field, the step between neighbours, where the first begins, the padding in"
            + " effect, the centre and holes.",
    example = "%receptive lenet")
public record ReceptiveCommand(
    NetworkArgument network,
    @Takes("--through LAYERS: only paths through some layers, or around others: -*.conv1")
        @Offers(NameOffers.Layers.class)
        Optional<String> through)
    implements Command {

  @Override
  public Object run(Session session) {
    return ReceptiveTable.of(
        ReceptiveFields.through(session.network(network.name()), through.orElse("")));
  }
}
