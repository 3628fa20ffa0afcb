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
import io.github.layerbook.layer.normalization.Standardization;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Efficient networks: inverted residual blocks with gates, of which one network is scaled in width,
 * depth and resolution together (Tan and Le 2019, table 1), and their second version, whose early
 * blocks fuse the first two convolutions (Tan and Le 2021, table 4).
 *
 * <p>Keras's pad as TensorFlow does, their gates are layers one by one, and those of the first
 * version standardise the input with a mean and variance that they keep: 7 numbers that are not
 * trained. Of the second version Keras alone has B0 to B3, scaled in width and depth like those of
 * the first, but to the nearest multiple of 8.
 */
public final class EfficientNets implements ZooFamily {
  private static final Published V1 = Published.of("EfficientNet", "tan2019", Origin.TORCHVISION);
  private static final Published V2 = Published.of("EfficientNet", "tan2021", Origin.TORCHVISION);
  private static final Published KERAS_V1 = Published.of("EfficientNet", "tan2019", Origin.KERAS);
  private static final Published KERAS_V2 = Published.of("EfficientNet", "tan2021", Origin.KERAS);
  private static final Activation.Kind SILU = Activation.Kind.SILU;
  private static final Activation.Kind SIGMOID = Activation.Kind.SIGMOID;

  /** A row of the papers' tables: operator, expansion, kernel, stride, channels and layers. */
  private record Stage(
      boolean fused, int expansion, int kernel, int stride, int channels, int layers) {
    /** A stage of the first paper. */
    static Stage first(int expansion, int kernel, int stride, int channels, int layers) {
      return new Stage(false, expansion, kernel, stride, channels, layers);
    }

    /** The stage with other channels and times the depth. */
    Stage scaled(IntUnaryOperator widened, double depth) {
      int wide = widened.applyAsInt(channels);
      return new Stage(fused, expansion, kernel, stride, wide, (int) Math.ceil(layers * depth));
    }
  }

  /** Table 1 of the first paper. */
  private static final List<Stage> B0 =
      List.of(
          Stage.first(1, 3, 1, 16, 1),
          Stage.first(6, 3, 2, 24, 2),
          Stage.first(6, 5, 2, 40, 2),
          Stage.first(6, 3, 2, 80, 3),
          Stage.first(6, 5, 1, 112, 3),
          Stage.first(6, 5, 2, 192, 4),
          Stage.first(6, 3, 1, 320, 1));

  /** What the second version's B0 has: the authors' code, {@code v2_base_block}. */
  private static final List<Stage> BASE =
      second(List.of(16, 32, 48, 96, 112, 192), List.of(1, 2, 2, 3, 5, 8));

  private static final List<Stage> SMALL =
      second(List.of(24, 48, 64, 128, 160, 256), List.of(2, 4, 4, 6, 9, 15));
  private static final List<Stage> MEDIUM =
      second(List.of(24, 48, 80, 160, 176, 304, 512), List.of(3, 5, 5, 7, 14, 18, 5));
  private static final List<Stage> LARGE =
      second(List.of(32, 64, 96, 192, 224, 384, 640), List.of(4, 7, 7, 10, 19, 25, 7));

  /** Table 4 of the second paper: its sizes differ in channels and layers alone. */
  private static List<Stage> second(List<Integer> channels, List<Integer> layers) {
    int[] expansions = {1, 4, 4, 4, 6, 6, 6};
    int[] strides = {1, 2, 2, 2, 1, 2, 1};
    return IntStream.range(0, channels.size())
        .mapToObj(
            i -> new Stage(i < 3, expansions[i], 3, strides[i], channels.get(i), layers.get(i)))
        .toList();
  }

  /** Times the width, times the depth and the input's side of B0 to B7. */
  private record Scale(double width, double depth, int side) {}

