package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.Consumer;

/**
 * The modules of Inception v3 (Szegedy et al. 2015, table 1 and figures 5 to 7, 10).
 *
 * @param norm the normalisation of each convolution
 */
record InceptionModules(BatchNormalization norm) {
  /** Normalisation without a scale, as Keras has it in this network. */
  static final BatchNormalization UNSCALED =
      new BatchNormalization(false, true, true, false, null, null);

  void network(NetworkBuilder net, Consumer<NetworkBuilder> auxiliary) {
    net.input(299, 299, 3);
    conv(net, "Conv2d_1a_3x3", Convolution.of(3, 32).stride(2));
    conv(net, "Conv2d_2a_3x3", Convolution.of(3, 32));
    conv(net, "Conv2d_2b_3x3", Convolution.preserving(3, 64));
    net.add("maxpool1", MaxPool.of(3).stride(2));
    conv(net, "Conv2d_3b_1x1", Convolution.of(1, 80));
    conv(net, "Conv2d_4a_3x3", Convolution.of(3, 192));
    net.add("maxpool2", MaxPool.of(3).stride(2));
    net.block("Mixed_5b", block -> figure5(block, 32));
    net.block("Mixed_5c", block -> figure5(block, 64));
    net.block("Mixed_5d", block -> figure5(block, 64));
    net.block("Mixed_6a", this::reduction);
    net.block("Mixed_6b", block -> figure6(block, 128));
    net.block("Mixed_6c", block -> figure6(block, 160));
    net.block("Mixed_6d", block -> figure6(block, 160));
    net.block("Mixed_6e", block -> figure6(block, 192));
    auxiliary.accept(net);
    net.block("Mixed_7a", this::secondReduction);
    net.block("Mixed_7b", this::figure7);
    net.block("Mixed_7c", this::figure7);
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("dropout", new Dropout(0.5))
        .add("flatten", new Flatten())
        .add("fc", FullyConnected.of(1000));
  }

  /** 35×35: the 5×5 window of GoogLeNet and, beside it, two 3×3 in its place. */
  private void figure5(NetworkBuilder net, int pooled) {
    concat(
        net,
        List.of(
            one -> conv(one, "branch1x1", Convolution.of(1, 64)),
            five -> {
              conv(five, "branch5x5_1", Convolution.of(1, 48));
              conv(five, "branch5x5_2", Convolution.preserving(5, 64));
            },
            three -> {
              conv(three, "branch3x3dbl_1", Convolution.of(1, 64));
              conv(three, "branch3x3dbl_2", Convolution.preserving(3, 96));
              conv(three, "branch3x3dbl_3", Convolution.preserving(3, 96));
            },
            pool -> pooled(pool, pooled)));
  }

  /** 35×35 to 17×17 (figure 10): convolutions and pooling of stride 2 side by side. */
  private void reduction(NetworkBuilder net) {
    concat(
        net,
        List.of(
            three -> conv(three, "branch3x3", Convolution.of(3, 384).stride(2)),
            twice -> {
              conv(twice, "branch3x3dbl_1", Convolution.of(1, 64));
              conv(twice, "branch3x3dbl_2", Convolution.preserving(3, 96));
              conv(twice, "branch3x3dbl_3", Convolution.of(3, 96).stride(2));
            },
            pool -> pool.add("branch_pool", MaxPool.of(3).stride(2))));
  }

  /** 17×17: 7×7 windows as 1×7 and 7×1. */
  private void figure6(NetworkBuilder net, int inner) {
    concat(
        net,
        List.of(
            one -> conv(one, "branch1x1", Convolution.of(1, 192)),
            seven -> {
              conv(seven, "branch7x7_1", Convolution.of(1, inner));
              conv(seven, "branch7x7_2", wide(7, inner));
              conv(seven, "branch7x7_3", tall(7, 192));
            },
            twice -> {
              conv(twice, "branch7x7dbl_1", Convolution.of(1, inner));
              conv(twice, "branch7x7dbl_2", tall(7, inner));
              conv(twice, "branch7x7dbl_3", wide(7, inner));
              conv(twice, "branch7x7dbl_4", tall(7, inner));
              conv(twice, "branch7x7dbl_5", wide(7, 192));
            },
            pool -> pooled(pool, 192)));
  }

  /** 17×17 to 8×8. */
  private void secondReduction(NetworkBuilder net) {
    concat(
        net,
        List.of(
            three -> {
              conv(three, "branch3x3_1", Convolution.of(1, 192));
              conv(three, "branch3x3_2", Convolution.of(3, 320).stride(2));
            },
            seven -> {
              conv(seven, "branch7x7x3_1", Convolution.of(1, 192));
              conv(seven, "branch7x7x3_2", wide(7, 192));
              conv(seven, "branch7x7x3_3", tall(7, 192));
              conv(seven, "branch7x7x3_4", Convolution.of(3, 192).stride(2));
            },
            pool -> pool.add("branch_pool", MaxPool.of(3).stride(2))));
  }

  /** 8×8: 1×3 and 3×1 side by side, which makes the module wide where the maps are small. */
  private void figure7(NetworkBuilder net) {
    concat(
        net,
        List.of(
            one -> conv(one, "branch1x1", Convolution.of(1, 320)),
            three -> {
              conv(three, "branch3x3_1", Convolution.of(1, 384));
              crossed(three, "branch3x3_2");
            },
            twice -> {
              conv(twice, "branch3x3dbl_1", Convolution.of(1, 448));
              conv(twice, "branch3x3dbl_2", Convolution.preserving(3, 384));
              crossed(twice, "branch3x3dbl_3");
            },
            pool -> pooled(pool, 192)));
  }

  private void crossed(NetworkBuilder net, String name) {
    net.branches(
        name,
        new Concatenate(),
        List.of(a -> conv(a, name + "a", wide(3, 384)), b -> conv(b, name + "b", tall(3, 384))));
  }

  private void pooled(NetworkBuilder net, int filters) {
    net.add("pool", AveragePool.of(3).stride(1).padding(1));
    conv(net, "branch_pool", Convolution.of(1, filters));
  }

  void auxiliary(NetworkBuilder net) {
    Point here = net.here();
    net.block(
        "AuxLogits",
        head -> {
          head.add("pool", AveragePool.of(5).stride(3));
          conv(head, "conv0", Convolution.of(1, 128));
          conv(head, "conv1", Convolution.of(5, 768));
          head.add("avgpool", GlobalPool.average()).add("fc", FullyConnected.of(1000));
        });
    net.from(here);
  }

  private static void concat(NetworkBuilder net, List<Consumer<NetworkBuilder>> branches) {
    net.branches("concat", new Concatenate(), branches);
  }

  /** A convolution, its normalisation and a ReLU, which torchvision has in a module. */
  private void conv(NetworkBuilder net, String name, Convolution convolution) {
    net.block(
        name,
        unit ->
            unit.add("conv", convolution.bias(false))
                .add("bn", norm)
                .add("relu", Activation.relu()));
  }

  /** A convolution of one row, as wide as its kernel. */
  static Convolution wide(int kernel, int out) {
    return Convolution.of(Extents.of(1, kernel), Size.of(out)).padding(0, kernel / 2);
  }

  /** A convolution of one column, as tall as its kernel. */
  static Convolution tall(int kernel, int out) {
    return Convolution.of(Extents.of(kernel, 1), Size.of(out)).padding(kernel / 2, 0);
  }
}
