package io.github.layerbook.exchange.slim;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dialects of TF-Slim and of {@code tf.layers}: functions of a tensor.
 *
 * <p>Slim pads convolutions to the same size and follows them by ReLU, unless told otherwise; its
 * pooling moves by 2 without padding. The functions of {@code tf.layers} are Keras's classes.
 */
public final class Slim {
  private static final String MODULE = "tf.contrib.slim";

  /** Arguments that change how values are found, not how many there are. */
  private static final String TOLERATED =
      """
      activation_fn normalizer_params weights_initializer weights_regularizer biases_regularizer
      pointwise_initializer reuse variables_collections outputs_collections trainable scope
      is_training noise_shape decay epsilon updates_collections fused param_initializers
      zero_debias_moving_mean renorm seed
      """;

  /** Keras's classes that {@code tf.layers} has as functions, under the names of their layers. */
  private static final List<String> LAYERS =
      Dialect.names(
          """
          AveragePooling1D AveragePooling2D BatchNormalization Conv1D Conv2D Conv2DTranspose Conv3D
          Conv3DTranspose Dense Dropout Flatten MaxPooling1D MaxPooling2D MaxPooling3D SeparableConv2D
          """);

  private static final Dialect SLIM = Dialect.of("TF-Slim").with(windows()).with(vectors());

  private static final Dialect TF_LAYERS = Dialect.of("tf.layers").with(layers());

  private Slim() {}

  /** Returns the table of TF-Slim's functions. */
  public static Dialect dialect() {
    return SLIM;
  }

  /** Returns the table of the functions of {@code tf.layers}. */
  public static Dialect layersDialect() {
    return TF_LAYERS;
  }

  private static List<Declared> layers() {
    List<Declared> all = new ArrayList<>();
    for (String type : LAYERS) {
      Entry entry = Keras.dialect().require(type);
      String signature =
          entry.arguments().stream()
              .map(argument -> argument.name())
              .filter(name -> !name.equals("groups"))
              .collect(Collectors.joining(" "));
      List<String> names = List.of(Keras.layerName(type));
      all.add(EntryBuilder.functionOf(entry, "tf.layers", names, List.of("inputs"), signature));
    }
    return all;
  }

  private static EntryBuilder function(Class<? extends Layer> type, String... names) {
    return EntryBuilder.of(type, MODULE, names)
        .function("inputs")
        .tolerating(TOLERATED)
        .arranged(call -> Arrangement.channelsLast(call.inputs(), 1));
  }

  private static List<Declared> windows() {
    return List.of(
        function(Convolution.class, "conv2d", "convolution2d", "convolution")
            .axes(2)
            .signature(
                "num_outputs:out kernel_size:kernel stride=1 padding=SAME data_format=None"
                    + " rate:dilation=1 normalizer_fn=None biases_initializer=zeros")
            .codec("padding", new SlimPadding())
            .bound(List.of("bias"), Slim::readBias, Slim::writeBias),
        function(TransposedConvolution.class, "conv2d_transpose")
            .axes(2)
            .signature(
                "num_outputs:out kernel_size:kernel stride=1 padding=SAME data_format=None"
                    + " normalizer_fn=None biases_initializer=zeros")
            .codec("padding", new SlimPadding())
            .bound(List.of("bias"), Slim::readBias, Slim::writeBias),
        separable(),
        pool(MaxPool.class, "max_pool2d"),
        pool(AveragePool.class, "avg_pool2d"));
  }

  private static void readBias(Call call, Map<String, @Nullable Object> options) {
    options.put("bias", call.isAbsent("normalizer_fn") && !call.isNone("biases_initializer"));
  }

  private static void writeBias(Writing writing, Map<String, @Nullable Object> arguments) {
    arguments.put("biases_initializer", writing.flag("bias") ? "zeros" : null);
  }

