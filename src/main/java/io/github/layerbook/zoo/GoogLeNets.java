package io.github.layerbook.zoo;

import io.github.layerbook.layer.Activation;
import io.github.layerbook.layer.AdaptivePool;
import io.github.layerbook.layer.Concatenate;
import io.github.layerbook.layer.Convolution;
import io.github.layerbook.layer.Dropout;
import io.github.layerbook.layer.Flatten;
import io.github.layerbook.layer.FullyConnected;
import io.github.layerbook.layer.GlobalPool;
import io.github.layerbook.layer.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.zoo.ZooEntry.Origin;
import java.util.List;

/**
 * GoogLeNet: modules that look at their input with windows of several sizes at once (Szegedy et al.
 * 2014, table 1).
 *
 * <p>As in torchvision, which has batch normalisation in place of biases and local response
 * normalisation, and 3×3 windows where the paper has 5×5. The two auxiliary heads (section 5) are
 * only there in training.
 */
final class GoogLeNets {
  private static final Paper PAPER =
      new Paper(
          "Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke and Rabinovich",
          2014,
          "Going deeper with convolutions",
          "arXiv:1409.4842");

  /** A module's filters, the columns of table 1. */
  private record Filters(
      int conv1x1, int reduce3x3, int conv3x3, int reduce5x5, int conv5x5, int poolProjection) {}

  /** What stands on the input of a part of the network. */
  private interface Head {
    void on(NetworkBuilder net, String name);
  }

  private GoogLeNets() {}

  static List<ZooEntry> entries() {
    return List.of(
        entry("googlenet", "GoogLeNet", (net, name) -> {}),
        entry("googlenet_aux", "GoogLeNet with auxiliary heads", GoogLeNets::auxiliary));
  }

  private static ZooEntry entry(String name, String title, Head auxiliary) {
    return ZooEntry.built(
        name, title, "GoogLeNet", PAPER, Origin.TORCHVISION, net -> network(net, auxiliary));
  }

  private static void network(NetworkBuilder net, Head auxiliary) {
    net.input(224, 224, 3);
    conv(net, "conv1", Convolution.of(7, 64).stride(2).padding(3));
    net.add("maxpool1", pool(3));
    conv(net, "conv2", Convolution.of(1, 64));
    conv(net, "conv3", Convolution.preserving(3, 192));
    net.add("maxpool2", pool(3));
    module(net, "3a", new Filters(64, 96, 128, 16, 32, 32));
    module(net, "3b", new Filters(128, 128, 192, 32, 96, 64));
    net.add("maxpool3", pool(3));
    module(net, "4a", new Filters(192, 96, 208, 16, 48, 64));
    auxiliary.on(net, "aux1");
    module(net, "4b", new Filters(160, 112, 224, 24, 64, 64));
    module(net, "4c", new Filters(128, 128, 256, 24, 64, 64));
    module(net, "4d", new Filters(112, 144, 288, 32, 64, 64));
    auxiliary.on(net, "aux2");
    module(net, "4e", new Filters(256, 160, 320, 32, 128, 128));
    net.add("maxpool4", pool(2));
    module(net, "5a", new Filters(256, 160, 320, 32, 128, 128));
    module(net, "5b", new Filters(384, 192, 384, 48, 128, 128));
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("flatten", new Flatten())
        .add("dropout", new Dropout(0.2))
        .add("fc", FullyConnected.of(1000));
  }

  private static void module(NetworkBuilder net, String number, Filters filters) {
    net.block(
        "inception" + number,
        block ->
            block.branches(
                "concat",
                new Concatenate(),
                List.of(
                    point -> conv(point, "conv1x1", Convolution.of(1, filters.conv1x1)),
                    small -> {
                      conv(small, "reduce3x3", Convolution.of(1, filters.reduce3x3));
                      conv(small, "conv3x3", Convolution.preserving(3, filters.conv3x3));
                    },
                    large -> {
                      conv(large, "reduce5x5", Convolution.of(1, filters.reduce5x5));
                      conv(large, "conv5x5", Convolution.preserving(3, filters.conv5x5));
                    },
                    pooled -> {
                      pooled.add("pool", MaxPool.of(3).stride(1).padding(1).ceil(true));
                      conv(pooled, "pool_proj", Convolution.of(1, filters.poolProjection));
                    })));
  }

  private static void auxiliary(NetworkBuilder net, String name) {
    Point here = net.here();
    net.block(
        name,
        head -> {
          conv(head.add("avgpool", AdaptivePool.average(4, 4)), "conv", Convolution.of(1, 128));
          head.add("fc1", FullyConnected.of(1024))
              .add("fc1_relu", Activation.relu())
              .add("dropout", new Dropout(0.7))
              .add("fc2", FullyConnected.of(1000));
        });
    net.from(here);
  }

  private static void conv(NetworkBuilder net, String name, Convolution convolution) {
    ConvNorm.add(net, name, convolution.bias(false), Activation.Kind.RELU);
  }

  private static MaxPool pool(int kernel) {
    return MaxPool.of(kernel).stride(2).ceil(true);
  }
}
