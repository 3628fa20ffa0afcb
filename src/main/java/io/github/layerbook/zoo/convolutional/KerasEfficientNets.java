package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import io.github.layerbook.zoo.block.ResidualPaths;
import io.github.layerbook.zoo.convolutional.EfficientNets.Operator;
import io.github.layerbook.zoo.convolutional.EfficientNets.Stage;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Keras's efficient networks. They pad as TensorFlow does, their gates are layers one by one, and
 * those of the first version standardise the input with a mean and variance that they keep: 7
 * numbers that are not trained. Of the second version Keras alone has B0 to B3, scaled in width and
 * depth like those of the first, but to the nearest multiple of 8.
 */
public final class KerasEfficientNets implements ZooFamily {
  /** What the second version's B0 has: the authors' code, {@code v2_base_block}. */
  private static final List<Stage> BASE =
      List.of(
          Stage.fused(1, 3, 1, 16, 1),
          Stage.fused(4, 3, 2, 32, 2),
          Stage.fused(4, 3, 2, 48, 2),
          Stage.mb(4, 3, 2, 96, 3),
          Stage.mb(6, 3, 1, 112, 5),
          Stage.mb(6, 3, 2, 192, 8));

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        first("b0", 1.0, 1.0, 224),
        first("b1", 1.0, 1.1, 240),
        first("b2", 1.1, 1.2, 260),
        first("b3", 1.2, 1.4, 300),
        first("b4", 1.4, 1.8, 380),
        first("b5", 1.6, 2.2, 456),
        first("b6", 1.8, 2.6, 528),
        first("b7", 2.0, 3.1, 600),
        base("b0", 1.0, 1.0, 224),
        base("b1", 1.0, 1.1, 240),
        base("b2", 1.1, 1.2, 260),
        base("b3", 1.2, 1.4, 300),
        second("s", "small", EfficientNets.SMALL, 384),
        second("m", "medium", EfficientNets.MEDIUM, 480),
        second("l", "large", EfficientNets.LARGE, 480));
  }

  private static ZooEntry first(String name, double width, double depth, int side) {
    return entry(
        "keras_efficientnet_" + name,
        "EfficientNet-" + name.toUpperCase(Locale.ROOT) + " with its standardisation",
        "tan2019",
        net -> {
          net.input(side, side, 3).add("normalization", new Standardization(true, true));
          network(net, 32, EfficientNets.B0, c -> InvertedResidual.rounded(c * width), depth);
        });
  }

  private static ZooEntry base(String name, double width, double depth, int side) {
    return entry(
        "efficientnet_v2_" + name,
        "EfficientNet v2, " + name.toUpperCase(Locale.ROOT),
        "tan2021",
        net ->
            network(
                net.input(side, side, 3),
                32,
                BASE,
                c -> InvertedResidual.nearest(c * width),
                depth));
  }

  private static ZooEntry second(String name, String title, List<Stage> stages, int side) {
    return entry(
        "keras_efficientnet_v2_" + name,
        "EfficientNet v2, " + title + ", padded as in TensorFlow",
        "tan2021",
        net -> network(net.input(side, side, 3), stages.get(0).channels(), stages, c -> c, 1));
  }

  private static ZooEntry entry(
      String name, String title, String paper, Consumer<NetworkBuilder> definition) {
    return Published.of("EfficientNet", paper, Origin.KERAS).built(name, title, definition);
  }

  private static void network(
      NetworkBuilder net, int stem, List<Stage> table, IntUnaryOperator widened, double depth) {
    List<Stage> stages = table.stream().map(stage -> stage.scaled(widened, depth)).toList();
    int in = widened.applyAsInt(stem);
    activated(net, "stem", window(3, in, 2));
    int blocks = stages.stream().mapToInt(Stage::layers).sum();
    int number = 0;
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      for (int i = 0; i < stage.layers(); i++) {
        Block block = new Block(stage, in, i == 0 ? stage.stride() : 1, number++, blocks);
        net.block("block" + (s + 1) + (char) ('a' + i), block::add);
        in = stage.channels();
      }
    }
    activated(net, "top", window(1, widened.applyAsInt(1280), 1));
    net.add("avg_pool", GlobalPool.average())
        .add("top_dropout", new Dropout(0.2))
        .add("predictions", FullyConnected.of(1000))
        .softmax();
  }

  private static Layer window(int kernel, int out, int stride) {
    return Convolution.of(kernel, out)
        .stride(stride)
        .padding(Padding.of(Padding.Mode.SAME))
        .bias(false);
  }

  private static void normalized(NetworkBuilder net, String name, Layer convolution) {
    net.add(name + "_conv", convolution).add(name + "_bn", ConvNorm.KERAS);
  }

  private static void activated(NetworkBuilder net, String name, Layer convolution) {
    normalized(net, name, convolution);
    net.add(name + "_activation", Activation.of(Activation.Kind.SILU));
  }

  /**
   * A block.
   *
   * @param stage its stage
   * @param in its input's channels
   * @param stride its stride
   * @param number its number in the network, from 0
   * @param blocks how many there are
   */
  private record Block(Stage stage, int in, int stride, int number, int blocks) {
    void add(NetworkBuilder net) {
      if (stride == 1 && in == stage.channels()) {
        ResidualPaths.residual(
            net,
            "add",
            main -> {
              layers(main);
              if (number > 0) {
                main.add("drop", ResidualPaths.depth(0.2, number, blocks));
              }
            });
      } else {
        layers(net);
      }
    }

    private void layers(NetworkBuilder net) {
      int expanded = in * stage.expansion();
      if (stage.operator() == Operator.MBCONV) {
        mobile(net, expanded);
      } else if (stage.expansion() == 1) {
        activated(net, "project", window(stage.kernel(), stage.channels(), stride));
      } else {
        activated(net, "expand", window(stage.kernel(), expanded, stride));
        normalized(net, "project", window(1, stage.channels(), 1));
      }
    }

    private void mobile(NetworkBuilder net, int expanded) {
      if (stage.expansion() > 1) {
        activated(net, "expand", window(1, expanded, 1));
      }
      activated(
          net,
          "depthwise",
          DepthwiseConvolution.of(stage.kernel())
              .stride(stride)
              .padding(Padding.of(Padding.Mode.SAME))
              .bias(false));
      net.branches(
          "se_excite",
          Merge.of(Merge.Kind.MULTIPLY),
          List.of(
              features -> {},
              gate ->
                  gate.add("se_squeeze", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
                      .add("se_reduce", Convolution.of(1, in / 4))
                      .add("se_swish", Activation.of(Activation.Kind.SILU))
                      .add("se_expand", Convolution.of(1, expanded))
                      .add("se_sigmoid", Activation.of(Activation.Kind.SIGMOID))));
      normalized(net, "project", window(1, stage.channels(), 1));
    }
  }
}
