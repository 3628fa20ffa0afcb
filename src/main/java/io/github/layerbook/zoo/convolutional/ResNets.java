package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * Residual networks: every block adds something to its input (He et al. 2015, table 1), and their
 * kin with grouped and with wider 3×3 convolutions.
 *
 * <p>As in torchvision, the 3×3 convolution of a bottleneck has its stride; in the paper the first
 * 1×1 convolution has it.
 */
public final class ResNets implements ZooFamily {
  private static final Paper RESNET = Paper.of("he2015");
  private static final Paper RESNEXT = Paper.of("xie2016");
  private static final Paper WIDE = Paper.of("zagoruyko2016");

  /**
   * What a residual block's convolutions are.
   *
   * @param expansion how many times wider a block's output is than its stage
   * @param groups groups of the 3×3 convolution of a bottleneck
   * @param width width of one group where the stage is 64 wide
   */
  private record Unit(int expansion, int groups, int width) {
    /** Two 3×3 convolutions (figure 5, left). */
    static final Unit BASIC = new Unit(1, 1, 64);

    /** 1×1, 3×3 and 1×1 convolutions (figure 5, right). */
    static final Unit BOTTLENECK = new Unit(4, 1, 64);
  }

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("resnet18", "ResNet-18", RESNET, Unit.BASIC, 2, 2, 2, 2),
        entry("resnet34", "ResNet-34", RESNET, Unit.BASIC, 3, 4, 6, 3),
        entry("resnet50", "ResNet-50", RESNET, Unit.BOTTLENECK, 3, 4, 6, 3),
        entry("resnet101", "ResNet-101", RESNET, Unit.BOTTLENECK, 3, 4, 23, 3),
        entry("resnet152", "ResNet-152", RESNET, Unit.BOTTLENECK, 3, 8, 36, 3),
        entry("resnext50_32x4d", "ResNeXt-50 (32×4d)", RESNEXT, new Unit(4, 32, 4), 3, 4, 6, 3),
        entry("resnext101_32x8d", "ResNeXt-101 (32×8d)", RESNEXT, new Unit(4, 32, 8), 3, 4, 23, 3),
        entry("resnext101_64x4d", "ResNeXt-101 (64×4d)", RESNEXT, new Unit(4, 64, 4), 3, 4, 23, 3),
        entry("wide_resnet50_2", "Wide ResNet-50-2", WIDE, new Unit(4, 1, 128), 3, 4, 6, 3),
        entry("wide_resnet101_2", "Wide ResNet-101-2", WIDE, new Unit(4, 1, 128), 3, 4, 23, 3),
        keras(50, 3, 4, 6, 3),
        keras(101, 3, 4, 23, 3),
        keras(152, 3, 8, 36, 3));
  }

  private static ZooEntry keras(int layers, int... blocks) {
    return new Published("ResNet", RESNET, Origin.KERAS)
        .built(
            "keras_resnet" + layers,
            "ResNet-" + layers + " with biases",
            net -> keras(net, blocks));
  }

  private static ZooEntry entry(String name, String title, Paper paper, Unit unit, int... blocks) {
    return new Published("ResNet", paper, Origin.TORCHVISION)
        .built(name, title, net -> residual(net, unit, blocks));
  }

  private static void residual(NetworkBuilder net, Unit unit, int... blocks) {
    net.input(224, 224, 3)
        .add("conv1", Convolution.of(7, 64).stride(2).padding(3).bias(false))
        .add("bn1", BatchNormalization.of())
        .add("relu", Activation.relu())
        .add("maxpool", MaxPool.of(3).stride(2).padding(1));
    for (int stage = 0; stage < blocks.length; stage++) {
      int planes = 64 << stage;
      for (int i = 0; i < blocks[stage]; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        boolean projected = stride > 1 || (i == 0 && unit.expansion > 1);
        net.block(
            "layer" + (stage + 1) + "." + i,
            block -> block(block, unit, planes, stride, projected));
      }
    }
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("fc", FullyConnected.of(1000));
  }

  private static void block(
      NetworkBuilder net, Unit unit, int planes, int stride, boolean projected) {
    net.branches(
            "add",
            new Merge(Merge.Kind.ADD, true),
            List.of(
                unit.expansion == 1
                    ? main -> basic(main, planes, stride)
                    : main -> bottleneck(main, unit, planes, stride),
                shortcut -> {
                  if (projected) {
                    shortcut.block(
                        "downsample",
                        projection ->
                            normalized(projection, "", conv(1, planes * unit.expansion, stride)));
                  }
                }))
        .relu();
  }

  private static void basic(NetworkBuilder net, int planes, int stride) {
    normalized(net, "1", conv(3, planes, stride)).relu();
    normalized(net, "2", conv(3, planes, 1));
  }

  private static void bottleneck(NetworkBuilder net, Unit unit, int planes, int stride) {
    int width = planes * unit.width / 64 * unit.groups;
    normalized(net, "1", conv(1, width, 1)).relu();
    normalized(net, "2", conv(3, width, stride).groups(unit.groups)).relu();
    normalized(net, "3", conv(1, planes * unit.expansion, 1));
  }

  private static Convolution conv(int kernel, int out, int stride) {
    return Convolution.of(kernel, out).stride(stride).padding(kernel / 2).bias(false);
  }

  private static NetworkBuilder normalized(
      NetworkBuilder net, String number, Convolution convolution) {
    return net.add("conv" + number, convolution).add("bn" + number, BatchNormalization.of());
  }

  /**
   * As Keras ships it: with biases in all convolutions, and with the stride in the first
   * convolution of a bottleneck, where the paper has it (table 1).
   */
  private static void keras(NetworkBuilder net, int... blocks) {
    ConvNorm.keras(net.input(224, 224, 3), "conv1", Convolution.of(7, 64).stride(2).padding(3));
    net.relu().add("maxpool", MaxPool.of(3).stride(2).padding(1));
    for (int stage = 0; stage < blocks.length; stage++) {
      int planes = 64 << stage;
      for (int i = 0; i < blocks[stage]; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        boolean projected = i == 0;
        net.block(
            "layer" + (stage + 1) + "." + i, block -> keras(block, planes, stride, projected));
      }
    }
    net.add("avgpool", GlobalPool.average()).add("fc", FullyConnected.of(1000)).softmax();
  }

  private static void keras(NetworkBuilder net, int planes, int stride, boolean projected) {
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
