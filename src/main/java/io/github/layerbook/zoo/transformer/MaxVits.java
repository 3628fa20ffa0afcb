package io.github.layerbook.zoo.transformer;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
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
import java.util.Arrays;
import java.util.List;

/**
 * Transformers whose blocks convolve, attend within windows and attend across a grid of places that
 * spans the image (Tu et al. 2022, figure 2 and section 3).
 */
public final class MaxVits implements ZooFamily {
  private static final Published PUBLISHED = Published.of("MaxViT", "tu2022", Origin.TORCHVISION);
  private static final int WINDOW = 7;
  private static final int HEAD = 32;
  private static final double DROPPED = 0.2;

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        PUBLISHED.built(
            "maxvit_t", "MaxViT, tiny", net -> network(net.input(224, 224, 3), 64, 2, 2, 5, 2)));
  }

  private static void network(NetworkBuilder net, int width, int... blocks) {
    net.block(
        "stem",
        stem ->
            convolved(stem, "conv1", Convolution.of(3, width).stride(2).padding(1).bias(false))
                .add("conv2", Convolution.of(3, width).padding(1)));
    int last = Arrays.stream(blocks).sum() - 1;
    int number = 0;
    int out = width;
    for (int stage = 0; stage < blocks.length; stage++) {
      out = width << stage;
      for (int i = 0; i < blocks[stage]; i++) {
        Block block = new Block(out, i == 0, ResidualPaths.depth(DROPPED, number++, last));
        net.block("blocks.%d.layers.%d".formatted(stage, i), block::add);
      }
    }
    int features = out;
    net.block(
        "classifier",
        classifier ->
            classifier
                .add("avgpool", new GlobalPool(GlobalPool.Kind.AVERAGE, true))
                .add("flatten", new Flatten())
                .add("norm", LayerNormalization.of())
                .add("pre_logits", FullyConnected.of(features))
                .add("tanh", Activation.of(Activation.Kind.TANH))
                .add("head", FullyConnected.of(1000).bias(false)));
  }

  private static NetworkBuilder convolved(NetworkBuilder net, String name, Layer convolution) {
    return net.block(
        name, unit -> ConvNorm.add(unit, "conv", convolution).add("gelu", ResidualPaths.gelu()));
  }

  /**
   * A block: its channels, whether it halves the image, and how often its branches are left out.
   */
  private record Block(int channels, boolean halves, Layer dropped) {
    void add(NetworkBuilder net) {
      net.block("mbconv", this::mobile)
          .block("window_attention", partition -> attention(partition, false))
          .block("grid_attention", partition -> attention(partition, true));
    }

    /** The inverted residual block, normalised first; its shortcut is halved by pooling. */
    private void mobile(NetworkBuilder net) {
      net.branches(
          "add",
          Merge.of(Merge.Kind.ADD),
          List.of(
              shortcut -> {
                if (halves) {
                  shortcut
                      .add("pool", AveragePool.of(3).stride(2).padding(1))
                      .add("proj", Convolution.of(1, channels));
                }
              },
              this::expanded));
    }

    private void expanded(NetworkBuilder net) {
      int between = 4 * channels;
      net.add("pre_norm", BatchNormalization.of());
      convolved(net, "expand", Convolution.of(1, between).bias(false));
      convolved(
          net,
          "depthwise",
          DepthwiseConvolution.of(3).stride(halves ? 2 : 1).padding(Padding.of(1)).bias(false));
      net.add(
              "se",
              new SqueezeExcitation(
                  Size.of(channels / 4), Activation.Kind.SILU, Activation.Kind.SIGMOID, true))
          .add("project", Convolution.of(1, channels))
          .add("stochastic_depth", dropped);
    }

    private void attention(NetworkBuilder net, boolean grid) {
      Layer attention =
          new WindowAttention(
              Extents.of(WINDOW, WINDOW),
              Size.of(channels / HEAD),
              Extents.of(0),
              WindowAttention.Version.MAXVIT,
              true,
              grid);
      ResidualPaths.residual(
          net,
          "add_1",
          branch ->
              branch
                  .add("norm_1", LayerNormalization.of())
                  .add("attn", attention)
                  .add("dropout", new Dropout(0))
                  .add("stochastic_depth_1", dropped));
      ResidualPaths.residual(
          net,
          "add_2",
          branch ->
              branch
                  .add("norm_2", LayerNormalization.of())
                  .add("linear_1", Linear.of(4L * channels))
                  .add("gelu", ResidualPaths.gelu())
                  .add("linear_2", Linear.of(channels))
                  .add("dropout_2", new Dropout(0))
                  .add("stochastic_depth_2", dropped));
    }
  }
}
