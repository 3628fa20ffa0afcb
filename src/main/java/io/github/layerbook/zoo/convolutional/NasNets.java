package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * Networks whose two cells a search found: each reads the outputs of the two cells before it (Zoph
 * et al. 2017, figure 4). The counts are those of Keras's; where Keras pads in a layer of its own,
 * the convolution or pooling pads.
 */
public final class NasNets implements ZooFamily {
  private static final Published PUBLISHED = Published.of("NASNet", "zoph2017", Origin.KERAS);

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("mobile", "NASNet-A (4 @ 1056)", 224, 32, 4, 44, false),
        entry("large", "NASNet-A (6 @ 4032)", 331, 96, 6, 168, true));
  }

  private static ZooEntry entry(
      String name, String title, int side, int stem, int cells, int filters, boolean skipping) {
    return PUBLISHED.built(
        "nasnet_" + name,
        title,
        net -> {
          net.input(side, side, 3)
              .add("stem_conv", Convolution.of(3, stem).stride(2).bias(false))
              .add("stem_bn", ConvNorm.KERAS);
          new NasCells(net, stem).network(cells, filters, skipping);
        });
  }
}
