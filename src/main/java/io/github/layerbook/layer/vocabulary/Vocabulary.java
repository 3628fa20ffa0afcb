package io.github.layerbook.layer.vocabulary;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.GatedLinearUnit;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.ParametricRelu;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.activation.StochasticDepth;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.RotaryEmbedding;
import io.github.layerbook.layer.attention.TransformerLayer;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.FoldLayer;
import io.github.layerbook.layer.convolution.LocallyConnected;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.convolution.Unfold;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.linear.Bilinear;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.EinsumDense;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.EmbeddingBag;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.linear.TransposedLinear;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.CosineSimilarity;
import io.github.layerbook.layer.merge.Dot;
import io.github.layerbook.layer.merge.MatrixProduct;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.merge.PairwiseDistance;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.GroupNormalization;
import io.github.layerbook.layer.normalization.InstanceNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.normalization.UnitNormalization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.pooling.PowerPool;
import io.github.layerbook.layer.recurrent.ConvolutionalLstm;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.recurrent.RecurrentCell;
import io.github.layerbook.layer.shape.ChannelShuffle;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.layer.shape.Opaque;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.PixelShuffle;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.layer.shape.RepeatVector;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Resize;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.layer.shape.Split;
import io.github.layerbook.layer.shape.Unflatten;
import io.github.layerbook.layer.shape.Upsample;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import io.github.layerbook.layer.statespace.HeadedStateSpace;
import io.github.layerbook.layer.statespace.SelectiveStateSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The layers that a notation knows, by word; immutable. */
public final class Vocabulary {
  private static final List<Class<? extends Layer>> BUILT_IN =
      List.of(
          Input.class,
          Convolution.class,
          DepthwiseConvolution.class,
          SeparableConvolution.class,
          TransposedConvolution.class,
          LocallyConnected.class,
          MaxPool.class,
          AveragePool.class,
          PowerPool.class,
          AdaptivePool.class,
          GlobalPool.class,
          Upsample.class,
          Resize.class,
          Pad.class,
          Crop.class,
          FullyConnected.class,
          Linear.class,
          Bilinear.class,
          EinsumDense.class,
          Embedding.class,
          EmbeddingBag.class,
          Activation.class,
          ParametricRelu.class,
          GatedLinearUnit.class,
          Softmax.class,
          Dropout.class,
          StochasticDepth.class,
          Identity.class,
          Flatten.class,
          Unflatten.class,
          Reshape.class,
          Permute.class,
          RepeatVector.class,
          PixelShuffle.class,
          PixelUnshuffle.class,
          ChannelShuffle.class,
          Unfold.class,
          FoldLayer.class,
          Slice.class,
          Split.class,
          Chunk.class,
          Merge.class,
          Concatenate.class,
          Dot.class,
          MatrixProduct.class,
          CosineSimilarity.class,
          PairwiseDistance.class,
          LocalResponseNormalization.class,
          BatchNormalization.class,
          LayerNormalization.class,
          GroupNormalization.class,
          InstanceNormalization.class,
          RootMeanSquareNormalization.class,
          UnitNormalization.class,
          Standardization.class,
          Recurrent.class,
          RecurrentCell.class,
          Attention.class,
          WindowAttention.class,
          TransformerLayer.class,
          PatchEmbedding.class,
          ClassToken.class,
          PositionEmbedding.class,
          LayerScale.class,
          Parameter.class,
          SqueezeExcitation.class,
          ConvolutionalLstm.class,
          RotaryEmbedding.class,
          GroupedAttention.class,
          LatentAttention.class,
          FeedForward.class,
          MixtureOfExperts.class,
          GatedDeltaRule.class,
          SelectiveStateSpace.class,
          HeadedStateSpace.class,
          Buffer.class,
          TransposedLinear.class,
          Opaque.class);

  private static final Vocabulary STANDARD = new Vocabulary(Map.of()).with(BUILT_IN);

  private final Map<String, LayerForm> forms;

  private Vocabulary(Map<String, LayerForm> forms) {
    this.forms = forms;
  }

  /** Returns the vocabulary of the layers that come with Layerbook. */
  public static Vocabulary builtIn() {
    return STANDARD;
  }

  /** Returns the types of the layers that come with Layerbook. */
  public static List<Class<? extends Layer>> builtInTypes() {
    return BUILT_IN;
  }

  /**
   * Returns this vocabulary with a layer more; its words replace equal ones.
   *
   * @throws LayerException if the type is not a record annotated with {@link Word}
   */
  public Vocabulary with(Class<? extends Layer> type) {
    return with(List.of(type));
  }

  private Vocabulary with(List<Class<? extends Layer>> types) {
    Map<String, LayerForm> more = new LinkedHashMap<>(forms);
    for (Class<? extends Layer> type : types) {
      for (LayerForm form : LayerForm.of(type)) {
        form.words().forEach(word -> more.put(word.toLowerCase(Locale.ROOT), form));
      }
    }
    return new Vocabulary(more);
  }

  /** Returns the form for a word in any case, also with the suffix 1d, 2d or 3d. */
  public Optional<LayerForm> form(String word) {
    String key = word.toLowerCase(Locale.ROOT);
    LayerForm exact = forms.get(key);
    return Optional.ofNullable(
        exact != null || !key.matches(".*[123]d")
            ? exact
            : forms.get(key.substring(0, key.length() - 2)));
  }

  /** Returns the forms of all layers, each once. */
  public List<LayerForm> forms() {
    return forms.values().stream().distinct().toList();
  }

  /** Returns all words. */
  public List<String> words() {
    return List.copyOf(forms.keySet());
  }
}
