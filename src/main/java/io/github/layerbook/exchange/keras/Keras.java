package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;
import java.util.List;
import java.util.Locale;

/** Keras's dialect. */
public final class Keras {
  static final String LAYERS = "keras.layers";

  /** What any layer takes and what says nothing of it: of Keras 2, too. */
  static final String TOLERATED =
      """
      activity_regularizer alpha autocast batch_input_shape batch_size beta_constraint
      beta_initializer beta_regularizer bias_constraint bias_initializer bias_regularizer
      build_config depthwise_constraint depthwise_initializer depthwise_regularizer dropout
      dtype dynamic embeddings_constraint embeddings_initializer embeddings_regularizer fused
      gamma_constraint gamma_initializer gamma_regularizer go_backwards implementation input_dim
      input_length input_shape input_spec kernel_constraint kernel_initializer
      kernel_regularizer lora_alpha lora_rank moving_mean_initializer
      moving_variance_initializer name pointwise_constraint pointwise_initializer
      pointwise_regularizer quantization_config ragged recurrent_constraint recurrent_dropout
      recurrent_initializer recurrent_regularizer renorm renorm_clipping renorm_momentum
      rms_scaling seed sparse stateful synchronized time_major trainable unit_forget_bias unroll
      use_cudnn virtual_batch_size weights zero_output_for_mask
      """;

  /** They change values, not shapes, and are nothing that is counted. */
  private static final List<String> PREPROCESSING =
      Dialect.names(
          """
          Rescaling RandomFlip RandomRotation RandomZoom RandomContrast RandomTranslation
          RandomBrightness Masking ActivityRegularization
          """);

  private static final Dialect DIALECT =
      Dialect.of("Keras")
          .with(Convolutions.entries())
          .with(Poolings.entries())
          .with(Vectors.entries())
          .with(Normalizations.entries())
          .with(Shapes.entries())
          .with(Recurrents.entries())
          .with(Wrappers.entries())
          .with(Attentions.entries())
          .with(Activations.entries())
          .rewriting(Rewritings.all())
          .without(
              "attention without projections, which is not among the layers",
              "Attention AdditiveAttention")
          .without(
              "preprocessing of images, which is not among the layers",
              "Rescaling CenterCrop RandomBrightness RandomContrast RandomCrop RandomFlip"
                  + " RandomRotation RandomTranslation RandomZoom")
          .without(
              "preprocessing of texts and tables, which is not among the layers",
              "CategoryEncoding Discretization HashedCrossing Hashing IntegerLookup StringLookup"
                  + " TextVectorization")
          .without("a function of its own: its shapes are not known", "Lambda")
          .without(
              "a wrapper of a layer that Layerbook cannot wrap",
              "RNN SimpleRNNCell LSTMCell GRUCell StackedRNNCells SpectralNormalization");

  private Keras() {}

  /** Returns the table of Keras's classes. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /** Returns whether a class changes values alone: of its input's shape, without weights. */
  public static boolean keepsShapes(String type) {
    return PREPROCESSING.contains(type);
  }

  /** Returns the name that Keras gives to the first layer of a class: {@code conv2d}. */
  public static String layerName(String type) {
    return type.replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** Begins the entry of a class of {@code keras.layers}. */
  static EntryBuilder layer(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, LAYERS, names).tolerating(TOLERATED);
  }

  /** Makes the function of a class that takes tensors in a list: {@code layers.add([a, b])}. */
  static EntryBuilder function(Declared declared, String signature) {
    Entry entry = declared.entry();
    return EntryBuilder.functionOf(
        entry,
        LAYERS,
        List.of(entry.name().toLowerCase(Locale.ROOT)),
        List.of("*inputs"),
        signature);
  }

  /** Begins the entry of a class whose argument {@code activation} follows the layer. */
  static EntryBuilder activated(Class<? extends Layer> type, String... names) {
    return layer(type, names).followed(call -> Activations.of(call.value("activation")));
  }
}
