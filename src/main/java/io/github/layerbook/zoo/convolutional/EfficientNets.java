package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import io.github.layerbook.zoo.block.ResidualPaths;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * Efficient networks: inverted residual blocks with gates, of which one network is scaled in width,
 * depth and resolution together (Tan and Le 2019, table 1), and their second version, whose early
 * blocks fuse the first two convolutions (Tan and Le 2021, table 4).
 */
public final class EfficientNets implements ZooFamily {
  private static final Published V1 = Published.of("EfficientNet", "tan2019", Origin.TORCHVISION);
  private static final Published V2 = Published.of("EfficientNet", "tan2021", Origin.TORCHVISION);
  private static final Activation.Kind SILU = Activation.Kind.SILU;

  /** What a stage's blocks are. */
  enum Operator {
    MBCONV,
    FUSED
  }

  /** A row of the papers' tables: operator, expansion, kernel, stride, channels and layers. */
  record Stage(Operator operator, int expansion, int kernel, int stride, int channels, int layers) {
    static Stage mb(int expansion, int kernel, int stride, int channels, int layers) {
      return new Stage(Operator.MBCONV, expansion, kernel, stride, channels, layers);
    }

    static Stage fused(int expansion, int kernel, int stride, int channels, int layers) {
      return new Stage(Operator.FUSED, expansion, kernel, stride, channels, layers);
    }

    /** The stage with other channels and times the depth. */
    Stage scaled(IntUnaryOperator widened, double depth) {
      return new Stage(
          operator,
          expansion,
          kernel,
          stride,
          widened.applyAsInt(channels),
          (int) Math.ceil(layers * depth));
    }
  }

  /** Table 1 of the first paper. */
  static final List<Stage> B0 =
      List.of(
          Stage.mb(1, 3, 1, 16, 1),
          Stage.mb(6, 3, 2, 24, 2),
          Stage.mb(6, 5, 2, 40, 2),
          Stage.mb(6, 3, 2, 80, 3),
          Stage.mb(6, 5, 1, 112, 3),
          Stage.mb(6, 5, 2, 192, 4),
          Stage.mb(6, 3, 1, 320, 1));

