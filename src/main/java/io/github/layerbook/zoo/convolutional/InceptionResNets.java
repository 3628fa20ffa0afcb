package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ResidualPaths;
import java.util.List;
import java.util.function.Consumer;

/**
 * Inception-ResNet v2: Inception's modules as the branches of residual blocks (Szegedy et al. 2016,
 * figures 15 to 19), in the widths of the released model, which Keras has.
 *
 * <p>Each block ends in a 1×1 convolution with a bias and no normalisation, whose output is scaled
 * by a constant before it is added (section 3.3): no parameter, and here no layer.
 */
public final class InceptionResNets implements ZooFamily {
  private static final Published PUBLISHED = Published.of("Inception", "szegedy2016", Origin.KERAS);

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        PUBLISHED.built("inception_resnet_v2", "Inception-ResNet v2", InceptionResNets::network));
  }

  private static void network(NetworkBuilder net) {
    net.input(299, 299, 3).block("stem", InceptionResNets::stem);
    net.block("mixed_5b", InceptionResNets::mixed);
    for (int i = 1; i <= 10; i++) {
      net.block("block35_" + i, block -> residual(block, 320, block35()));
      net.add("block35_" + i + "_relu", Activation.relu());
    }
    net.block("mixed_6a", InceptionResNets::reduction);
    for (int i = 1; i <= 20; i++) {
      net.block("block17_" + i, block -> residual(block, 1088, block17()));
      net.add("block17_" + i + "_relu", Activation.relu());
    }
    net.block("mixed_7a", InceptionResNets::secondReduction);
    for (int i = 1; i <= 10; i++) {
      net.block("block8_" + i, block -> residual(block, 2080, block8()));
      if (i < 10) {
        net.add("block8_" + i + "_relu", Activation.relu());
      }
    }
    conv(net, "conv_7b", Convolution.of(1, 1536));
    net.add("avg_pool", GlobalPool.average()).add("predictions", FullyConnected.of(1000)).softmax();
  }

  private static void stem(NetworkBuilder net) {
    conv(net, "conv1", Convolution.of(3, 32).stride(2));
    conv(net, "conv2", Convolution.of(3, 32));
    conv(net, "conv3", Convolution.preserving(3, 64));
    net.add("maxpool1", MaxPool.of(3).stride(2));
    conv(net, "conv4", Convolution.of(1, 80));
    conv(net, "conv5", Convolution.of(3, 192));
    net.add("maxpool2", MaxPool.of(3).stride(2));
  }

  /** The module of Inception v3's figure 5, once. */
  private static void mixed(NetworkBuilder net) {
    concat(
        net,
        List.of(
            one -> conv(one, "branch_0", Convolution.of(1, 96)),
            five -> {
              conv(five, "branch_1a", Convolution.of(1, 48));
              conv(five, "branch_1b", Convolution.preserving(5, 64));
            },
            twice -> {
              conv(twice, "branch_2a", Convolution.of(1, 64));
              conv(twice, "branch_2b", Convolution.preserving(3, 96));
              conv(twice, "branch_2c", Convolution.preserving(3, 96));
            },
            pool -> {
              pool.add("pool", AveragePool.of(3).stride(1).padding(1));
              conv(pool, "branch_pool", Convolution.of(1, 64));
            }));
  }

  /** Figure 16: 35×35. */
  private static List<Consumer<NetworkBuilder>> block35() {
    return List.of(
        one -> conv(one, "branch_0", Convolution.of(1, 32)),
        three -> {
          conv(three, "branch_1a", Convolution.of(1, 32));
          conv(three, "branch_1b", Convolution.preserving(3, 32));
        },
        twice -> {
          conv(twice, "branch_2a", Convolution.of(1, 32));
          conv(twice, "branch_2b", Convolution.preserving(3, 48));
          conv(twice, "branch_2c", Convolution.preserving(3, 64));
        });
  }

  /** Figure 17: 17×17, with 1×7 and 7×1. */
  private static List<Consumer<NetworkBuilder>> block17() {
    return factored(7, 128, 160, 192);
  }

  /** Figure 19: 8×8, with 1×3 and 3×1. */
  private static List<Consumer<NetworkBuilder>> block8() {
    return factored(3, 192, 224, 256);
  }

  private static List<Consumer<NetworkBuilder>> factored(int n, int first, int wide, int tall) {
    return List.of(
        one -> conv(one, "branch_0", Convolution.of(1, 192)),
        pair -> {
          conv(pair, "branch_1a", Convolution.of(1, first));
          conv(pair, "branch_1b", InceptionModules.wide(n, wide));
          conv(pair, "branch_1c", InceptionModules.tall(n, tall));
        });
  }

  /** 35×35 to 17×17. */
  private static void reduction(NetworkBuilder net) {
    concat(
        net,
        List.of(
            three -> conv(three, "branch_0", Convolution.of(3, 384).stride(2)),
            twice -> {
              conv(twice, "branch_1a", Convolution.of(1, 256));
              conv(twice, "branch_1b", Convolution.preserving(3, 256));
              conv(twice, "branch_1c", Convolution.of(3, 384).stride(2));
            },
            pool -> pool.add("pool", MaxPool.of(3).stride(2))));
  }

  /** Figure 18: 17×17 to 8×8. */
  private static void secondReduction(NetworkBuilder net) {
    concat(
        net,
        List.of(
            first -> {
              conv(first, "branch_0a", Convolution.of(1, 256));
              conv(first, "branch_0b", Convolution.of(3, 384).stride(2));
            },
            second -> {
              conv(second, "branch_1a", Convolution.of(1, 256));
              conv(second, "branch_1b", Convolution.of(3, 288).stride(2));
            },
            third -> {
              conv(third, "branch_2a", Convolution.of(1, 256));
              conv(third, "branch_2b", Convolution.preserving(3, 288));
              conv(third, "branch_2c", Convolution.of(3, 320).stride(2));
            },
            pool -> pool.add("pool", MaxPool.of(3).stride(2))));
  }

  private static void residual(
      NetworkBuilder net, int channels, List<Consumer<NetworkBuilder>> branches) {
    ResidualPaths.residual(
        net,
        "add",
        main -> {
          concat(main, branches);
          main.add("conv", Convolution.of(1, channels));
        });
  }

  private static void concat(NetworkBuilder net, List<Consumer<NetworkBuilder>> branches) {
    net.branches("mixed", new Concatenate(), branches);
  }

  private static void conv(NetworkBuilder net, String name, Convolution convolution) {
    net.add(name, convolution.bias(false))
        .add(name + "_bn", InceptionModules.UNSCALED)
        .add(name + "_relu", Activation.relu());
  }
}
