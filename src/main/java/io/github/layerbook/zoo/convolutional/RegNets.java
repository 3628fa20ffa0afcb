package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * Regular networks, whose widths and depths follow a line that a search over design spaces found: X
 * without and Y with gates (Radosavovic et al. 2020, figures 16 and 17; Y-128GF is Goyal et al.'s).
 *
 * <p>Widths and groups are the published ones, rounded as torchvision rounds them. Bottlenecks keep
 * their width. What torchvision calls {@code block1-0} is {@code block1_0} here, where a hyphen
 * joins options.
 */
public final class RegNets implements ZooFamily {
  private static final Published PUBLISHED =
      Published.of("RegNet", "radosavovic2020", Origin.TORCHVISION);
  private static final Activation.Kind RELU = Activation.Kind.RELU;

  /** Blocks of a stage. */
  private record Depths(int first, int second, int third, int fourth) {
    int[] all() {
      return new int[] {first, second, third, fourth};
    }
  }

  /** A block: channels before it and in it, the width of its groups, its stride, its gate. */
  private record Block(int in, int out, int group, int stride, boolean gated) {
    void add(NetworkBuilder net) {
      net.branches(
              "add",
              Merge.of(Merge.Kind.ADD),
              in == out && stride == 1
                  ? List.of(shortcut -> {}, main -> main.block("f", this::layers))
                  : List.of(
                      shortcut -> shortcut.block("proj", this::projection),
                      main -> main.block("f", this::layers)))
          .add("activation", Activation.relu());
    }

    private void projection(NetworkBuilder net) {
      ConvNorm.add(net, "conv", Convolution.of(1, out).stride(stride).bias(false));
    }

    private void layers(NetworkBuilder net) {
      ConvNorm.add(net, "a", Convolution.of(1, out).bias(false), RELU);
      ConvNorm.add(
          net,
          "b",
          Convolution.of(3, out).stride(stride).padding(1).groups(out / group).bias(false),
          RELU);
      if (gated) {
        net.add("se", new SqueezeExcitation(Size.of(in / 4), RELU, Activation.Kind.SIGMOID, true));
      }
      ConvNorm.add(net, "c", Convolution.of(1, out).bias(false));
    }
  }

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("x_400mf", 224, 16, new Depths(1, 2, 7, 12), 32, 64, 160, 400),
        entry("x_800mf", 224, 16, new Depths(1, 3, 7, 5), 64, 128, 288, 672),
        entry("x_1_6gf", 224, 24, new Depths(2, 4, 10, 2), 72, 168, 408, 912),
        entry("x_3_2gf", 224, 48, new Depths(2, 6, 15, 2), 96, 192, 432, 1008),
        entry("x_8gf", 224, 120, new Depths(2, 5, 15, 1), 80, 240, 720, 1920),
        entry("x_16gf", 224, 128, new Depths(2, 6, 13, 1), 256, 512, 896, 2048),
        entry("x_32gf", 224, 168, new Depths(2, 7, 13, 1), 336, 672, 1344, 2520),
        entry("y_400mf", 224, 8, new Depths(1, 3, 6, 6), 48, 104, 208, 440),
        entry("y_800mf", 224, 16, new Depths(1, 3, 8, 2), 64, 144, 320, 784),
        entry("y_1_6gf", 224, 24, new Depths(2, 6, 17, 2), 48, 120, 336, 888),
        entry("y_3_2gf", 224, 24, new Depths(2, 5, 13, 1), 72, 216, 576, 1512),
        entry("y_8gf", 224, 56, new Depths(2, 4, 10, 1), 224, 448, 896, 2016),
        entry("y_16gf", 224, 112, new Depths(2, 4, 11, 1), 224, 448, 1232, 3024),
        entry("y_32gf", 224, 232, new Depths(2, 5, 12, 1), 232, 696, 1392, 3712),
        entry("y_128gf", 384, 264, new Depths(2, 7, 17, 1), 528, 1056, 2904, 7392));
  }

  private static ZooEntry entry(String name, int side, int group, Depths depths, int... widths) {
    boolean gated = name.startsWith("y");
    String title = name.substring(2).replace('_', '.').replace("gf", "GF").replace("mf", "MF");
    return PUBLISHED.built(
        "regnet_" + name,
        "RegNet%s-%s".formatted(gated ? "Y" : "X", title),
        net -> network(net.input(side, side, 3), group, gated, depths.all(), widths));
  }

  private static void network(
      NetworkBuilder net, int group, boolean gated, int[] depths, int[] widths) {
    net.block(
        "stem",
        b -> ConvNorm.add(b, "conv", Convolution.of(3, 32).stride(2).padding(1).bias(false), RELU));
    int in = 32;
    for (int s = 0; s < depths.length; s++) {
      for (int i = 0; i < depths[s]; i++) {
        Block block = new Block(in, widths[s], Math.min(group, widths[s]), i == 0 ? 2 : 1, gated);
        net.block("trunk_output.block" + (s + 1) + ".block" + (s + 1) + "_" + i, block::add);
        in = widths[s];
      }
    }
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("fc", FullyConnected.of(1000));
  }
}
