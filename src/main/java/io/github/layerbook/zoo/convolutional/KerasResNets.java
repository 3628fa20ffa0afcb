package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.convolution.Convolution;
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
 * Residual networks as Keras ships them: with biases in all convolutions, and with the stride in
 * the first convolution of a bottleneck, where the paper has it (He et al. 2015, table 1).
 */
public final class KerasResNets implements ZooFamily {
  private static final Published PUBLISHED = Published.of("ResNet", "he2015", Origin.KERAS);

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("keras_resnet50", "ResNet-50 with biases", 3, 4, 6, 3),
        entry("keras_resnet101", "ResNet-101 with biases", 3, 4, 23, 3),
        entry("keras_resnet152", "ResNet-152 with biases", 3, 8, 36, 3));
  }

  private static ZooEntry entry(String name, String title, int... blocks) {
    return PUBLISHED.built(name, title, net -> network(net, blocks));
  }

  private static void network(NetworkBuilder net, int... blocks) {
    ConvNorm.keras(net.input(224, 224, 3), "conv1", Convolution.of(7, 64).stride(2).padding(3));
    net.relu().add("maxpool", MaxPool.of(3).stride(2).padding(1));
    for (int stage = 0; stage < blocks.length; stage++) {
      int planes = 64 << stage;
      for (int i = 0; i < blocks[stage]; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        boolean projected = i == 0;
        net.block(
            "layer" + (stage + 1) + "." + i, block -> block(block, planes, stride, projected));
      }
    }
    net.add("avgpool", GlobalPool.average()).add("fc", FullyConnected.of(1000)).softmax();
  }

  private static void block(NetworkBuilder net, int planes, int stride, boolean projected) {
    net.branches(
            "add",
            Merge.of(Merge.Kind.ADD),
            List.of(
                shortcut -> {
                  if (projected) {
                    ConvNorm.keras(
                        shortcut, "shortcut", Convolution.of(1, 4L * planes).stride(stride));
                  }
                },
                main -> {
                  ConvNorm.keras(main, "conv1", Convolution.of(1, planes).stride(stride));
                  ConvNorm.keras(main.relu(), "conv2", Convolution.preserving(3, planes));
                  ConvNorm.keras(main.relu(), "conv3", Convolution.of(1, 4L * planes));
                }))
        .relu();
  }
}
