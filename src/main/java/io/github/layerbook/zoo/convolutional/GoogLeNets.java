package io.github.layerbook.zoo.convolutional;

import static io.github.layerbook.zoo.convolutional.InceptionBranches.same;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * GoogLeNet: modules that look at their input with windows of several sizes at once (Szegedy et al.
 * 2014, table 1).
 *
 * <p>torchvision has batch normalisation in place of biases and local response normalisation, and
 * 3×3 windows where the paper has 5×5. The two auxiliary heads (section 5) are only there in
 * training.
 */
public final class GoogLeNets implements ZooFamily {
  private static final Paper PAPER = Paper.of("szegedy2014");

  /** A module's filters, the columns of table 1. */
  private record Filters(
      int conv1x1, int reduce3x3, int conv3x3, int reduce5x5, int conv5x5, int poolProjection) {}

  /** Whose network it is. */
  private enum Style {
    /** The paper's: convolutions with biases, local response normalisation. */
    PAPER(5),
    /** torchvision's. */
    TORCHVISION(3);

    /** The largest window. */
    private final int large;

    Style(int large) {
      this.large = large;
    }
  }

  /** Whether the auxiliary heads are there. */
  private enum Heads {
    MAIN,
    ALL
  }

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("googlenet_original", "GoogLeNet, the paper's", Style.PAPER, Heads.MAIN),
        entry("googlenet_original_aux", "the same with its heads", Style.PAPER, Heads.ALL),
        entry("googlenet", "GoogLeNet with batch norm", Style.TORCHVISION, Heads.MAIN),
        entry("googlenet_aux", "the same with its heads", Style.TORCHVISION, Heads.ALL));
  }

  private static ZooEntry entry(String name, String title, Style style, Heads heads) {
    return new Published(
            "GoogLeNet", PAPER, style == Style.PAPER ? Origin.PAPER : Origin.TORCHVISION)
        .built(name, title, net -> network(net, style, heads));
  }

  private static void network(NetworkBuilder net, Style style, Heads heads) {
    stem(net, style);
    module(net, style, "3a", new Filters(64, 96, 128, 16, 32, 32));
    module(net, style, "3b", new Filters(128, 128, 192, 32, 96, 64));
    net.add("maxpool3", pool(3));
    module(net, style, "4a", new Filters(192, 96, 208, 16, 48, 64));
    auxiliary(net, style, heads, "aux1");
    module(net, style, "4b", new Filters(160, 112, 224, 24, 64, 64));
    module(net, style, "4c", new Filters(128, 128, 256, 24, 64, 64));
    module(net, style, "4d", new Filters(112, 144, 288, 32, 64, 64));
    auxiliary(net, style, heads, "aux2");
    module(net, style, "4e", new Filters(256, 160, 320, 32, 128, 128));
    net.add("maxpool4", pool(2));
    module(net, style, "5a", new Filters(256, 160, 320, 32, 128, 128));
    module(net, style, "5b", new Filters(384, 192, 384, 48, 128, 128));
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("flatten", new Flatten())
        .add("dropout", new Dropout(style == Style.PAPER ? 0.4 : 0.2))
        .add("fc", FullyConnected.of(1000));
    if (style == Style.PAPER) {
      net.softmax();
    }
  }

  private static void stem(NetworkBuilder net, Style style) {
    net.input(224, 224, 3);
    conv(net, style, "conv1", Convolution.of(7, 64).stride(2).padding(3));
    net.add("maxpool1", pool(3));
    if (style == Style.PAPER) {
      net.add("norm1", new LocalResponseNormalization(Size.of(5)));
    }
    conv(net, style, "conv2", Convolution.of(1, 64));
    conv(net, style, "conv3", Convolution.preserving(3, 192));
    if (style == Style.PAPER) {
      net.add("norm2", new LocalResponseNormalization(Size.of(5)));
    }
    net.add("maxpool2", pool(3));
  }

  private static void module(NetworkBuilder net, Style style, String number, Filters filters) {
    InceptionBranches branches =
        new InceptionBranches("concat", "", (at, name, conv) -> conv(at, style, name, conv));
    net.block(
        "inception" + number,
        block ->
            branches.add(
                block,
                branches.branch("conv1x1", same(1, filters.conv1x1)),
                branches
                    .branch("reduce3x3", same(1, filters.reduce3x3))
                    .andThen(branches.branch("conv3x3", same(3, filters.conv3x3))),
                branches
                    .branch("reduce5x5", same(1, filters.reduce5x5))
                    .andThen(branches.branch("conv5x5", same(style.large, filters.conv5x5))),
                pooled ->
                    branches
                        .branch("pool_proj", same(1, filters.poolProjection))
                        .accept(
                            pooled.add("pool", MaxPool.of(3).stride(1).padding(1).ceil(true)))));
  }

  private static void auxiliary(NetworkBuilder net, Style style, Heads heads, String name) {
    if (heads == Heads.MAIN) {
      return;
    }
    Point here = net.here();
    Layer pool = style == Style.PAPER ? AveragePool.of(5).stride(3) : AdaptivePool.average(4, 4);
    net.block(
        name,
        head -> {
          conv(head.add("avgpool", pool), style, "conv", Convolution.of(1, 128));
          head.add("fc1", FullyConnected.of(1024))
              .add("fc1_relu", Activation.relu())
              .add("dropout", new Dropout(0.7))
              .add("fc2", FullyConnected.of(1000));
        });
    net.from(here);
  }

  private static void conv(NetworkBuilder net, Style style, String name, Convolution convolution) {
    if (style == Style.PAPER) {
      net.add(name, convolution).add(name + "_relu", Activation.relu());
    } else {
      ConvNorm.add(net, name, convolution.bias(false), Activation.Kind.RELU);
    }
  }

  private static MaxPool pool(int kernel) {
    return MaxPool.of(kernel).stride(2).ceil(true);
  }
}
