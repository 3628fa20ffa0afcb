package io.github.layerbook.zoo.convolutional;

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
 * MnasNet: mobile blocks chosen by a search that measures latency on a phone (Tan et al. 2018). As
 * in torchvision: the model B1 of the authors' code, without gates.
 */
public final class MnasNets implements ZooFamily {
  private static final Published PUBLISHED = Published.of("MnasNet", "tan2018", Origin.TORCHVISION);

  /** Stages after the stem: window, stride, expansion, repeats, channels. */
  private static final int[][] STAGES = {
    {3, 2, 3, 3, 24},
    {5, 2, 3, 3, 40},
    {5, 2, 6, 3, 80},
    {3, 1, 6, 2, 96},
    {5, 2, 6, 4, 192},
    {3, 1, 6, 1, 320}
  };

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("mnasnet0_5", "MnasNet (0.5×)", 0.5),
        entry("mnasnet0_75", "MnasNet (0.75×)", 0.75),
        entry("mnasnet1_0", "MnasNet (1×)", 1.0),
        entry("mnasnet1_3", "MnasNet (1.3×)", 1.3));
  }

  private static ZooEntry entry(String name, String title, double width) {
    return PUBLISHED.built(name, title, net -> network(net, width));
  }

  private static void network(NetworkBuilder net, double width) {
    Activation.Kind relu = Activation.Kind.RELU;
    int stem = InvertedResidual.rounded(32 * width);
    int in = InvertedResidual.rounded(16 * width);
    ConvNorm.add(
        net.input(224, 224, 3),
        "stem",
        Convolution.preserving(3, stem).stride(2).bias(false),
        relu);
    ConvNorm.add(
        net, "depthwise", DepthwiseConvolution.of(3).padding(Padding.of(1)).bias(false), relu);
    ConvNorm.add(net, "project", Convolution.of(1, in).bias(false));
    for (int stage = 0; stage < STAGES.length; stage++) {
      int[] row = STAGES[stage];
      int out = InvertedResidual.rounded(row[4] * width);
      for (int i = 0; i < row[3]; i++) {
        int stride = i == 0 ? row[1] : 1;
        net.block(
            "stack" + (stage + 1) + "." + i,
            new InvertedResidual(in, row[0], in * row[2], out, stride, 0, relu, false)::add);
        in = out;
      }
    }
    ConvNorm.add(net, "head", Convolution.of(1, 1280).bias(false), relu);
    net.add("avgpool", GlobalPool.average())
        .add("dropout", new Dropout(0.2, true))
        .add("fc", FullyConnected.of(1000));
  }
}