  static final List<Stage> SMALL =
      List.of(
          Stage.fused(1, 3, 1, 24, 2),
          Stage.fused(4, 3, 2, 48, 4),
          Stage.fused(4, 3, 2, 64, 4),
          Stage.mb(4, 3, 2, 128, 6),
          Stage.mb(6, 3, 1, 160, 9),
          Stage.mb(6, 3, 2, 256, 15));
  static final List<Stage> MEDIUM =
      List.of(
          Stage.fused(1, 3, 1, 24, 3),
          Stage.fused(4, 3, 2, 48, 5),
          Stage.fused(4, 3, 2, 80, 5),
          Stage.mb(4, 3, 2, 160, 7),
          Stage.mb(6, 3, 1, 176, 14),
          Stage.mb(6, 3, 2, 304, 18),
          Stage.mb(6, 3, 1, 512, 5));
  static final List<Stage> LARGE =
      List.of(
          Stage.fused(1, 3, 1, 32, 4),
          Stage.fused(4, 3, 2, 64, 7),
          Stage.fused(4, 3, 2, 96, 7),
          Stage.mb(4, 3, 2, 192, 10),
          Stage.mb(6, 3, 1, 224, 19),
          Stage.mb(6, 3, 2, 384, 25),
          Stage.mb(6, 3, 1, 640, 7));

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        scaled("b0", 1.0, 1.0, 224),
        scaled("b1", 1.0, 1.1, 240),
        scaled("b2", 1.1, 1.2, 288),
        scaled("b3", 1.2, 1.4, 300),
        scaled("b4", 1.4, 1.8, 380),
        scaled("b5", 1.6, 2.2, 456),
        scaled("b6", 1.8, 2.6, 528),
        scaled("b7", 2.0, 3.1, 600),
        second("s", "small", SMALL, 384),
        second("m", "medium", MEDIUM, 480),
        second("l", "large", LARGE, 480));
  }

  /** A scaling of B0: times the width, times the depth, the side of its input. */
  private static ZooEntry scaled(String name, double width, double depth, int side) {
    IntUnaryOperator widened = channels -> InvertedResidual.rounded(channels * width);
    List<Stage> stages = B0.stream().map(stage -> stage.scaled(widened, depth)).toList();
    int stem = widened.applyAsInt(32);
    int head = 4 * stages.get(stages.size() - 1).channels;
    return V1.built(
        "efficientnet_" + name,
        "EfficientNet-" + name.toUpperCase(Locale.ROOT),
        net -> network(net.input(side, side, 3), stem, stages, head));
  }

  private static ZooEntry second(String name, String title, List<Stage> stages, int side) {
    return V2.built(
        "efficientnet_v2_" + name,
        "EfficientNet v2, " + title,
        net -> network(net.input(side, side, 3), stages.get(0).channels, stages, 1280));
  }

  private static void network(NetworkBuilder net, int stem, List<Stage> stages, int head) {
    net.block(
        "features.0",
        b ->
            ConvNorm.add(
                b, "conv", Convolution.of(3, stem).stride(2).padding(1).bias(false), SILU));
    int in = stem;
    int number = 0;
    int blocks = stages.stream().mapToInt(Stage::layers).sum();
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      for (int i = 0; i < stage.layers; i++) {
        Block block =
            new Block(
                stage, in, i == 0 ? stage.stride : 1, ResidualPaths.depth(0.2, number++, blocks));
        net.block("features." + (s + 1) + "." + i, block::add);
        in = stage.channels;
      }
    }
    net.block(
            "features." + (stages.size() + 1),
            b -> ConvNorm.add(b, "conv", Convolution.of(1, head).bias(false), SILU))
        .add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("flatten", new Flatten())
        .add("dropout", new Dropout(0.2, true))
        .add("classifier", FullyConnected.of(1000));
  }

  /** A block: its stage, its input's channels, its stride and how often it is left out. */
  private record Block(Stage stage, int in, int stride, Layer dropped) {
    void add(NetworkBuilder net) {
      if (stride == 1 && in == stage.channels) {
        net.branches(
            "add",
            new Merge(Merge.Kind.ADD, true),
            List.of(
                main -> {
                  layers(main);
                  main.add("stochastic_depth", dropped);
                },
                shortcut -> {}));
      } else {
        layers(net);
      }
    }

    private void layers(NetworkBuilder net) {
      int expanded = in * stage.expansion;
      if (stage.operator == Operator.FUSED) {
        fused(net, expanded);
      } else {
        mobile(net, expanded);
      }
    }

    private void fused(NetworkBuilder net, int expanded) {
      if (stage.expansion == 1) {
        ConvNorm.add(net, "conv", window(stage.channels), SILU);
      } else {
        ConvNorm.add(net, "expand", window(expanded), SILU);
        ConvNorm.add(net, "project", Convolution.of(1, stage.channels).bias(false));
      }
    }

    private Layer window(int out) {
      return Convolution.of(stage.kernel, out).stride(stride).padding(stage.kernel / 2).bias(false);
    }

    private void mobile(NetworkBuilder net, int expanded) {
      if (stage.expansion > 1) {
        ConvNorm.add(net, "expand", Convolution.of(1, expanded).bias(false), SILU);
      }
      ConvNorm.add(
          net,
          "depthwise",
          DepthwiseConvolution.of(stage.kernel)
              .stride(stride)
              .padding(Padding.of(stage.kernel / 2))
              .bias(false),
          SILU);
      net.add("se", new SqueezeExcitation(Size.of(in / 4), SILU, Activation.Kind.SIGMOID, true));
      ConvNorm.add(net, "project", Convolution.of(1, stage.channels).bias(false));
    }
  }
}
