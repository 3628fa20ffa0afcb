package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** PyTorch's dialect. */
public final class PyTorch {
  static final String MODULES = "torch.nn";
  static final String FUNCTIONAL = "torch.nn.functional";

  private static final Dialect DIALECT =
      Dialect.of("PyTorch")
          .with(Convolutions.entries())
          .with(Poolings.entries())
          .with(Vectors.entries())
          .with(Activations.entries())
          .with(Normalizations.entries())
          .with(Shapes.entries())
          .with(Pads.entries())
          .with(Resizing.entries())
          .with(Recurrents.entries())
          .with(Attentions.entries())
          .with(Tensors.entries())
          .rewriting(Rewritings.all())
          .without(
              "windows drawn at random are not among the layers",
              "FractionalMaxPool1d FractionalMaxPool2d FractionalMaxPool3d fractional_max_pool2d"
                  + " fractional_max_pool3d")
          .without(
              "it needs the indices of a max pooling, which are not among its outputs",
              "MaxUnpool1d MaxUnpool2d MaxUnpool3d max_unpool1d max_unpool2d max_unpool3d")
          .without(
              "a stack of layers: read the layers in it one by one",
              "Transformer TransformerEncoder TransformerDecoder")
          .without(
              "its weights are tensors of the caller's: there is a layer for the class",
              """
              conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d linear
              bilinear embedding embedding_bag batch_norm instance_norm group_norm layer_norm
              rms_norm prelu multi_head_attention_forward scaled_dot_product_attention
              """)
          .without(
              "it stands after the network: a loss",
              """
              AdaptiveLogSoftmaxWithLoss BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss
              CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss
              MSELoss MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss
              MultiMarginLoss NLLLoss PoissonNLLLoss SmoothL1Loss SoftMarginLoss
              TripletMarginLoss TripletMarginWithDistanceLoss
              """);

  /** Classes of libraries that are PyTorch's under another name. */
  private static final Map<String, String> SAME =
      Dialect.pairs(
          """
          NonDynamicallyQuantizableLinear=Linear Linear4bit=Linear Linear8bitLt=Linear
          QuantizedLinear=Linear DynamicQuantizedLinear=Linear QuantizedLinearReLU=Linear
          QuantizedConv1d=Conv1d QuantizedConv2d=Conv2d QuantizedConvReLU2d=Conv2d
          DynamicQuantizedLSTM=LSTM DynamicQuantizedGRU=GRU FrozenBatchNorm2d=BatchNorm2d
          LayerNorm2d=LayerNorm SiLUActivation=SiLU GELUActivation=GELU NewGELUActivation=GELU
          FastGELUActivation=GELU DropPath=Identity
          """);

  private PyTorch() {}

  /** Returns the entry of a class as a printed model names it. */
  public static Optional<Entry> printed(String type) {
    return DIALECT.find(SAME.getOrDefault(type, type)).filter(entry -> !entry.isFunction());
  }

  /** Returns the table of PyTorch's classes and functions. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Begins the entry of a class of {@code torch.nn}. */
  static EntryBuilder module(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, MODULES, names).tolerating("device dtype");
  }

  /**
   * Makes the lazy form of a class, {@code LazyConv2d}: it takes the number of its input's channels
   * from the input.
   */
  static EntryBuilder lazy(Declared declared) {
    Entry entry = declared.entry();
    String signature =
        entry.arguments().stream().skip(1).map(Argument::name).collect(Collectors.joining(" "));
    return EntryBuilder.functionOf(
        entry, MODULES, List.of("Lazy" + entry.name()), List.of(), signature);
  }

  /** Makes the function of a class, of one tensor. */
  static EntryBuilder function(Declared entry, String name, String signature) {
    return EntryBuilder.functionOf(entry, FUNCTIONAL, List.of(name), List.of("input"), signature);
  }
}
