package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.ChannelShuffle;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * ShuffleNet v2: half of the channels pass by each unit, and channels are shuffled after it (Ma et
 * al. 2018, table 5 and figures 3c and 3d).
 */
public final class ShuffleNets implements ZooFamily {
  private static final Published PUBLISHED =
      Published.of("ShuffleNet", "ma2018", Origin.TORCHVISION);

  /** How many units stages 2 to 4 have. */
  private static final int[] UNITS = {4, 8, 4};

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("shufflenet_v2_x0_5", "ShuffleNet v2 (0.5×)", 1024, 48, 96, 192),
        entry("shufflenet_v2_x1_0", "ShuffleNet v2 (1×)", 1024, 116, 232, 464),
        entry("shufflenet_v2_x1_5", "ShuffleNet v2 (1.5×)", 1024, 176, 352, 704),
        entry("shufflenet_v2_x2_0", "ShuffleNet v2 (2×)", 2048, 244, 488, 976));
  }

  private static ZooEntry entry(String name, String title, int last, int... channels) {
    return PUBLISHED.built(name, title, net -> network(net, last, channels));
  }

  private static void network(NetworkBuilder net, int last, int... channels) {
    activated(net.input(224, 224, 3), "conv1", Convolution.preserving(3, 24).stride(2).bias(false));
    net.add("maxpool", MaxPool.of(3).stride(2).padding(1));
    for (int stage = 0; stage < channels.length; stage++) {
      int half = channels[stage] / 2;
      for (int i = 0; i < UNITS[stage]; i++) {
        boolean down = i == 0;
        net.block(
            "stage" + (stage + 2) + "." + i,
            unit -> {
              if (down) {
                down(unit, half);
              } else {
                basic(unit, half);
              }
              unit.add("shuffle", new ChannelShuffle(Size.of(2)));
            });
      }
    }
    activated(net, "conv5", pointwise(last));
    net.add("avgpool", GlobalPool.average()).add("fc", FullyConnected.of(1000));
  }

  /** Figure 3c: one half of the channels as it is, the other convolved. */
  private static void basic(NetworkBuilder net, int half) {
    Point halves = net.add("split", new Chunk(2, 1)).here();
    convolved(net.from(halves.output(1)), half, 1);
    net.from(halves, net.here()).add("concat", new Concatenate());
  }

  /** Figure 3d: both branches see all channels and halve the resolution. */
  private static void down(NetworkBuilder net, int half) {
    net.branches(
        "concat",
        new Concatenate(),
        List.of(
            shortcut -> {
              ConvNorm.add(shortcut, "shortcut_depthwise", depthwise(2));
              activated(shortcut, "shortcut_pointwise", pointwise(half));
            },
            main -> convolved(main, half, 2)));
  }

  private static void convolved(NetworkBuilder net, int half, int stride) {
    activated(net, "conv1", pointwise(half));
    ConvNorm.add(net, "depthwise", depthwise(stride));
    activated(net, "conv2", pointwise(half));
  }

  private static void activated(NetworkBuilder net, String name, Convolution convolution) {
    ConvNorm.add(net, name, convolution, Activation.Kind.RELU);
  }

  private static Convolution pointwise(int out) {
    return Convolution.of(1, out).bias(false);
  }

  private static DepthwiseConvolution depthwise(int stride) {
    return DepthwiseConvolution.of(3).stride(stride).padding(Padding.of(1)).bias(false);
  }
}
