package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.pooling.PowerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ONNX's pooling operators. */
final class Poolings {
  private Poolings() {}

  static List<EntryBuilder> entries() {
    return List.of(
        windowed(MaxPool.class, "MaxPool", "kernel", "stride", "padding", "dilation")
            .signature("ceil_mode:ceil=0 storage_order=0"),
        windowed(AveragePool.class, "AveragePool", "kernel", "stride", "padding")
            .signature("ceil_mode:ceil=0 count_include_pad:countpad=0")
            .limit("a dilated average pooling", Poolings::isDilated),
        windowed(PowerPool.class, "LpPool", "kernel", "stride")
            .signature("ceil_mode:ceil=0 p:power=2")
            .limit("a dilated Lp pooling", Poolings::isDilated),
        global(GlobalPool.Kind.AVERAGE, "GlobalAveragePool"),
        global(GlobalPool.Kind.MAX, "GlobalMaxPool"));
  }

  private static boolean isDilated(Call call) {
    return !call.isAbsent("dilations")
        && call.numbers("dilations", 1).stream().anyMatch(n -> n > 1);
  }

  private static EntryBuilder windowed(
      Class<? extends Layer> type, String name, String... options) {
    Set<String> has = Set.of(options);
    return OnnxOperators.operator(type, name)
        .signature("kernel_shape auto_pad=NOTSET dilations=None pads=None strides=None")
        .bound(List.of(options), (call, values) -> read(call, values, has), WindowArguments::write);
  }

  /** Strides are 1 unless stated, where ours are the kernel's. */
  private static void read(Call call, Map<String, @Nullable Object> values, Set<String> has) {
    List<Long> kernel = call.numbers("kernel_shape", 1);
    if (call.knowsInputs() && call.rank() != kernel.size() + 2) {
      throw new DialectException(
          "windows of %s slide over %d axes, not over those of %s",
          call.name(), kernel.size(), call.input(0));
    }
    List<Long> strides = WindowArguments.numbers(call, "strides", kernel.size(), 1);
    values.put("kernel", new Extents(Call.sizes(kernel)));
    values.put("stride", strides.equals(kernel) ? null : WindowArguments.extents(strides));
    if (has.contains("padding")) {
      values.put("padding", WindowArguments.padding(call, kernel));
    } else if (!call.isAbsent("pads")) {
      List<Long> pads = new ArrayList<>(call.numbers("pads", 1));
      pads.removeIf(zeros -> zeros == 0);
      if (!pads.isEmpty()) {
        throw new DialectException("padding of %s: pad before it", call.name());
      }
    }
    if (has.contains("dilation") && !call.isAbsent("dilations")) {
      values.put(
          "dilation",
          WindowArguments.extents(WindowArguments.numbers(call, "dilations", kernel.size(), 1)));
    }
  }

  private static EntryBuilder global(GlobalPool.Kind kind, String name) {
    return OnnxOperators.operator(GlobalPool.class, name)
        .fixed("kind", kind)
        .fixed("keepdims", true);
  }
}
