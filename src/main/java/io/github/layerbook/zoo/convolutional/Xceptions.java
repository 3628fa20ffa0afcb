package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * Xception: Inception's modules taken to their extreme, where every channel is convolved separately
 * (Chollet 2016, figure 5; Keras's network is the author's).
 */
public final class Xceptions implements ZooFamily {
  private static final Published PUBLISHED = Published.of("Xception", "chollet2016", Origin.KERAS);
  private static final Padding SAME = Padding.of(Padding.Mode.SAME);

  @Override
  public List<ZooEntry> entries() {
    return List.of(PUBLISHED.built("xception", "Xception", Xceptions::network));
  }

  private static void network(NetworkBuilder net) {
    net.input(299, 299, 3);
    net.block(
        "block1",
        stem -> {
          ConvNorm.keras(stem, "conv1", Convolution.of(3, 32).stride(2).bias(false)).relu();
          ConvNorm.keras(stem, "conv2", Convolution.of(3, 64).bias(false)).relu();
        });
    net.block("block2", block -> down(block, false, 128, 128));
    net.block("block3", block -> down(block, true, 256, 256));
    net.block("block4", block -> down(block, true, 728, 728));
    for (int i = 5; i <= 12; i++) {
      net.block("block" + i, Xceptions::middle);
    }
    net.block("block13", block -> down(block, true, 728, 1024));
    net.block(
        "block14",
        exit -> {
          ConvNorm.keras(exit, "sepconv1", separable(1536)).relu();
          ConvNorm.keras(exit, "sepconv2", separable(2048)).relu();
        });
    net.add("avgpool", GlobalPool.average()).add("fc", FullyConnected.of(1000)).softmax();
  }

  /** Two separable convolutions and pooling, beside a projection of stride 2. */
  private static void down(NetworkBuilder net, boolean activated, int first, int second) {
    net.branches(
        "add",
        Merge.of(Merge.Kind.ADD),
        List.of(
            main -> {
              if (activated) {
                main.relu();
              }
              ConvNorm.keras(main, "sepconv1", separable(first)).relu();
              ConvNorm.keras(main, "sepconv2", separable(second));
              main.add("pool", MaxPool.of(3).stride(2).padding(SAME));
            },
            shortcut ->
                ConvNorm.keras(
                    shortcut,
                    "shortcut",
                    Convolution.of(1, second).stride(2).padding(SAME).bias(false))));
  }

  private static void middle(NetworkBuilder net) {
    net.branches(
        "add",
        Merge.of(Merge.Kind.ADD),
        List.of(
            main -> {
              for (int i = 1; i <= 3; i++) {
                ConvNorm.keras(main.relu(), "sepconv" + i, separable(728));
              }
            },
            shortcut -> {}));
  }

  private static SeparableConvolution separable(int out) {
    return SeparableConvolution.of(3, out).padding(SAME).bias(false);
  }
}
