package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;

/**
 * SqueezeNet: fire modules, which squeeze channels by 1×1 convolutions before 1×1 and 3×3 ones
 * expand them (Iandola et al. 2016, figure 1 and table 1; version 1.1 is the authors' later one).
 */
public final class SqueezeNets implements ZooFamily {
  private static final Published PUBLISHED =
      Published.of("SqueezeNet", "iandola2016", Origin.TORCHVISION);

  /** Filters that squeeze in fire2 to fire9; eight times as many expand them. */
  private static final int[] SQUEEZED = {16, 16, 32, 32, 48, 48, 64, 64};

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("squeezenet1_0", "SqueezeNet 1.0", Convolution.of(7, 96).stride(2), List.of(4, 8)),
        entry("squeezenet1_1", "SqueezeNet 1.1", Convolution.of(3, 64).stride(2), List.of(3, 5)));
  }

  /** Pooling follows the first convolution and the fire modules of the given numbers. */
  private static ZooEntry entry(
      String name, String title, Convolution first, List<Integer> pooled) {
    return PUBLISHED.built(
        name,
        title,
        net -> {
          activated(net.input(224, 224, 3), "conv1", first);
          net.add("pool1", pool());
          for (int fire = 2; fire < SQUEEZED.length + 2; fire++) {
            int squeezed = SQUEEZED[fire - 2];
            net.block("fire" + fire, block -> fire(block, squeezed));
            if (pooled.contains(fire)) {
              net.add("pool" + fire, pool());
            }
          }
          net.block("classifier", SqueezeNets::classifier).add("flatten", new Flatten());
        });
  }

  private static void classifier(NetworkBuilder net) {
    activated(net.add("dropout", new Dropout(0.5)), "conv10", Convolution.of(1, 1000));
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true));
  }

  private static void fire(NetworkBuilder net, int squeezed) {
    activated(net, "squeeze", Convolution.of(1, squeezed));
    net.branches(
        "concat",
        new Concatenate(),
        List.of(
            point -> activated(point, "expand1x1", Convolution.of(1, 4L * squeezed)),
            square -> activated(square, "expand3x3", Convolution.preserving(3, 4L * squeezed))));
  }

  private static void activated(NetworkBuilder net, String name, Convolution convolution) {
    net.add(name, convolution).add(name + "_relu", Activation.relu());
  }

  private static MaxPool pool() {
    return MaxPool.of(3).stride(2).ceil(true);
  }
}