  private static final List<Scale> SCALES =
      List.of(
          new Scale(1.0, 1.0, 224),
          new Scale(1.0, 1.1, 240),
          new Scale(1.1, 1.2, 260),
          new Scale(1.2, 1.4, 300),
          new Scale(1.4, 1.8, 380),
          new Scale(1.6, 2.2, 456),
          new Scale(1.8, 2.6, 528),
          new Scale(2.0, 3.1, 600));

  @Override
  public List<ZooEntry> entries() {
    List<ZooEntry> entries = new ArrayList<>();
    for (int b = 0; b < SCALES.size(); b++) {
      int side = b == 2 ? 288 : SCALES.get(b).side;
      entries.add(scaled(V1, "efficientnet_b", "EfficientNet-B%d", b, B0, side));
    }
    second(entries, V2, "", "");
    for (int b = 0; b < SCALES.size(); b++) {
      String title = "EfficientNet-B%d with its standardisation";
      entries.add(scaled(KERAS_V1, "keras_efficientnet_b", title, b, B0, SCALES.get(b).side));
    }
    for (int b = 0; b < 4; b++) {
      String title = "EfficientNet v2, B%d";
      entries.add(scaled(KERAS_V2, "efficientnet_v2_b", title, b, BASE, SCALES.get(b).side));
    }
    second(entries, KERAS_V2, "keras_", ", padded as in TensorFlow");
    return entries;
  }

  /** A network whose stages are those of a table, times the width and times the depth. */
  private static ZooEntry scaled(
      Published published, String name, String title, int b, List<Stage> table, int side) {
    double width = SCALES.get(b).width;
    IntUnaryOperator widened =
        table.equals(BASE)
            ? channels -> InvertedResidual.nearest(channels * width)
            : channels -> InvertedResidual.rounded(channels * width);
    List<Stage> stages =
        table.stream().map(stage -> stage.scaled(widened, SCALES.get(b).depth)).toList();
    int stem = widened.applyAsInt(32);
    int head = widened.applyAsInt(1280);
    return published.built(
        name + b,
        title.formatted(b),
        net -> {
          net.input(side, side, 3);
          if (published.equals(KERAS_V1)) {
            net.add("normalization", new Standardization(true, true));
          }
          Library.of(published).network(net, stem, stages, head);
        });
  }

  private static void second(
      List<ZooEntry> entries, Published published, String before, String after) {
    entries.add(second(published, before, "small", after, SMALL, 384));
    entries.add(second(published, before, "medium", after, MEDIUM, 480));
    entries.add(second(published, before, "large", after, LARGE, 480));
  }

  private static ZooEntry second(
      Published published, String before, String size, String after, List<Stage> stages, int side) {
    return published.built(
        before + "efficientnet_v2_" + size.charAt(0),
        "EfficientNet v2, " + size + after,
        net ->
            Library.of(published)
                .network(net.input(side, side, 3), stages.get(0).channels, stages, 1280));
  }

  /** What the libraries do in their own ways. */
  private enum Library {
    TORCHVISION,
    KERAS;

    static Library of(Published published) {
      return published.origin() == Origin.KERAS ? KERAS : TORCHVISION;
    }

    void network(NetworkBuilder net, int stem, List<Stage> stages, int head) {
      outer(net, "features.0", "stem", convolution(3, stem, 2));
      int blocks = stages.stream().mapToInt(Stage::layers).sum();
      int in = stem;
      int number = 0;
      for (int s = 1; s <= stages.size(); s++) {
        Stage stage = stages.get(s - 1);
        for (int i = 0; i < stage.layers; i++) {
          Block block = new Block(this, stage, in, i == 0 ? stage.stride : 1, number++, blocks);
          String name = this == KERAS ? "block" + s + (char) ('a' + i) : "features." + s + "." + i;
          net.block(name, block::add);
          in = stage.channels;
        }
      }
      outer(net, "features." + (stages.size() + 1), "top", convolution(1, head, 1));
      if (this == KERAS) {
        net.add("avg_pool", GlobalPool.average())
            .add("top_dropout", new Dropout(0.2))
            .add("predictions", FullyConnected.of(1000))
            .softmax();
      } else {
        net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
            .add("flatten", new Flatten())
            .add("dropout", new Dropout(0.2, true))
            .add("classifier", FullyConnected.of(1000));
      }
    }

