package io.github.layerbook.exchange.djl;

import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import java.util.ArrayList;
import java.util.List;

/**
 * DJL's dialect: blocks that a builder makes, whose arguments are its methods without {@code set}
 * and {@code opt}, and blocks that a method makes: {@code Pool.maxPool2dBlock(kernelShape)}.
 */
public final class Djl {
  private static final String NN = "ai.djl.nn";
  private static final String TOLERATED = "epsilon momentum axis layout sparseGrad";

  private static final Dialect DIALECT =
      Dialect.of("DJL")
          .with(builders())
          .with(pools())
          .with(activations())
          .with(Lambdas.entries())
          .without(
              "a block of blocks: read the blocks in it one by one", "TransformerEncoderBlock");

  private Djl() {}

  /** Returns the table of DJL's blocks. */
  public static Dialect dialect() {
    return DIALECT;
  }

  private static EntryBuilder block(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, NN, names).tolerating(TOLERATED);
  }

  private static List<Declared> builders() {
    List<Declared> all = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      all.add(convolution(axes));
      if (axes < 3) {
        all.add(transposed(axes));
      }
    }
    all.add(block(Linear.class, "Linear").signature("units:out bias=True"));
    all.add(
        block(BatchNormalization.class, "BatchNorm")
            .fixed("counter", false)
            .signature("scale=True center:shift=True"));
    all.add(block(LayerNormalization.class, "LayerNorm"));
    all.add(
        block(Dropout.class, "Dropout").fixed("kind", Dropout.Kind.VALUES).signature("rate:p=0.5"));
    all.add(
        block(Embedding.class, "TrainableWordEmbedding")
            .signature("numEmbeddings:vocabulary embeddingSize:features"));
    all.add(block(Flatten.class, "batchFlattenBlock", "batchFlatten").signature("size=None"));
    all.add(block(Identity.class, "identityBlock", "identity"));
    return all;
  }

  private static EntryBuilder convolution(int axes) {
    return block(Convolution.class, "Conv" + axes + "d")
        .axes(axes)
        .signature(
            "kernelShape:kernel filters:out stride=1 padding=0 dilation=1 groups=1 bias=True")
        .unsaid("in");
  }

  private static EntryBuilder transposed(int axes) {
    return block(TransposedConvolution.class, "Conv" + axes + "dTranspose")
        .axes(axes)
        .signature(
            "kernelShape:kernel filters:out stride=1 padding=0 outPadding:outpadding=0 dilation=1"
                + " groups=1 bias=True")
        .codec("outpadding", Codec.extentsUnlessZero(axes));
  }

  private static List<Declared> pools() {
    List<Declared> all = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      all.add(pool(MaxPool.class, axes, "maxPool" + axes + "d"));
      all.add(
          pool(AveragePool.class, axes, "avgPool" + axes + "d")
              .signature("countIncludePad:countpad=True"));
      all.add(global(GlobalPool.Kind.AVERAGE, axes, "globalAvgPool" + axes + "d"));
      all.add(global(GlobalPool.Kind.MAX, axes, "globalMaxPool" + axes + "d"));
    }
    return all;
  }

  private static EntryBuilder pool(Class<? extends Layer> type, int axes, String name) {
    return block(type, name + "Block", name)
        .axes(axes)
        .signature("kernelShape:kernel stride=None padding=0 ceilMode:ceil=False");
  }

  private static EntryBuilder global(GlobalPool.Kind kind, int axes, String name) {
    return block(GlobalPool.class, name + "Block", name).axes(axes).fixed("kind", kind);
  }

  private static List<Entry> activations() {
    return Dialect.activations(
        "relu relu6 sigmoid tanh softplus=softPlus elu selu gelu silu=swish mish"
            + " leakyrelu=leakyRelu",
        names ->
            block(Activation.class, names[0] + "Block", names[0])
                .fixed("inplace", false)
                .signature("alpha=None"));
  }
}
