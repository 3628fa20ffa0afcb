package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.pooling.PowerPool;
import io.github.layerbook.size.Size;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's pooling layers. */
final class TorchPoolings {
  private TorchPoolings() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      mappings.put("MaxPool" + n + "d", c -> Trial.torch(c, n + 1, max(c, n)));
      mappings.put("AvgPool" + n + "d", c -> Trial.torch(c, n + 1, average(c, n)));
      mappings.put("LPPool" + n + "d", c -> Trial.torch(c, n + 1, power(c, n)));
      mappings.put("FractionalMaxPool" + n + "d", TorchPoolings::fractional);
      mappings.put("AdaptiveAvgPool" + n + "d", c -> adaptive(c, n, AdaptivePool.Kind.AVERAGE));
      mappings.put("AdaptiveMaxPool" + n + "d", c -> adaptive(c, n, AdaptivePool.Kind.MAX));
    }
    return mappings;
  }

  private static Trial fractional(Case c) {
    throw new NotExpressible(NotExpressible.Reason.WINDOWS_AT_RANDOM);
  }

  private static Trial adaptive(Case c, int axes, AdaptivePool.Kind kind) {
    JsonNode size = c.argument("output_size");
    checkSize(size, axes);
    if (c.input(0).size() != axes + 1 && c.input(0).size() != axes + 2) {
      throw new IllegalArgumentException(axes + " axes are pooled, not those of " + c.input(0));
    }
    return Trial.torch(c, axes + 1, new AdaptivePool(kind, TorchShapes.openExtents(size, axes)));
  }

  /** A list has a number for each axis, and what is left open is None, never -1. */
  static void checkSize(@Nullable JsonNode size, int axes) {
    if (size != null && size.isArray() && size.size() != axes) {
      throw new IllegalArgumentException(size + " is not a size for each of " + axes + " axes");
    } else if (size != null) {
      (size.isArray() ? size : List.of(size)).forEach(extent -> Size.of(extent.asLong()));
    }
  }

  /** A list of one number stands for each axis, as everywhere in pooling but for its size. */
  private static Extents kernel(Case c, int axes) {
    List<Long> kernel = c.numbers("kernel_size", axes, 0);
    return new Extents(
        Trial.sizes(kernel.size() == 1 ? Collections.nCopies(axes, kernel.get(0)) : kernel));
  }

  private static MaxPool max(Case c, int axes) {
    return new MaxPool(
        kernel(c, axes),
        c.extents("stride", axes),
        TorchConvolutions.symmetric(c, axes),
        c.extents("dilation", axes, 1),
        c.flag("ceil_mode", false));
  }

  private static void checkVolume(Case c, int axes) {
    List<Long> kernel = c.numbers("kernel_size", axes, 0);
    List<Long> zeros = c.numbers("padding", axes, 0);
    List<Long> input = c.input(0);
    for (int i = 1;
        axes == 3 && kernel.size() == 3 && zeros.size() == 3 && input.size() > 3 && i <= 3;
        i++) {
      long extent = input.get(input.size() - i);
      boolean fits =
          c.flag("ceil_mode", false) || kernel.get(3 - i) <= extent + 2 * zeros.get(3 - i);
      if (kernel.get(3 - i) > extent && fits) {
        throw new NotExpressible(NotExpressible.Reason.TORCH_REFUSES_SHORT_VOLUMES);
      }
    }
  }

  private static AveragePool average(Case c, int axes) {
    checkVolume(c, axes);
    return new AveragePool(
        kernel(c, axes),
        c.extents("stride", axes),
        TorchConvolutions.symmetric(c, axes),
        c.flag("ceil_mode", false),
        c.flag("count_include_pad", true));
  }

  private static PowerPool power(Case c, int axes) {
    checkVolume(c, axes);
    return new PowerPool(
        c.extents("kernel_size", axes, 0),
        c.extents("stride", axes),
        c.decimal("norm_type", 2),
        c.flag("ceil_mode", false));
  }
}