    /** Adds the first or last convolution: in a block, or under a name of its own. */
    private void outer(NetworkBuilder net, String block, String name, Layer convolution) {
      if (this == KERAS) {
        activated(net, name, convolution);
      } else {
        net.block(block, inner -> activated(inner, "conv", convolution));
      }
    }

    Padding padding(int kernel) {
      return this == KERAS ? Padding.of(Padding.Mode.SAME) : Padding.of(kernel / 2);
    }

    Layer convolution(int kernel, int out, int stride) {
      return Convolution.of(kernel, out).stride(stride).padding(padding(kernel)).bias(false);
    }

    void normalized(NetworkBuilder net, String name, Layer convolution) {
      if (this == KERAS) {
        net.add(name + "_conv", convolution).add(name + "_bn", ConvNorm.KERAS);
      } else {
        ConvNorm.add(net, name, convolution);
      }
    }

    void activated(NetworkBuilder net, String name, Layer convolution) {
      normalized(net, name, convolution);
      net.add(name + (this == KERAS ? "_activation" : "_silu"), Activation.of(SILU));
    }

    void gate(NetworkBuilder net, int squeezed, int expanded) {
      if (this == TORCHVISION) {
        net.add("se", new SqueezeExcitation(Size.of(squeezed), SILU, SIGMOID, true));
        return;
      }
      net.branches(
          "se_excite",
          Merge.of(Merge.Kind.MULTIPLY),
          List.of(
              features -> {},
              gate ->
                  gate.add("se_squeeze", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
                      .add("se_reduce", Convolution.of(1, squeezed))
                      .add("se_swish", Activation.of(SILU))
                      .add("se_expand", Convolution.of(1, expanded))
                      .add("se_sigmoid", Activation.of(SIGMOID))));
    }
  }

  /**
   * A block.
   *
   * @param library in whose way it is built
   * @param stage its stage
   * @param in its input's channels
   * @param stride its stride
   * @param number its number in the network, from 0
   * @param blocks how many there are
   */
  private record Block(Library library, Stage stage, int in, int stride, int number, int blocks) {
    void add(NetworkBuilder net) {
      if (stride > 1 || in != stage.channels) {
        layers(net);
        return;
      }
      boolean inKeras = library == Library.KERAS;
      net.branches(
          "add",
          new Merge(Merge.Kind.ADD, !inKeras),
          List.of(
              main -> {
                layers(main);
                if (!inKeras || number > 0) {
                  Layer depth = ResidualPaths.depth(0.2, number, blocks);
                  main.add(inKeras ? "drop" : "stochastic_depth", depth);
                }
              },
              shortcut -> {}));
    }

    private void layers(NetworkBuilder net) {
      int expanded = in * stage.expansion;
      Layer narrowing = library.convolution(1, stage.channels, 1);
      if (!stage.fused) {
        mobile(net, expanded, narrowing);
      } else if (stage.expansion == 1) {
        String name = library == Library.KERAS ? "project" : "conv";
        library.activated(net, name, library.convolution(stage.kernel, stage.channels, stride));
      } else {
        library.activated(net, "expand", library.convolution(stage.kernel, expanded, stride));
        library.normalized(net, "project", narrowing);
      }
    }

    private void mobile(NetworkBuilder net, int expanded, Layer narrowing) {
      if (stage.expansion > 1) {
        library.activated(net, "expand", library.convolution(1, expanded, 1));
      }
      library.activated(
          net,
          "depthwise",
          DepthwiseConvolution.of(stage.kernel)
              .stride(stride)
              .padding(library.padding(stage.kernel))
              .bias(false));
      library.gate(net, in / 4, expanded);
      library.normalized(net, "project", narrowing);
    }
  }
}
