package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.pooling.PowerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** PyTorch's pooling layers and functions. */
final class Poolings {
  private static final String SHORT_VOLUMES =
      "PyTorch's AvgPool3d and LPPool3d refuse windows longer than the input without its padding";

  private static final String INDICES = "indices of max pooling are not among its outputs";

  private Poolings() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      EntryBuilder max = max(axes);
      entries.add(max);
      entries.add(
          PyTorch.function(
              max,
              "max_pool" + axes + "d",
              "kernel_size stride padding dilation ceil_mode return_indices"));
      EntryBuilder average = average(axes);
      entries.add(average);
      entries.add(
          PyTorch.function(
              average,
              "avg_pool" + axes + "d",
              "kernel_size stride padding ceil_mode count_include_pad"
                  + (axes > 1 ? " divisor_override" : "")));
      EntryBuilder power = power(axes);
      entries.add(power);
      entries.add(
          PyTorch.function(
              power, "lp_pool" + axes + "d", "norm_type kernel_size stride ceil_mode"));
      addAdaptive(AdaptivePool.Kind.AVERAGE, "Avg", axes, entries);
      addAdaptive(AdaptivePool.Kind.MAX, "Max", axes, entries);
    }
    return entries;
  }

  private static EntryBuilder max(int axes) {
    return PyTorch.module(MaxPool.class, "MaxPool" + axes + "d")
        .axes(axes)
        .signature(
            "kernel_size:kernel stride=None padding=0 dilation=1 return_indices=False"
                + " ceil_mode:ceil=False")
        .codec("kernel", Codec.window(axes))
        .limit(
            "indices of max pooling are not among its outputs", call -> call.flag("return_indices"))
        .arranged(TorchAxes.examples(axes + 1));
  }

  private static EntryBuilder average(int axes) {
    EntryBuilder entry =
        PyTorch.module(AveragePool.class, "AvgPool" + axes + "d")
            .axes(axes)
            .signature(
                "kernel_size:kernel stride=None padding=0 ceil_mode:ceil=False"
                    + " count_include_pad:countpad=True")
            .codec("kernel", Codec.window(axes))
            .arranged(TorchAxes.examples(axes + 1));
    if (axes > 1) {
      entry.signature("divisor_override=None");
    }
    if (axes > 2) {
      entry.limit(SHORT_VOLUMES, call -> isShort(call, call.numbers("padding", axes)));
    }
    return entry;
  }

  private static EntryBuilder power(int axes) {
    EntryBuilder entry =
        PyTorch.module(PowerPool.class, "LPPool" + axes + "d")
            .axes(axes)
            .signature("norm_type:power kernel_size:kernel stride=None ceil_mode:ceil=False")
            .arranged(TorchAxes.examples(axes + 1));
    if (axes > 2) {
      entry.limit(SHORT_VOLUMES, call -> isShort(call, List.of(0L, 0L, 0L)));
    }
    return entry;
  }

  /** Whether a window is longer than a volume, yet fits with padding or in ceil mode. */
  private static boolean isShort(Call call, List<Long> zeros) {
    List<Long> kernel = call.numbers("kernel_size", 3);
    if (!call.knowsInputs() || call.rank() < 4 || kernel.size() != 3 || zeros.size() != 3) {
      return false;
    }
    List<Long> volume = call.input(0).subList(call.rank() - 3, call.rank());
    for (int i = 0; i < 3; i++) {
      boolean fits = call.flag("ceil_mode") || kernel.get(i) <= volume.get(i) + 2 * zeros.get(i);
      if (kernel.get(i) > volume.get(i) && fits) {
        return true;
      }
    }
    return false;
  }

  private static void addAdaptive(
      AdaptivePool.Kind kind, String name, int axes, List<EntryBuilder> entries) {
    EntryBuilder builder =
        PyTorch.module(AdaptivePool.class, "Adaptive" + name + "Pool" + axes + "d")
            .axes(axes)
            .fixed("kind", kind)
            .signature("output_size:size")
            .check(call -> checkRank(call, axes))
            .arranged(TorchAxes.examples(axes + 1));
    if (kind == AdaptivePool.Kind.MAX) {
      builder.signature("return_indices=False").limit(INDICES, c -> c.flag("return_indices"));
    }
    EntryBuilder entry = builder;
    entries.add(entry);
    entries.add(
        PyTorch.function(
            entry,
            "adaptive_" + name.toLowerCase(Locale.ROOT) + "_pool" + axes + "d",
            kind == AdaptivePool.Kind.MAX ? "output_size return_indices" : "output_size"));
  }

  private static void checkRank(Call call, int axes) {
    if (call.knowsInputs() && call.rank() != axes + 1 && call.rank() != axes + 2) {
      throw new DialectException("%d axes are pooled, not those of %s", axes, call.input(0));
    }
  }
}
