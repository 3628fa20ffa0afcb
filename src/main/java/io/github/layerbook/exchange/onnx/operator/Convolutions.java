package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ONNX's convolutions. */
final class Convolutions {
  private Convolutions() {}

  static List<EntryBuilder> entries() {
    return List.of(convolution(), transposed());
  }

  private static EntryBuilder windowed(Class<? extends Layer> type, String name) {
    return OnnxOperators.operator(type, name)
        .signature(
            "W B=None auto_pad=NOTSET dilations=None group=1 kernel_shape=None pads=None"
                + " strides=None");
  }

  private static EntryBuilder convolution() {
    return windowed(Convolution.class, "Conv")
        .bound(
            List.of(
                "kernel", "out", "in", "bias", "stride", "dilation", "padding", "groups", "fill"),
            Convolutions::read,
            Convolutions::write);
  }

  /** The extents of the filters behind the two of channels. */
  private static List<Long> kernel(Call call) {
    List<Long> filters = call.numbers("W", 1);
    if (filters.size() < 3) {
      throw new DialectException(
          "the weights of %s have extents %s: outputs, inputs, then the kernel's",
          call.name(), filters);
    }
    List<Long> kernel = filters.subList(2, filters.size());
    if (!call.isAbsent("kernel_shape") && !call.numbers("kernel_shape", 1).equals(kernel)) {
      throw new DialectException(
          "kernel_shape of %s is %s, its weights' is %s",
          call.name(), call.numbers("kernel_shape", 1), kernel);
    }
    return kernel;
  }

  private static void read(Call call, Map<String, @Nullable Object> options) {
    List<Long> kernel = kernel(call);
    List<Long> filters = call.numbers("W", 1);
    options.put("kernel", new Extents(Call.sizes(kernel)));
    options.put("out", Size.of(filters.get(0)));
    options.put("in", Size.product(Size.of(filters.get(1)), call.size("group")).evaluated());
    options.put("bias", !call.isAbsent("B"));
    options.put("groups", call.size("group"));
    options.put("padding", WindowArguments.padding(call, kernel));
    WindowArguments.readSteps(call, kernel.size(), options);
  }

  private static void write(Writing writing, Map<String, @Nullable Object> arguments) {
    if (writing.get("fill") != Fill.ZEROS) {
      throw new NotExpressibleException("ONNX's convolutions pad with zeros: pad before the layer");
    }
    WindowArguments.write(writing, arguments);
    long groups = WindowArguments.size(writing, "groups");
    arguments.put("group", groups);
    List<Long> filters =
        new ArrayList<>(
            List.of(WindowArguments.size(writing, "out"), writing.channels(0).value() / groups));
    filters.addAll(WindowArguments.written(writing, "kernel", WindowArguments.axes(writing)));
    arguments.put("W", filters);
    if (writing.flag("bias")) {
      arguments.put("B", List.of(filters.get(0)));
    }
  }

  private static EntryBuilder transposed() {
    return windowed(TransposedConvolution.class, "ConvTranspose")
        .signature("output_padding=None output_shape=None")
        .bound(
            Dialect.names("kernel out in bias stride dilation padding groups outpadding"),
            Convolutions::readTransposed,
            Convolutions::writeTransposed);
  }

  private static void readTransposed(Call call, Map<String, @Nullable Object> options) {
    List<Long> kernel = kernel(call);
    List<Long> filters = call.numbers("W", 1);
    int axes = kernel.size();
    options.put("kernel", new Extents(Call.sizes(kernel)));
    options.put("in", Size.of(filters.get(0)));
    options.put("out", Size.product(Size.of(filters.get(1)), call.size("group")).evaluated());
    options.put("bias", !call.isAbsent("B"));
    options.put("groups", call.size("group"));
    WindowArguments.readSteps(call, axes, options);
    List<Long> added = WindowArguments.numbers(call, "output_padding", axes, 0);
    if (!call.isAbsent("output_shape") || call.text("auto_pad").startsWith("SAME")) {
      options.put("padding", toShape(call, kernel, added));
    } else {
      options.put("padding", WindowArguments.padding(call, kernel));
    }
    if (added.stream().anyMatch(zeros -> zeros != 0)) {
      options.put("outpadding", WindowArguments.extents(added));
    }
  }

  /** Padding that makes the output as large as is stated, or as the strides say. */
  private static Padding toShape(Call call, List<Long> kernel, List<Long> added) {
    int axes = kernel.size();
    List<Long> strides = WindowArguments.numbers(call, "strides", axes, 1);
    List<Long> dilations = WindowArguments.numbers(call, "dilations", axes, 1);
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long extent = call.input(0).get(i + 2);
      List<Long> stated =
          call.isAbsent("output_shape") ? List.of() : call.numbers("output_shape", axes);
      long output =
          stated.isEmpty() ? extent * strides.get(i) : stated.get(stated.size() - axes + i);
      long total =
          Math.max(
              0,
              strides.get(i) * (extent - 1)
                  + added.get(i)
                  + (kernel.get(i) - 1) * dilations.get(i)
                  + 1
                  - output);
      boolean upper = call.text("auto_pad").equals("SAME_UPPER");
      before.add(upper ? total / 2 : total - total / 2);
      after.add(upper ? total - total / 2 : total / 2);
    }
    before.addAll(after);
    return WindowArguments.stated(before);
  }

  private static void writeTransposed(Writing writing, Map<String, @Nullable Object> arguments) {
    if (writing.get("padding") instanceof Padding padding
        && padding.mode() != Padding.Mode.EXPLICIT
        && padding.mode() != Padding.Mode.VALID) {
      throw new NotExpressibleException(
          "ONNX's transposed convolutions have padding in numbers, not " + padding);
    }
    WindowArguments.write(writing, arguments);
    int axes = WindowArguments.axes(writing);
    if (writing.get("outpadding") != null) {
      arguments.put("output_padding", WindowArguments.written(writing, "outpadding", axes));
    }
    long groups = WindowArguments.size(writing, "groups");
    long out = WindowArguments.size(writing, "out");
    arguments.put("group", groups);
    List<Long> filters = new ArrayList<>(List.of(writing.channels(0).value(), out / groups));
    filters.addAll(WindowArguments.written(writing, "kernel", axes));
    arguments.put("W", filters);
    if (writing.flag("bias")) {
      arguments.put("B", List.of(out));
    }
  }
}
