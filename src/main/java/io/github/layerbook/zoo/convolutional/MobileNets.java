package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * The mobile networks: depthwise separable convolutions (Howard et al. 2017, table 1), inverted
 * residual blocks (Sandler et al. 2018, table 2), and blocks found by search, with gates (Howard et
 * al. 2019, tables 1 and 2).
 */
public final class MobileNets implements ZooFamily {
  private static final Published V1 = Published.of("MobileNet", "howard2017", Origin.KERAS);
  private static final Published V2 = Published.of("MobileNet", "sandler2018", Origin.TORCHVISION);
  private static final Published V3 = Published.of("MobileNet", "howard2019", Origin.TORCHVISION);

  /** Whether a block of table 1 or 2 has a gate. */
  private enum Gate {
    SE,
    NO
  }

  /** A block's non-linearity, RE or HS in tables 1 and 2. */
  private static final Activation.Kind RE = Activation.Kind.RELU;

  private static final Activation.Kind HS = Activation.Kind.HARDSWISH;

  /** A row of tables 1 and 2: window, exp size, #out, SE, NL, s. */
  private record Row(
      int kernel, int expanded, int out, Gate gate, Activation.Kind activation, int stride) {}

  private static final List<Row> LARGE =
      List.of(
          new Row(3, 16, 16, Gate.NO, RE, 1),
          new Row(3, 64, 24, Gate.NO, RE, 2),
          new Row(3, 72, 24, Gate.NO, RE, 1),
          new Row(5, 72, 40, Gate.SE, RE, 2),
          new Row(5, 120, 40, Gate.SE, RE, 1),
          new Row(5, 120, 40, Gate.SE, RE, 1),
          new Row(3, 240, 80, Gate.NO, HS, 2),
          new Row(3, 200, 80, Gate.NO, HS, 1),
          new Row(3, 184, 80, Gate.NO, HS, 1),
          new Row(3, 184, 80, Gate.NO, HS, 1),
          new Row(3, 480, 112, Gate.SE, HS, 1),
          new Row(3, 672, 112, Gate.SE, HS, 1),
          new Row(5, 672, 160, Gate.SE, HS, 2),
          new Row(5, 960, 160, Gate.SE, HS, 1),
          new Row(5, 960, 160, Gate.SE, HS, 1));

  private static final List<Row> SMALL =
      List.of(
          new Row(3, 16, 16, Gate.SE, RE, 2),
          new Row(3, 72, 24, Gate.NO, RE, 2),
          new Row(3, 88, 24, Gate.NO, RE, 1),
          new Row(5, 96, 40, Gate.SE, HS, 2),
          new Row(5, 240, 40, Gate.SE, HS, 1),
          new Row(5, 240, 40, Gate.SE, HS, 1),
          new Row(5, 120, 48, Gate.SE, HS, 1),
          new Row(5, 144, 48, Gate.SE, HS, 1),
          new Row(5, 288, 96, Gate.SE, HS, 2),
          new Row(5, 576, 96, Gate.SE, HS, 1),
          new Row(5, 576, 96, Gate.SE, HS, 1));

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        V1.built("mobilenet", "MobileNet", MobileNets::v1),
        V2.built("mobilenet_v2", "MobileNet v2", MobileNets::v2),
        V3.built("mobilenet_v3_large", "MobileNet v3, large", net -> v3(net, LARGE, 1280)),
        V3.built("mobilenet_v3_small", "MobileNet v3, small", net -> v3(net, SMALL, 1024)));
  }

  /** The first network, whose last layer Keras writes as a 1×1 convolution. */
  private static void v1(NetworkBuilder net) {
    Padding same = Padding.of(Padding.Mode.SAME);
    keras(
        net.input(224, 224, 3), "conv1", Convolution.of(3, 32).stride(2).padding(same).bias(false));
    int[] filters = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    for (int i = 1; i <= filters.length; i++) {
      int stride = i > 1 && filters[i - 1] > filters[i - 2] ? 2 : 1;
      Convolution pointwise = Convolution.of(1, filters[i - 1]).bias(false);
      net.block(
          "block" + i,
          block -> {
            keras(
                block,
                "depthwise",
                DepthwiseConvolution.of(3).stride(stride).padding(same).bias(false));
            keras(block, "pointwise", pointwise);
          });
    }
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("dropout", new Dropout(0.001))
        .add("predictions", Convolution.of(1, 1000))
        .flatten()
        .softmax();
  }

  private static void keras(NetworkBuilder net, String name, Layer convolution) {
    ConvNorm.keras(net, name, convolution)
        .add(name + "_relu6", Activation.of(Activation.Kind.RELU6));
  }

  /** Table 2: expansion t, channels c, repeats n, stride s. */
  private static void v2(NetworkBuilder net) {
    int[][] rows = {
      {1, 16, 1, 1},
      {6, 24, 2, 2},
      {6, 32, 3, 2},
      {6, 64, 4, 2},
      {6, 96, 3, 1},
      {6, 160, 3, 2},
      {6, 320, 1, 1}
    };
    Activation.Kind relu6 = Activation.Kind.RELU6;
    ConvNorm.add(net.input(224, 224, 3), "stem", stem(32), relu6);
    int in = 32;
    int number = 1;
    for (int[] row : rows) {
      for (int i = 0; i < row[2]; i++) {
        int stride = i == 0 ? row[3] : 1;
        net.block(
            "block" + number++,
            new InvertedResidual(in, 3, in * row[0], row[1], stride, 0, relu6, false)::add);
        in = row[1];
      }
    }
    ConvNorm.add(net, "head", Convolution.of(1, 1280).bias(false), relu6);
    net.add("avgpool", GlobalPool.average())
        .add("dropout", new Dropout(0.2))
        .add("fc", FullyConnected.of(1000));
  }

  private static void v3(NetworkBuilder net, List<Row> rows, int features) {
    ConvNorm.add(net.input(224, 224, 3), "stem", stem(16), HS);
    int in = 16;
    int number = 1;
    for (Row row : rows) {
      int squeezed = row.gate == Gate.SE ? InvertedResidual.rounded(row.expanded / 4.0) : 0;
      net.block(
          "block" + number++,
          new InvertedResidual(
                  in, row.kernel, row.expanded, row.out, row.stride, squeezed, row.activation, true)
              ::add);
      in = row.out;
    }
    ConvNorm.add(net, "head", Convolution.of(1, 6L * in).bias(false), HS);
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .add("fc1", FullyConnected.of(features))
        .add("fc1_hardswish", Activation.of(HS))
        .add("dropout", new Dropout(0.2, true))
        .add("fc2", FullyConnected.of(1000));
  }

  private static Convolution stem(int filters) {
    return Convolution.preserving(3, filters).stride(2).bias(false);
  }
}
