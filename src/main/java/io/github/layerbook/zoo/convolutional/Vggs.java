package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * The VGG networks: stages of 3×3 convolutions, each twice as wide as the one before it up to 512
 * (Simonyan and Zisserman 2014, table 1).
 *
 * <p>The paper's columns end with a softmax, torchvision's networks do not; theirs bring any input
 * to 7×7 before the fully connected layers. Columns D and E are torchvision's {@code vgg16} and
 * {@code vgg19}.
 */
public final class Vggs implements ZooFamily {
  private static final Paper PAPER = Paper.of("simonyan2014");

  /** In what a column of the table differs, besides its depth. */
  private enum Kind {
    /** The table's plain columns. */
    PAPER,
    /** A-LRN: local response normalisation after the first convolution. */
    NORMALISED_ONCE,
    /** C: the third convolution of a stage is 1×1. */
    POINTWISE,
    /** As torchvision ships it. */
    TORCHVISION,
    /** As torchvision ships it, with batch normalisation after each convolution. */
    BATCH_NORM
  }

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("vgg_a", "VGG A", Kind.PAPER, 1, 1, 2, 2, 2),
        entry("vgg_a_lrn", "VGG A-LRN", Kind.NORMALISED_ONCE, 1, 1, 2, 2, 2),
        entry("vgg_b", "VGG B", Kind.PAPER, 2, 2, 2, 2, 2),
        entry("vgg_c", "VGG C", Kind.POINTWISE, 2, 2, 3, 3, 3),
        entry("vgg_d", "VGG D", Kind.PAPER, 2, 2, 3, 3, 3),
        entry("vgg_e", "VGG E", Kind.PAPER, 2, 2, 4, 4, 4),
        entry("vgg11", "VGG-11", Kind.TORCHVISION, 1, 1, 2, 2, 2),
        entry("vgg13", "VGG-13", Kind.TORCHVISION, 2, 2, 2, 2, 2),
        entry("vgg16", "VGG-16", Kind.TORCHVISION, 2, 2, 3, 3, 3),
        entry("vgg19", "VGG-19", Kind.TORCHVISION, 2, 2, 4, 4, 4),
        entry("vgg11_bn", "VGG-11 with batch norm", Kind.BATCH_NORM, 1, 1, 2, 2, 2),
        entry("vgg13_bn", "VGG-13 with batch norm", Kind.BATCH_NORM, 2, 2, 2, 2, 2),
        entry("vgg16_bn", "VGG-16 with batch norm", Kind.BATCH_NORM, 2, 2, 3, 3, 3),
        entry("vgg19_bn", "VGG-19 with batch norm", Kind.BATCH_NORM, 2, 2, 4, 4, 4));
  }

  private static ZooEntry entry(String name, String title, Kind kind, int... convolutions) {
    Origin origin =
        kind == Kind.TORCHVISION || kind == Kind.BATCH_NORM ? Origin.TORCHVISION : Origin.PAPER;
    return new Published("VGG", PAPER, origin)
        .built(
            name,
            title,
            net -> {
              net.input(224, 224, 3);
              for (int stage = 1; stage <= convolutions.length; stage++) {
                stage(net, kind, stage, convolutions[stage - 1]);
              }
              if (origin == Origin.TORCHVISION) {
                net.add("avgpool", AdaptivePool.average(7, 7));
              }
              classifier(net);
              if (origin == Origin.PAPER) {
                net.add("softmax", new Softmax());
              }
            });
  }

  private static void stage(NetworkBuilder net, Kind kind, int stage, int convolutions) {
    net.stage("conv" + stage, inner -> layers(inner, kind, stage, convolutions));
  }

  private static void layers(NetworkBuilder net, Kind kind, int stage, int convolutions) {
    int filters = Math.min(512, 32 << stage);
    for (int i = 1; i <= convolutions; i++) {
      String name = "conv" + stage + "_" + i;
      int kernel = kind == Kind.POINTWISE && i == 3 ? 1 : 3;
      Convolution convolution = Convolution.preserving(kernel, filters);
      if (kind == Kind.BATCH_NORM) {
        ConvNorm.add(net, name, convolution, Activation.Kind.RELU);
      } else {
        net.add(name, convolution).add(name + "_relu", Activation.relu());
      }
      if (kind == Kind.NORMALISED_ONCE && stage == 1) {
        net.add("lrn", new LocalResponseNormalization(Size.of(5)));
      }
    }
    net.add("pool" + stage, MaxPool.of(2));
  }

  private static void classifier(NetworkBuilder net) {
    for (String name : List.of("fc1", "fc2")) {
      net.add(name, FullyConnected.of(4096))
          .add(name + "_relu", Activation.relu())
          .add(name + "_dropout", new Dropout(0.5));
    }
    net.add("fc3", FullyConnected.of(1000));
  }
}
