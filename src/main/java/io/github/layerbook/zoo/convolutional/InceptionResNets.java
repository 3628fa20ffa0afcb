package io.github.layerbook.zoo.convolutional;

import static io.github.layerbook.zoo.convolutional.InceptionBranches.halving;
import static io.github.layerbook.zoo.convolutional.InceptionBranches.same;
import static io.github.layerbook.zoo.convolutional.InceptionBranches.tall;
import static io.github.layerbook.zoo.convolutional.InceptionBranches.wide;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
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
  private static final InceptionBranches BRANCHES =
      new InceptionBranches("mixed", "abc", InceptionResNets::conv);

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        PUBLISHED.built("inception_resnet_v2", "Inception-ResNet v2", InceptionResNets::network));
  }

  private static void network(NetworkBuilder net) {
    net.input(299, 299, 3)
        .block("stem", stem -> BRANCHES.stem(stem, "conv1", "conv2", "conv3", "conv4", "conv5"));
    net.block("mixed_5b", InceptionResNets::mixed);
    for (int i = 1; i <= 10; i++) {
      net.block("block35_" + i, block -> residual(block, 320, InceptionResNets::block35));
      net.add("block35_" + i + "_relu", Activation.relu());
    }
    net.block("mixed_6a", InceptionResNets::reduction);
    for (int i = 1; i <= 20; i++) {
      net.block("block17_" + i, block -> residual(block, 1088, InceptionResNets::block17));
      net.add("block17_" + i + "_relu", Activation.relu());
    }
    net.block("mixed_7a", InceptionResNets::secondReduction);
    for (int i = 1; i <= 10; i++) {
      net.block("block8_" + i, block -> residual(block, 2080, InceptionResNets::block8));
      if (i < 10) {
        net.add("block8_" + i + "_relu", Activation.relu());
      }
    }
    conv(net, "conv_7b", Convolution.of(1, 1536));
    net.add("avg_pool", GlobalPool.average()).add("predictions", FullyConnected.of(1000)).softmax();
  }

  /** The module of Inception v3's figure 5, once. */
  private static void mixed(NetworkBuilder net) {
    BRANCHES.add(
        net,
        branch(0, same(1, 96)),
        branch(1, same(1, 48), same(5, 64)),
        branch(2, same(1, 64), same(3, 96), same(3, 96)),
        pool -> {
          pool.add("pool", AveragePool.of(3).stride(1).padding(1));
          conv(pool, "branch_pool", Convolution.of(1, 64));
        });
  }

  /** Figure 16: 35×35. */
  private static void block35(NetworkBuilder net) {
    BRANCHES.add(
        net,
        branch(0, same(1, 32)),
        branch(1, same(1, 32), same(3, 32)),
        branch(2, same(1, 32), same(3, 48), same(3, 64)));
  }

  /** Figure 17: 17×17, with 1×7 and 7×1. */
  private static void block17(NetworkBuilder net) {
    BRANCHES.add(net, branch(0, same(1, 192)), branch(1, same(1, 128), wide(7, 160), tall(7, 192)));
  }

  /** Figure 19: 8×8, with 1×3 and 3×1. */
  private static void block8(NetworkBuilder net) {
    BRANCHES.add(net, branch(0, same(1, 192)), branch(1, same(1, 192), wide(3, 224), tall(3, 256)));
  }

  /** 35×35 to 17×17. */
  private static void reduction(NetworkBuilder net) {
    BRANCHES.add(
        net,
        branch(0, halving(3, 384)),
        branch(1, same(1, 256), same(3, 256), halving(3, 384)),
        pool -> pool.add("pool", MaxPool.of(3).stride(2)));
  }

  /** Figure 18: 17×17 to 8×8. */
  private static void secondReduction(NetworkBuilder net) {
    BRANCHES.add(
        net,
        branch(0, same(1, 256), halving(3, 384)),
        branch(1, same(1, 256), halving(3, 288)),
        branch(2, same(1, 256), same(3, 288), halving(3, 320)),
        pool -> pool.add("pool", MaxPool.of(3).stride(2)));
  }

  private static void residual(
      NetworkBuilder net, int channels, Consumer<NetworkBuilder> branches) {
    ResidualPaths.residual(
        net,
        "add",
        main -> {
          branches.accept(main);
          main.add("conv", Convolution.of(1, channels));
        });
  }

  private static Consumer<NetworkBuilder> branch(int number, Convolution... convolutions) {
    return BRANCHES.branch("branch_" + number, convolutions);
  }

  private static void conv(NetworkBuilder net, String name, Convolution convolution) {
    net.add(name, convolution.bias(false))
        .add(name + "_bn", InceptionBranches.UNSCALED)
        .add(name + "_relu", Activation.relu());
  }
}
