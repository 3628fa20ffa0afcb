package io.github.layerbook.zoo.block;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.network.NetworkBuilder;
import java.util.Arrays;

/**
 * Stages of blocks over patches of an image, as torchvision's Swin transformers and ConvNeXt have
 * them: patches of 4×4 become vectors, and between stages, each of which is twice as wide, what
 * lies side by side is put together.
 *
 * @param width the first stage's channels
 * @param dropped the probability with which the last block is left out in training
 */
public record PatchStages(int width, double dropped) {
  /** Adds what stands between two stages. */
  public interface Between {
    /** Adds it, with the channels of the stage to come. */
    void add(NetworkBuilder net, int channels);
  }

  /** Adds a block. */
  public interface Block {
    /**
     * Adds it.
     *
     * @param number its number in the stage, from 0
     * @param depth stochastic depth
     */
    void add(NetworkBuilder net, int channels, int number, Layer depth);
  }

  /** Adds patches and stages, each with a number of blocks, in blocks that are numbered. */
  public void add(NetworkBuilder net, Between between, Block each, int... blocks) {
    net.block(
        "features.0",
        stem ->
            stem.add("conv", Convolution.of(4, width).stride(4))
                .add("norm", LayerNormalization.of()));
    int all = Arrays.stream(blocks).sum();
    int before = 0;
    for (int stage = 0; stage < blocks.length; stage++) {
      int channels = width << stage;
      if (stage > 0) {
        net.block("features." + 2 * stage, down -> between.add(down, channels));
      }
      for (int i = 0; i < blocks[stage]; i++) {
        int number = i;
        Layer depth = ResidualPaths.depth(dropped, before + i, all - 1);
        net.block(
            "features." + (2 * stage + 1) + "." + i,
            block -> each.add(block, channels, number, depth));
      }
      before += blocks[stage];
    }
  }
}
