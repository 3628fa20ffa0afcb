package io.github.layerbook.truth;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** PyTorch's convolutions. */
final class TorchConvolutions {
  private TorchConvolutions() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put("Conv" + n + "d", c -> Trial.torch(c, n + 1, convolution(c, n)));
      mappings.put("ConvTranspose" + n + "d", c -> Trial.torch(c, n + 1, transposed(c, n)));
    }
    return mappings;
  }

  private static TransposedConvolution transposed(Case c, int axes) {
    return new TransposedConvolution(
        c.extents("kernel_size", axes, 0),
        c.size("out_channels", 0),
        c.extents("stride", axes, 1),
        symmetric(c, axes),
        c.extents("output_padding", axes),
        c.extents("dilation", axes, 1),
        c.size("groups", 1),
        c.flag("bias", true),
        c.size("in_channels"));
  }

  private static Convolution convolution(Case c, int axes) {
    return new Convolution(
        c.extents("kernel_size", axes, 0),
        c.size("out_channels", 0),
        c.extents("stride", axes, 1),
        padding(c, axes),
        c.extents("dilation", axes, 1),
        c.size("groups", 1),
        c.flag("bias", true),
        fill(c.text("padding_mode", "zeros")),
        false,
        c.size("in_channels"));
  }

  private static Padding padding(Case c, int axes) {
    String text = c.text("padding", "0");
    if (text.equals("same")) {
      return Padding.of(Padding.Mode.PRESERVE);
    } else if (text.equals("valid")) {
      return Padding.of(Padding.Mode.VALID);
    }
    boolean cropped = c.numbers("padding", axes, 0).stream().anyMatch(zeros -> zeros < 0);
    if (cropped && fill(c.text("padding_mode", "zeros")) != Fill.ZEROS) {
      throw new NotExpressible(NotExpressible.Reason.CROPPED_BY_PADDING);
    }
    return symmetric(c, axes);
  }

  /** The padding of a layer that takes numbers only. */
  static Padding symmetric(Case c, int axes) {
    Extents zeros = c.extents("padding", axes, 0);
    return new Padding(Padding.Mode.EXPLICIT, zeros, zeros);
  }

  static Fill fill(String mode) {
    return Fill.valueOf(mode.toUpperCase(Locale.ROOT));
  }
}
