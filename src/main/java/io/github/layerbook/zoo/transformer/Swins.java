package io.github.layerbook.zoo.transformer;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.PatchStages;
import io.github.layerbook.zoo.block.ResidualPaths;
import java.util.List;
import java.util.function.Consumer;

/**
 * Transformers whose attention stays in windows that are shifted every other block (Liu et al.
 * 2021, figure 3 and section 3.3), and their second version, which normalises after each branch
 * (Liu et al. 2022, figure 1).
 */
public final class Swins implements ZooFamily {
  /** What the versions differ in. */
  private enum Version {
    FIRST("liu2021", 224, 7, WindowAttention.Version.SWIN),
    SECOND("liu2021b", 256, 8, WindowAttention.Version.SWIN2);

    private final String paper;
    private final int side;
    private final int window;
    private final WindowAttention.Version attention;

    Version(String paper, int side, int window, WindowAttention.Version attention) {
      this.paper = paper;
      this.side = side;
      this.window = window;
      this.attention = attention;
    }

    private Layer attention(int heads, boolean shifted) {
      return new WindowAttention(
          Extents.of(window, window),
          Size.of(heads),
          shifted ? Extents.of(window / 2) : Extents.of(0),
          attention,
          true,
          false);
    }
  }

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("swin_t", "Swin, tiny", Version.FIRST, 0.2, 96, 2, 2, 6, 2),
        entry("swin_s", "Swin, small", Version.FIRST, 0.3, 96, 2, 2, 18, 2),
        entry("swin_b", "Swin, base", Version.FIRST, 0.5, 128, 2, 2, 18, 2),
        entry("swin_v2_t", "Swin v2, tiny", Version.SECOND, 0.2, 96, 2, 2, 6, 2),
        entry("swin_v2_s", "Swin v2, small", Version.SECOND, 0.3, 96, 2, 2, 18, 2),
        entry("swin_v2_b", "Swin v2, base", Version.SECOND, 0.5, 128, 2, 2, 18, 2));
  }

  private static ZooEntry entry(
      String name, String title, Version version, double dropped, int width, int... blocks) {
    return Published.of("Swin", version.paper, Origin.TORCHVISION)
        .built(
            name,
            title,
            net ->
                network(net.input(version.side, version.side, 3), version, dropped, width, blocks));
  }

  private static void network(
      NetworkBuilder net, Version version, double dropped, int width, int... blocks) {
    new PatchStages(width, dropped)
        .add(
            net,
            (merging, channels) -> merging(merging, version, channels),
            (block, channels, number, depth) -> {
              Layer attention = version.attention(channels / 32, number % 2 == 1);
              block(block, version, channels, attention, depth);
            },
            blocks);
    net.add("norm", LayerNormalization.of())
        .add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("flatten", new Flatten())
        .add("head", FullyConnected.of(1000));
  }

  /** Four neighbouring patches become one of twice the width. */
  private static void merging(NetworkBuilder net, Version version, int channels) {
    net.add("patches", new PixelUnshuffle(Size.of(2)));
    Layer reduction = Linear.of(channels).bias(false);
    if (version == Version.FIRST) {
      net.add("norm", LayerNormalization.of()).add("reduction", reduction);
    } else {
      net.add("reduction", reduction).add("norm", LayerNormalization.of());
    }
  }

  private static void block(
      NetworkBuilder net, Version version, int channels, Layer attention, Layer depth) {
    branch(net, version, 1, depth, b -> b.add("attn", attention));
    branch(
        net,
        version,
        2,
        depth,
        b -> b.block("mlp", mlp -> ResidualPaths.perceptron(mlp, 4L * channels, channels)));
  }

  private static void branch(
      NetworkBuilder net,
      Version version,
      int number,
      Layer depth,
      Consumer<NetworkBuilder> layers) {
    Layer norm = LayerNormalization.of();
    ResidualPaths.residual(
        net,
        "add_" + number,
        b -> {
          if (version == Version.FIRST) {
            layers.accept(b.add("norm" + number, norm));
          } else {
            layers.accept(b);
            b.add("norm" + number, norm);
          }
          b.add("stochastic_depth_" + number, depth);
        });
  }
}