  /** Without a number of outputs the depthwise convolution stands alone. */
  private static EntryBuilder separable() {
    return EntryBuilder.of(
            List.of(SeparableConvolution.class, DepthwiseConvolution.class),
            Slim::readSeparable,
            writing -> {
              throw new NotExpressibleException("TF-Slim's separable_conv2d is only read");
            },
            MODULE,
            "separable_conv2d",
            "separable_convolution2d")
        .function("inputs")
        .tolerating(TOLERATED)
        .arranged(call -> Arrangement.channelsLast(call.inputs(), 1))
        .signature(
            "num_outputs kernel_size depth_multiplier=1 stride=1 padding=SAME data_format=None"
                + " rate=1 normalizer_fn=None biases_initializer=zeros")
        .readOnly();
  }

  private static Layer readSeparable(Call call) {
    boolean bias = call.isAbsent("normalizer_fn") && !call.isNone("biases_initializer");
    Extents kernel = new Extents(Call.sizes(call.numbers("kernel_size", 2)));
    DepthwiseConvolution depthwise =
        new DepthwiseConvolution(
            kernel,
            call.size("depth_multiplier"),
            call.extents("stride", 2),
            SlimPadding.of(call.value("padding")),
            call.extents("rate", 2),
            bias);
    if (call.isAbsent("num_outputs")) {
      return depthwise;
    }
    Map<String, @Nullable Object> options = new HashMap<>();
    options.put("kernel", kernel);
    options.put("out", call.size("num_outputs"));
    options.put("multiplier", call.size("depth_multiplier"));
    options.put("stride", call.extents("stride", 2));
    options.put("padding", SlimPadding.of(call.value("padding")));
    options.put("dilation", call.extents("rate", 2));
    options.put("bias", bias);
    return LayerForm.of(SeparableConvolution.class).get(0).of(options);
  }

  private static EntryBuilder pool(Class<? extends Layer> type, String name) {
    return function(type, name)
        .axes(2)
        .signature("kernel_size:kernel stride=2 padding=VALID data_format=None")
        .codec("padding", new SlimPadding());
  }

  private static List<Declared> vectors() {
    return List.of(
        function(Linear.class, "fully_connected", "linear")
            .signature("num_outputs:out normalizer_fn=None biases_initializer=zeros")
            .bound(List.of("bias"), Slim::readBias, Slim::writeBias),
        function(BatchNormalization.class, "batch_norm")
            .fixed("counter", false)
            .signature("center:shift=True scale=False"),
        function(LayerNormalization.class, "layer_norm").signature("center:shift=True scale=True"),
        function(Flatten.class, "flatten"),
        function(Softmax.class, "softmax").fixed("kind", Softmax.Kind.SOFTMAX),
        function(Dropout.class, "dropout")
            .fixed("kind", Dropout.Kind.VALUES)
            .signature("keep_prob=0.5")
            .computed(
                "p",
                call ->
                    call.value("keep_prob") instanceof Number keep ? 1 - keep.doubleValue() : 0.5,
                "keep_prob",
                writing -> 1 - ((Number) Objects.requireNonNull(writing.get("p"))).doubleValue())
            .arranged(call -> Arrangement.channelsLast(call.inputs(), 1).inAnyOrder()));
  }

  /** {@code "SAME"} or {@code "VALID"}. */
  private record SlimPadding() implements Codec {
    static Padding of(@Nullable Object value) {
      return switch (String.valueOf(value).toUpperCase(Locale.ROOT)) {
        case "SAME" -> Padding.of(Padding.Mode.SAME);
        case "VALID" -> Padding.of(Padding.Mode.VALID);
        default -> throw new DialectException("padding is \"SAME\" or \"VALID\", not " + value);
      };
    }

    @Override
    public Object read(String argument, @Nullable Object value) {
      return of(value);
    }

    @Override
    public Object write(@Nullable Object option, Writing writing) {
      Padding padding = (Padding) Objects.requireNonNull(option);
      return switch (padding.mode()) {
        case SAME, PRESERVE -> "SAME";
        case VALID -> "VALID";
        default -> {
          if (padding.equals(Padding.of(0))) {
            yield "VALID";
          }
          throw new NotExpressibleException(
              "TF-Slim's padding is \"SAME\" or \"VALID\", not " + padding);
        }
      };
    }
  }
}
