package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.FoldLayer;
import io.github.layerbook.layer.convolution.Unfold;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.merge.CosineSimilarity;
import io.github.layerbook.layer.merge.PairwiseDistance;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.shape.ChannelShuffle;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Interpolation;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.PixelShuffle;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.layer.shape.Resize;
import io.github.layerbook.layer.shape.Unflatten;
import io.github.layerbook.layer.shape.Upsample;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PyTorch's layers that pad, resize or rearrange values. */
final class TorchShapes {
  private static final Map<String, Fill> PADS =
      Map.of(
          "ZeroPad", Fill.ZEROS,
          "ConstantPad", Fill.ZEROS,
          "ReflectionPad", Fill.REFLECT,
          "ReplicationPad", Fill.REPLICATE,
          "CircularPad", Fill.CIRCULAR);

  private TorchShapes() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      PADS.forEach((name, fill) -> mappings.put(name + n + "d", c -> padded(c, n, fill)));
    }
    mappings.put(
        "Upsample", c -> Trial.torchExamples(c, 1, upsample(c, c.text("mode", "nearest"))));
    mappings.put("UpsamplingNearest2d", c -> Trial.torchExamples(c, 1, upsample(c, "nearest")));
    mappings.put("UpsamplingBilinear2d", c -> Trial.torchExamples(c, 1, upsample(c, "bilinear")));
    mappings.put("Flatten", TorchShapes::flatten);
    mappings.put("Unflatten", TorchShapes::unflatten);
    mappings.put("CosineSimilarity", TorchShapes::cosine);
    mappings.put("PairwiseDistance", TorchShapes::distance);
    mappings.put(
        "ChannelShuffle", c -> Trial.torchExamples(c, 1, new ChannelShuffle(c.size("groups", 0))));
    mappings.put("PixelShuffle", c -> image(c, new PixelShuffle(c.size("upscale_factor", 0))));
    mappings.put(
        "PixelUnshuffle", c -> image(c, new PixelUnshuffle(c.size("downscale_factor", 0))));
    mappings.put("Unfold", c -> Trial.torch(c, 3, unfold(c)));
    mappings.put("Fold", c -> Trial.torch(c, 2, fold(c)));
    return mappings;
  }

  /** All axes before the last three are a batch. */
  private static Trial image(Case c, Layer layer) {
    return Trial.torchExamples(c, Math.max(0, c.input(0).size() - 3), layer);
  }

  /**
   * PyTorch pads as many of the last axes as there are pairs of numbers. Zeros may stand around any
   * of them; what the input itself gives needs channels before, and a batch at most.
   */
  private static Trial padded(Case c, int axes, Fill fill) {
    List<Long> sides = c.numbers("padding", 2 * axes, 0);
    int padded = sides.size() / 2;
    int leading = c.input(0).size() - padded - 1;
    if (sides.size() % 2 > 0 || leading < (fill == Fill.ZEROS ? -1 : 0)) {
      throw new IllegalArgumentException(
          "padding %s is for other axes than those of %s".formatted(sides, c.input(0)));
    } else if (fill != Fill.ZEROS && leading > 1) {
      throw new IllegalArgumentException(
          "%d axes are padded, the input %s has too many".formatted(padded, c.input(0)));
    } else if (leading >= 0) {
      return Trial.torchExamples(c, leading, pad(sides, fill));
    }
    return Trial.torchExamples(c, 0, pad(sides, fill))
        .on(1, List.of(Trial.join(c.input(0), List.of(1L))))
        .layout((output, shape) -> Trial.extents(shape, AxisOrder.CHW).subList(1, padded + 1));
  }

  /** PyTorch lists left and right of the last axis first; negative numbers crop. */
  private static Pad pad(List<Long> sides, Fill fill) {
    List<Size> before = new ArrayList<>();
    List<Size> after = new ArrayList<>();
    List<Size> cropBefore = new ArrayList<>();
    List<Size> cropAfter = new ArrayList<>();
    for (int i = sides.size() - 2; i >= 0; i -= 2) {
      before.add(Size.of(Math.max(0, sides.get(i))));
      after.add(Size.of(Math.max(0, sides.get(i + 1))));
      cropBefore.add(Size.of(Math.max(0, -sides.get(i))));
      cropAfter.add(Size.of(Math.max(0, -sides.get(i + 1))));
    }
    return new Pad(Padding.of(before, after), fill, Padding.of(cropBefore, cropAfter));
  }

  private static Layer upsample(Case c, String mode) {
    int axes = c.input(0).size() - 2;
    if (axes < 1
        || c.numbers("size", axes, 1).size() != axes
        || c.numbers("scale_factor", axes, 1).size() != axes) {
      throw new IllegalArgumentException(c.json().path("args") + " has no size for " + c.input(0));
    }
    List<Size> sizes = new ArrayList<>();
    if (c.argument("size") != null) {
      sizes.addAll(c.extents("size", axes, 0).sizes());
    } else if (mode.equals("area")) {
      List<Long> scales = scales(c, axes);
      for (int i = 0; i < axes; i++) {
        sizes.add(Size.product(Size.of(c.input(0).get(i + 2)), Size.of(scales.get(i))));
      }
    }
    if (mode.equals("area")) {
      return new AdaptivePool(
          AdaptivePool.Kind.AVERAGE, new OpenExtents(sizes.stream().map(Optional::of).toList()));
    }
    Interpolation interpolation =
        Interpolation.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_'));
    return sizes.isEmpty()
        ? new Upsample(new Extents(Trial.sizes(scales(c, axes))), interpolation)
        : new Resize(new Extents(sizes), interpolation);
  }

  private static List<Long> scales(Case c, int axes) {
    JsonNode scale = c.argument("scale_factor");
    List<JsonNode> each = new ArrayList<>();
    if (scale != null && scale.isArray()) {
      scale.forEach(each::add);
    } else if (scale != null) {
      each.add(scale);
    }
    if (each.stream().anyMatch(factor -> factor.asDouble() != Math.rint(factor.asDouble()))) {
      throw new NotExpressible(NotExpressible.Reason.FRACTIONAL_SCALE);
    }
    return c.numbers("scale_factor", axes, 1);
  }

  /** A dimension from 0, the batch, on. */
  private static int dimension(Case c, String name, int otherwise) {
    int dimension = (int) c.number(name, otherwise);
    int rank = c.input(0).size();
    if (dimension < -rank) {
      throw new IllegalArgumentException("there is no dimension " + dimension);
    }
    return dimension < 0 ? dimension + rank : dimension;
  }

  /** Where the batch takes part, the whole tensor is one example, and its dimensions move by 1. */
  private static Trial flatten(Case c) {
    if (c.input(0).isEmpty()) {
      return Trial.torchExamples(c, 0, new Flatten()).on(1, List.of(List.of(1L)));
    }
    int start = dimension(c, "start_dim", 1);
    int end = dimension(c, "end_dim", -1);
    if (c.input(0).size() == 1) {
      return Trial.torchExamples(c, 0, new Flatten(start + 1, end + 1));
    }
    return start == 0
        ? Trial.torchExamples(c, 0, new Flatten(1, end + 1))
        : Trial.torchExamples(c, 1, new Flatten(start, end));
  }

  private static Trial unflatten(Case c) {
    int dimension = dimension(c, "dim", 1);
    OpenExtents sizes = openExtents(c.argument("unflattened_size"), 1);
    return dimension == 0
        ? Trial.torchExamples(c, 0, new Unflatten(sizes, 1))
        : Trial.torchExamples(c, 1, new Unflatten(sizes, dimension));
  }

  /** The whole tensors are one example, as the batch may be what is compared along. */
  private static Trial cosine(Case c) {
    return whole(c, new CosineSimilarity(dimension(c, "dim", 1) + 1));
  }

  private static Trial distance(Case c) {
    return whole(c, new PairwiseDistance(c.decimal("p", 2), c.flag("keepdim", false)));
  }

  /** An input of fewer axes has ones before them, as everywhere in PyTorch. */
  private static Trial whole(Case c, Layer layer) {
    int rank = c.inputs().stream().mapToInt(List::size).max().orElse(0);
    ObjectNode ranked = c.json().deepCopy();
    ArrayNode inputs = ranked.putArray("in");
    for (List<Long> shape : c.inputs()) {
      ArrayNode extents = inputs.addArray();
      Trial.join(Collections.nCopies(rank - shape.size(), 1L), shape).forEach(extents::add);
    }
    return Trial.torchExamples(new Case(ranked), 0, layer);
  }

  private static Unfold unfold(Case c) {
    checkPairs(c);
    return new Unfold(
        c.extents("kernel_size", 2, 0),
        c.extents("dilation", 2, 1),
        TorchConvolutions.symmetric(c, 2),
        c.extents("stride", 2, 1));
  }

  private static FoldLayer fold(Case c) {
    checkPairs(c);
    return new FoldLayer(
        c.extents("kernel_size", 2, 0),
        c.extents("output_size", 2, 0),
        c.extents("dilation", 2, 1),
        TorchConvolutions.symmetric(c, 2),
        c.extents("stride", 2, 1));
  }

  /** PyTorch takes no list of one number here. */
  private static void checkPairs(Case c) {
    for (String name : List.of("kernel_size", "dilation", "padding", "stride")) {
      if (c.numbers(name, 2, 1).size() != 2) {
        throw new IllegalArgumentException(name + " has two numbers, not " + c.argument(name));
      }
    }
  }

  /** Extents where None and -1 leave one open; one number stands for each axis. */
  static OpenExtents openExtents(@Nullable JsonNode value, int axes) {
    List<Optional<Size>> sizes = new ArrayList<>();
    if (value != null && value.isArray()) {
      value.forEach(extent -> sizes.add(openExtent(extent)));
    } else {
      for (int i = 0; i < axes; i++) {
        sizes.add(openExtent(value));
      }
    }
    return new OpenExtents(sizes);
  }

  private static Optional<Size> openExtent(@Nullable JsonNode extent) {
    return extent == null || extent.isNull() || extent.asLong() == -1
        ? Optional.empty()
        : Optional.of(Size.of(extent.asLong()));
  }
}
