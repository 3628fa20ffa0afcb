package io.github.layerbook.truth;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keras's convolutions. */
final class KerasConvolutions {
  private KerasConvolutions() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put(
          "Conv" + n + "D",
          c -> Trial.keras(c, convolution(c, n)).naming(KerasConvolutions::kernel));
      mappings.put(
          "Conv" + n + "DTranspose",
          c -> Trial.keras(c, transposed(c, n)).naming(KerasConvolutions::kernel));
      mappings.put("DepthwiseConv" + n + "D", c -> depthwise(c, n));
      mappings.put("SeparableConv" + n + "D", c -> separable(c, n));
    }
    return mappings;
  }

  private static TransposedConvolution transposed(Case c, int axes) {
    return new TransposedConvolution(
            c.extents("kernel_size", axes, 0),
            c.size("filters", 0),
            c.extents("strides", axes, 1),
            padding(c),
            c.extents("output_padding", axes),
            c.extents("dilation_rate", axes, 1),
            Size.of(1),
            c.flag("use_bias", true),
            null)
        .strideOrDilation();
  }

  private static Trial depthwise(Case c, int axes) {
    DepthwiseConvolution layer =
        new DepthwiseConvolution(
            c.extents("kernel_size", axes, 0),
            c.size("depth_multiplier", 1),
            c.extents("strides", axes, 1),
            padding(c),
            c.extents("dilation_rate", axes, 1),
            c.flag("use_bias", true));
    return Trial.keras(c, layer).naming(tensor -> depthwise(c, "kernel", tensor));
  }

  private static Trial separable(Case c, int axes) {
    SeparableConvolution layer =
        new SeparableConvolution(
            c.extents("kernel_size", axes, 0),
            c.size("filters", 0),
            c.size("depth_multiplier", 1),
            c.extents("strides", axes, 1),
            padding(c),
            c.extents("dilation_rate", axes, 1),
            c.flag("use_bias", true));
    return Trial.keras(c, layer).naming(tensor -> separable(c, tensor));
  }

  private static Map<String, List<Long>> separable(Case c, Tensor tensor) {
    if (tensor.name().startsWith("depthwise.")) {
      return depthwise(c, "depthwise_kernel", tensor);
    }
    Map<String, List<Long>> pointwise = kernel(tensor);
    return pointwise.containsKey("kernel")
        ? Map.of("pointwise_kernel", pointwise.get("kernel"))
        : pointwise;
  }

  /** Keras keeps channels and multiplier apart: kernel, channels, multiplier. */
  private static Map<String, List<Long>> depthwise(Case c, String name, Tensor tensor) {
    if (tensor.kind() == Tensor.Kind.BIAS) {
      return kernel(tensor);
    }
    List<Long> extents = Trial.extents(tensor);
    long multiplier = c.number("depth_multiplier", 1);
    return Map.of(
        name,
        Trial.join(
            extents.subList(2, extents.size()), List.of(extents.get(0) / multiplier, multiplier)));
  }

  private static Convolution convolution(Case c, int axes) {
    return new Convolution(
            c.extents("kernel_size", axes, 0),
            c.size("filters", 0),
            c.extents("strides", axes, 1),
            padding(c),
            c.extents("dilation_rate", axes, 1),
            c.size("groups", 1),
            c.flag("use_bias", true),
            Fill.ZEROS,
            false,
            null)
        .strideOrDilation();
  }

  static Padding padding(Case c) {
    return Padding.of(Padding.Mode.valueOf(c.text("padding", "valid").toUpperCase(Locale.ROOT)));
  }

  /** A tensor whose first axis is Keras's last: filters, input channels, kernel. */
  static Map<String, List<Long>> kernel(Tensor tensor) {
    List<Long> extents = Trial.extents(tensor);
    if (tensor.kind() == Tensor.Kind.BIAS) {
      return Map.of("bias", extents);
    }
    return Map.of(
        "kernel",
        Trial.join(extents.subList(2, extents.size()), List.of(extents.get(1), extents.get(0))));
  }
}
