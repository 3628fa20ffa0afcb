package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators with windows have in common: kernel, strides, dilations, padding. */
final class WindowArguments {
  private WindowArguments() {}

  /** Returns numbers as extents: one alone where they are the same for each axis. */
  static Extents extents(List<Long> numbers) {
    boolean same = !numbers.isEmpty() && numbers.stream().distinct().count() == 1;
    return new Extents(Call.sizes(same ? numbers.subList(0, 1) : numbers));
  }

  /** Returns the numbers of an argument, one for each axis; the same one where there is none. */
  static List<Long> numbers(Call call, String argument, int axes, long otherwise) {
    List<Long> numbers =
        call.isAbsent(argument)
            ? Collections.nCopies(axes, otherwise)
            : call.numbers(argument, axes);
    if (numbers.size() != axes) {
      throw new DialectException(
          "%s of %s is a number for each of %d axes, not %s", argument, call.name(), axes, numbers);
    }
    return numbers;
  }

  /** Puts stride and dilation. */
  static void readSteps(Call call, int axes, Map<String, @Nullable Object> options) {
    if (!call.isAbsent("strides")) {
      options.put("stride", extents(numbers(call, "strides", axes, 1)));
    }
    if (!call.isAbsent("dilations")) {
      options.put("dilation", extents(numbers(call, "dilations", axes, 1)));
    }
  }

  /** Returns the padding that {@code pads} or {@code auto_pad} say. */
  static Padding padding(Call call, List<Long> kernel) {
    int axes = kernel.size();
    return switch (call.isAbsent("auto_pad") ? "NOTSET" : call.text("auto_pad")) {
      case "NOTSET", "" -> stated(numbers(call, "pads", 2 * axes, 0));
      case "VALID" -> Padding.of(0);
      case "SAME_UPPER" -> Padding.of(Padding.Mode.SAME);
      case "SAME_LOWER" -> lower(call, kernel);
      default ->
          throw new DialectException("auto_pad of %s is %s", call.name(), call.text("auto_pad"));
    };
  }

  /** Returns padding of numbers before all axes, then after. */
  static Padding stated(List<Long> pads) {
    int axes = pads.size() / 2;
    return new Padding(
        Padding.Mode.EXPLICIT,
        extents(pads.subList(0, axes)),
        extents(pads.subList(axes, 2 * axes)));
  }

  /** As {@code SAME_UPPER}, but an odd zero stands before. */
  private static Padding lower(Call call, List<Long> kernel) {
    int axes = kernel.size();
    List<Long> strides = numbers(call, "strides", axes, 1);
    List<Long> dilations = numbers(call, "dilations", axes, 1);
    List<Long> pads = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long extent = call.input(0).get(i + 2);
      long windows = (extent + strides.get(i) - 1) / strides.get(i);
      long reach = (kernel.get(i) - 1) * dilations.get(i) + 1;
      long total = Math.max(0, (windows - 1) * strides.get(i) + reach - extent);
      pads.add(total - total / 2);
      after.add(total / 2);
    }
    pads.addAll(after);
    return stated(pads);
  }

  /** Returns how many axes a layer's windows have. */
  static int axes(Writing writing) {
    if (!writing.inputs().isEmpty()) {
      return writing.inputs().get(0).spatial().size();
    }
    return writing.get("kernel") instanceof Extents kernel ? kernel.sizes().size() : 2;
  }

  /** Returns an option's extents, one for each axis. */
  static List<Long> written(Writing writing, String option, int axes) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      numbers.add(
          writing.get(option) instanceof Extents extents ? extents.along(i, axes).value() : 1L);
    }
    return numbers;
  }

  /** Puts kernel, strides, dilations and padding as attributes. */
  static void write(Writing writing, Map<String, @Nullable Object> arguments) {
    int axes = axes(writing);
    List<Long> kernel = written(writing, "kernel", axes);
    List<Long> dilations = written(writing, "dilation", axes);
    arguments.put("kernel_shape", kernel);
    String stride = writing.get("stride") == null ? "kernel" : "stride";
    arguments.put("strides", written(writing, stride, axes));
    if (writing.values().containsKey("dilation")) {
      arguments.put("dilations", dilations);
    }
    if (!(writing.get("padding") instanceof Padding padding)) {
      return;
    }
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long reach = (kernel.get(i) - 1) * dilations.get(i);
      switch (padding.mode()) {
        case EXPLICIT -> {
          before.add(padding.before().along(i, axes).value());
          after.add(padding.after().along(i, axes).value());
        }
        case CAUSAL -> {
          before.add(reach);
          after.add(0L);
        }
        case FULL -> {
          before.add(reach);
          after.add(reach);
        }
        case PRESERVE -> {
          before.add(reach / 2);
          after.add(reach - reach / 2);
        }
        case VALID, SAME -> {
          before.add(0L);
          after.add(0L);
        }
      }
    }
    if (padding.mode() == Padding.Mode.SAME) {
      arguments.put("auto_pad", "SAME_UPPER");
    } else {
      before.addAll(after);
      arguments.put("pads", before);
    }
  }

  /** Returns an option that is a size. */
  static long size(Writing writing, String option) {
    if (writing.get(option) instanceof Size size) {
      return size.value();
    }
    throw new NotExpressibleException("the layer does not state " + option);
  }
}
