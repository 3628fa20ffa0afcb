package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.zoo.Paper;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.PatchStages;
import io.github.layerbook.zoo.block.ResidualPaths;
import java.util.List;

/**
 * Convolutional networks with the transformer's proportions: a 7×7 depthwise convolution mixes
 * positions, two linear layers mix channels (Liu et al. 2022, figure 4 and section 3).
 */
public final class ConvNeXts implements ZooFamily {
  private static final Paper PAPER = Paper.of("liu2022");

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("tiny", Origin.TORCHVISION, 0.1, 96, 3, 3, 9, 3),
        entry("small", Origin.TORCHVISION, 0.4, 96, 3, 3, 27, 3),
        entry("base", Origin.TORCHVISION, 0.5, 128, 3, 3, 27, 3),
        entry("large", Origin.TORCHVISION, 0.5, 192, 3, 3, 27, 3),
        entry("xlarge", Origin.KERAS, 0.5, 256, 3, 3, 27, 3));
  }

  private static ZooEntry entry(
      String name, Origin origin, double dropped, int width, int... blocks) {
    return new Published("ConvNeXt", PAPER, origin)
        .built(
            "convnext_" + name,
            "ConvNeXt, " + name,
            net -> network(net.input(224, 224, 3), dropped, width, blocks));
  }

  private static void network(NetworkBuilder net, double dropped, int width, int... blocks) {
    new PatchStages(width, dropped)
        .add(
            net,
            (down, channels) ->
                down.add("norm", LayerNormalization.of())
                    .add("conv", Convolution.of(2, channels).stride(2)),
            (block, channels, number, depth) -> block(block, channels, depth),
            blocks);
    net.add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
        .block(
            "classifier",
            head ->
                head.add("norm", LayerNormalization.of())
                    .add("flatten", new Flatten())
                    .add("fc", FullyConnected.of(1000)));
  }

  private static void block(NetworkBuilder net, int channels, Layer depth) {
    net.branches(
        "add",
        new Merge(Merge.Kind.ADD, true),
        List.of(
            main ->
                main.add("depthwise", DepthwiseConvolution.of(7).padding(Padding.of(3)))
                    .add("norm", LayerNormalization.of())
                    .add("expand", Linear.of(4L * channels))
                    .add("gelu", ResidualPaths.gelu())
                    .add("project", Linear.of(channels))
                    .add("scale", new LayerScale())
                    .add("stochastic_depth", depth),
            shortcut -> {}));
  }
}
