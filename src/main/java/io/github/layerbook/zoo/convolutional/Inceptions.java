package io.github.layerbook.zoo.convolutional;

import static io.github.layerbook.zoo.convolutional.InceptionBranches.halving;
import static io.github.layerbook.zoo.convolutional.InceptionBranches.same;
import static io.github.layerbook.zoo.convolutional.InceptionBranches.tall;
import static io.github.layerbook.zoo.convolutional.InceptionBranches.wide;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import java.util.List;
import java.util.function.Consumer;

/**
 * Inception v3: GoogLeNet's modules with large windows factored into small ones, n×n into 1×n and
 * n×1 (Szegedy et al. 2015, table 1 and figures 5 to 7, 10). The auxiliary head (section 4) is only
 * there in training.
 */
public final class Inceptions implements ZooFamily {
  @Override
  public List<ZooEntry> entries() {
    Modules torchvision = Modules.of(BatchNormalization.of());
    Modules keras = Modules.of(InceptionBranches.UNSCALED);
    return List.of(
        Published.of("Inception", "szegedy2015", Origin.TORCHVISION)
            .built("inception_v3", "Inception v3", net -> torchvision.network(net, main -> {})),
        Published.of("Inception", "szegedy2015", Origin.TORCHVISION)
            .built(
                "inception_v3_aux",
                "Inception v3 with auxiliary head",
                net -> torchvision.network(net, torchvision::auxiliary)),
        Published.of("Inception", "szegedy2015", Origin.KERAS)
            .built(
                "keras_inception_v3",
                "Inception v3, normalised without scales",
                net -> keras.network(net, main -> {})));
  }

  /** The network and its modules, all of whose convolutions are followed by one normalisation. */
  private record Modules(InceptionBranches branches) {
    static Modules of(BatchNormalization norm) {
      return new Modules(
          new InceptionBranches(
              "concat", "12345", (net, name, convolution) -> unit(net, name, convolution, norm)));
    }

    /** A convolution, its normalisation and a ReLU, which torchvision has in a module. */
    private static void unit(
        NetworkBuilder net, String name, Convolution convolution, BatchNormalization norm) {
      net.block(
          name,
          unit ->
              unit.add("conv", convolution.bias(false))
                  .add("bn", norm)
                  .add("relu", Activation.relu()));
    }

    void network(NetworkBuilder net, Consumer<NetworkBuilder> auxiliary) {
      net.input(299, 299, 3);
      branches.stem(
          net, "Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "Conv2d_3b_1x1", "Conv2d_4a_3x3");
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
      branches.add(
          net,
          branch("branch1x1", same(1, 64)),
          branch("branch5x5_", same(1, 48), same(5, 64)),
          branch("branch3x3dbl_", same(1, 64), same(3, 96), same(3, 96)),
          pooled(pooled));
    }

    /** 35×35 to 17×17 (figure 10): convolutions and pooling of stride 2 side by side. */
    private void reduction(NetworkBuilder net) {
      branches.add(
          net,
          branch("branch3x3", halving(3, 384)),
          branch("branch3x3dbl_", same(1, 64), same(3, 96), halving(3, 96)),
          pool -> pool.add("branch_pool", MaxPool.of(3).stride(2)));
    }

    /** 17×17: 7×7 windows as 1×7 and 7×1. */
    private void figure6(NetworkBuilder net, int inner) {
      branches.add(
          net,
          branch("branch1x1", same(1, 192)),
          branch("branch7x7_", same(1, inner), wide(7, inner), tall(7, 192)),
          branch(
              "branch7x7dbl_",
              same(1, inner),
              tall(7, inner),
              wide(7, inner),
              tall(7, inner),
              wide(7, 192)),
          pooled(192));
    }

    /** 17×17 to 8×8. */
    private void secondReduction(NetworkBuilder net) {
      branches.add(
          net,
          branch("branch3x3_", same(1, 192), halving(3, 320)),
          branch("branch7x7x3_", same(1, 192), wide(7, 192), tall(7, 192), halving(3, 192)),
          pool -> pool.add("branch_pool", MaxPool.of(3).stride(2)));
    }

    /** 8×8: 1×3 and 3×1 side by side, which makes the module wide where the maps are small. */
    private void figure7(NetworkBuilder net) {
      branches.add(
          net,
          branch("branch1x1", same(1, 320)),
          branch("branch3x3_1", same(1, 384)).andThen(crossed("branch3x3_2")),
          branch("branch3x3dbl_", same(1, 448), same(3, 384)).andThen(crossed("branch3x3dbl_3")),
          pooled(192));
    }

    private Consumer<NetworkBuilder> crossed(String name) {
      InceptionBranches both = new InceptionBranches(name, "", branches.unit());
      return net ->
          both.add(net, branch(name + "a", wide(3, 384)), branch(name + "b", tall(3, 384)));
    }

    private Consumer<NetworkBuilder> pooled(int filters) {
      return net ->
          branch("branch_pool", same(1, filters))
              .accept(net.add("pool", AveragePool.of(3).stride(1).padding(1)));
    }

    void auxiliary(NetworkBuilder net) {
      Point here = net.here();
      net.block(
          "AuxLogits",
          head -> {
            conv(head.add("pool", AveragePool.of(5).stride(3)), "conv0", same(1, 128));
            conv(head, "conv1", Convolution.of(5, 768));
            head.add("avgpool", GlobalPool.average()).add("fc", FullyConnected.of(1000));
          });
      net.from(here);
    }

    private Consumer<NetworkBuilder> branch(String name, Convolution... convolutions) {
      return branches.branch(name, convolutions);
    }

    private void conv(NetworkBuilder net, String name, Convolution convolution) {
      branches.unit().add(net, name, convolution);
    }
  }
}
