package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CellText;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.LayerLines;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;

/** Adds a block to a network, or puts it in the place of the one of its name. */
@Magic(
    name = "layers",
    purpose = Magic.Purpose.DEFINE,
    line = "Adds the cell's layers to a network as a block, or replaces the block of that name.",
    more = "Shows the block's rows and the running totals.",
    example =
        """
        %%layers lenet.head
        relu
        FC-2\
        """)
public record LayersCommand(
    @Offers(NameOffers.Blocks.class) @Takes("NAME.BLOCK: a network and its block") String address,
    @Offers(LayerLines.class) @CellText("the block's layers, one a line") String text)
    implements Command {

  @Override
  public Object run(Session session) {
    NetworkReference block = NetworkReference.of(address);
    if (block.rest().isEmpty()) {
      throw new CellError(
          "%%%%layers %1$s: it needs a block's name too, for example %%%%layers %1$s.conv1."
              .formatted(block.name()));
    }
    return session.layers(block.name(), block.rest(), text);
  }
}
