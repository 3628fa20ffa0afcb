package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Naming;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keras's convolutions. */
final class Convolutions {
  private Convolutions() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      entries.add(convolution(axes));
      entries.add(transposed(axes));
      entries.add(depthwise(axes));
      entries.add(separable(axes));
    }
    return entries;
  }

  /** What all windows have, up to the dilation. */
  private static final String WINDOW =
      "kernel_size:kernel strides:stride=1 padding=valid data_format=None dilation_rate:dilation=1"
          + " ";

  private static final String END = "activation=None use_bias:bias=True";

  private static EntryBuilder windowed(
      Class<? extends Layer> type, int axes, String signature, String... names) {
    return Keras.activated(type, names)
        .axes(axes)
        .signature(signature)
        .codec("padding", new KerasPadding())
        .arranged(KerasAxes::channels)
        .naming((tensor, layer) -> Tensors.kernel(tensor));
  }

  private static EntryBuilder convolution(int axes) {
    String signature = "filters:out " + WINDOW + "groups=1 " + END;
    return windowed(
            Convolution.class, axes, signature, "Conv" + axes + "D", "Convolution" + axes + "D")
        .unsaid("in")
        .refusing(layer -> ((Convolution) layer).strideOrDilation());
  }

  private static EntryBuilder transposed(int axes) {
    return windowed(
            TransposedConvolution.class,
            axes,
            "filters:out " + WINDOW + END + " output_padding=None",
            "Conv" + axes + "DTranspose",
            "Convolution" + axes + "DTranspose")
        .computed(
            "outpadding",
            call -> Codec.extents(axes).read("output_padding", call.value("output_padding")),
            "output_padding",
            writing -> added(writing, axes))
        .fixed("groups", Size.of(1))
        .unsaid("in")
        .refusing(layer -> ((TransposedConvolution) layer).strideOrDilation());
  }

  /** Keras adds what a stride longer than the kernel leaves, unless a number is stated. */
  private static @Nullable Object added(Writing writing, int axes) {
    boolean stated =
        writing.get("padding") instanceof Padding padding
            && padding.mode() == Padding.Mode.EXPLICIT;
    Object added = Codec.extents(axes).write(writing.get("outpadding"), writing);
    return added == null && stated ? Long.valueOf(0) : added;
  }

  private static EntryBuilder depthwise(int axes) {
    return windowed(
            DepthwiseConvolution.class,
            axes,
            "kernel_size:kernel strides:stride=1 padding=valid depth_multiplier:multiplier=1"
                + " data_format=None dilation_rate:dilation=1 "
                + END,
            "DepthwiseConv" + axes + "D")
        .naming((tensor, layer) -> depthwise("kernel", tensor, layer));
  }

  private static EntryBuilder separable(int axes) {
    return windowed(
            SeparableConvolution.class,
            axes,
            "filters:out " + WINDOW + "depth_multiplier:multiplier=1 " + END,
            "SeparableConv" + axes + "D",
            "SeparableConvolution" + axes + "D")
        .naming(Convolutions::separable);
  }

  private static Map<String, List<Long>> separable(Tensor tensor, Layer layer) {
    if (tensor.name().startsWith("depthwise.")) {
      return depthwise("depthwise_kernel", tensor, layer);
    }
    Map<String, List<Long>> pointwise = Tensors.kernel(tensor);
    List<Long> kernel = pointwise.get("kernel");
    return kernel == null ? pointwise : Map.of("pointwise_kernel", kernel);
  }

  /** Keras keeps channels and multiplier apart: kernel, channels, multiplier. */
  private static Map<String, List<Long>> depthwise(String name, Tensor tensor, Layer layer) {
    if (tensor.kind() == Tensor.Kind.BIAS) {
      return Tensors.kernel(tensor);
    }
    List<Long> extents = Naming.extents(tensor);
    long multiplier = LayerForm.of(layer).sizes(layer, "multiplier").get(0).value();
    return Map.of(
        name,
        Tensors.join(
            extents.subList(2, extents.size()), List.of(extents.get(0) / multiplier, multiplier)));
  }

  /** {@code "valid"}, {@code "same"} or {@code "causal"}. */
  record KerasPadding() implements Codec {
    private static final List<Padding.Mode> MODES =
        List.of(Padding.Mode.VALID, Padding.Mode.SAME, Padding.Mode.CAUSAL);

    @Override
    public Object read(String argument, @Nullable Object value) {
      return MODES.stream()
          .filter(mode -> name(mode).equalsIgnoreCase(String.valueOf(value)))
          .findFirst()
          .map(Padding::of)
          .orElseThrow(
              () ->
                  new DialectException(
                      "padding is \"valid\", \"same\" or \"causal\", not "
                          + Arguments.literal(value)));
    }

    private static String name(Padding.Mode mode) {
      return mode.name().toLowerCase(Locale.ROOT);
    }

    /** PyTorch's {@code same}, at stride 1, is Keras's. */
    @Override
    public Object write(@Nullable Object option, Writing writing) {
      Padding padding = (Padding) java.util.Objects.requireNonNull(option);
      if (padding.mode() == Padding.Mode.PRESERVE) {
        return name(Padding.Mode.SAME);
      } else if (MODES.contains(padding.mode())) {
        return name(padding.mode());
      } else if (padding.equals(Padding.of(0)) || isNone(padding)) {
        return name(Padding.Mode.VALID);
      }
      throw new NotExpressibleException(
          "Keras's padding is \"valid\" or \"same\", not " + padding + ": pad before the layer");
    }

    private static boolean isNone(Padding padding) {
      return padding.mode() == Padding.Mode.EXPLICIT
          && isZero(padding.before())
          && isZero(padding.after());
    }

    private static boolean isZero(Extents extents) {
      return extents.sizes().stream().allMatch(size -> size.is(0));
    }
  }
}
