package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * Densely connected networks: every layer of a block reads what all layers before it in the block
 * made (Huang et al. 2016, table 1: DenseNet-BC for ImageNet).
 */
public final class DenseNets implements ZooFamily {
  private static final Published PUBLISHED =
      Published.of("DenseNet", "huang2016", Origin.TORCHVISION);

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("densenet121", "DenseNet-121", 32, 64, 6, 12, 24, 16),
        entry("densenet161", "DenseNet-161", 48, 96, 6, 12, 36, 24),
        entry("densenet169", "DenseNet-169", 32, 64, 6, 12, 32, 32),
        entry("densenet201", "DenseNet-201", 32, 64, 6, 12, 48, 32));
  }

  /**
   * Makes an entry.
   *
   * @param growth how many feature maps each layer adds, the paper's k
   * @param first filters of the first convolution
   * @param layers how many layers each dense block has
   */
  private static ZooEntry entry(String name, String title, int growth, int first, int... layers) {
    return PUBLISHED.built(name, title, net -> dense(net, growth, first, layers));
  }

  private static void dense(NetworkBuilder net, int growth, int first, int... layers) {
    net.input(224, 224, 3)
        .add("conv0", Convolution.of(7, first).stride(2).padding(3).bias(false))
        .add("norm0", BatchNormalization.of())
        .add("relu0", Activation.relu())
        .add("pool0", MaxPool.of(3).stride(2).padding(1));
    int maps = first;
    for (int i = 1; i <= layers.length; i++) {
      int number = layers[i - 1];
      net.block("denseblock" + i, block -> dense(block, number, growth));
      maps += number * growth;
      if (i < layers.length) {
        maps /= 2;
        int half = maps;
        net.block("transition" + i, block -> transition(block, half));
      }
    }
    net.add("norm5", BatchNormalization.of())
        .add("relu5", Activation.relu())
        .add("avgpool", GlobalPool.average())
        .add("classifier", FullyConnected.of(1000));
  }

  private static void dense(NetworkBuilder net, int layers, int growth) {
    List<Point> made = new ArrayList<>(List.of(net.here()));
    for (int i = 1; i <= layers; i++) {
      net.block("denselayer" + i, layer -> layer(layer, made, growth));
      made.add(net.here());
    }
    net.from(made.toArray(Point[]::new)).add("concat", new Concatenate());
  }

  private static void layer(NetworkBuilder net, List<Point> made, int growth) {
    net.from(made.toArray(Point[]::new));
    if (made.size() > 1) {
      net.add("concat", new Concatenate());
    }
    net.block("bottleneck", narrow -> bottleneck(narrow, 4 * growth))
        .add("norm2", BatchNormalization.of())
        .add("relu2", Activation.relu())
        .add("conv2", Convolution.preserving(3, growth).bias(false));
  }

  /** Section 3: a 1×1 convolution makes the next one's input narrow, whatever has been made. */
  private static void bottleneck(NetworkBuilder net, int maps) {
    net.add("norm1", BatchNormalization.of())
        .add("relu1", Activation.relu())
        .add("conv1", Convolution.of(1, maps).bias(false));
  }

  private static void transition(NetworkBuilder net, int maps) {
    net.add("norm", BatchNormalization.of())
        .add("relu", Activation.relu())
        .add("conv", Convolution.of(1, maps).bias(false))
        .add("pool", AveragePool.of(2));
  }
}
