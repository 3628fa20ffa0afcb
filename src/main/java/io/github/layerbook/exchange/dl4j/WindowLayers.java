package io.github.layerbook.exchange.dl4j;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Layers of Deeplearning4j's that move a window: convolutions and subsampling. */
final class WindowLayers {
  private WindowLayers() {}

  private static EntryBuilder windows(
      Class<? extends Layer> type, int axes, String signature, String... names) {
    return Dl4j.layer(type, names)
        .axes(axes)
        .signature(signature)
        .bound(
            List.of("padding"),
            (call, options) -> options.put("padding", padding(call, axes)),
            (writing, arguments) -> writePadding(writing, arguments, axes));
  }

  private static Object padding(Call call, int axes) {
    return switch (call.text("convolutionMode")) {
      case "Same" -> Padding.of(Padding.Mode.SAME);
      case "Causal" -> Padding.of(Padding.Mode.CAUSAL);
      default -> {
        Object padding = Codec.symmetric(axes).read("padding", call.value("padding"));
        yield padding == null ? Padding.of(0) : padding;
      }
    };
  }

  private static void writePadding(
      Writing writing, Map<String, @Nullable Object> arguments, int axes) {
    Padding padding = (Padding) Objects.requireNonNull(writing.get("padding"));
    switch (padding.mode()) {
      case SAME, PRESERVE -> arguments.put("convolutionMode", "Same");
      case CAUSAL -> arguments.put("convolutionMode", "Causal");
      case FULL -> throw new NotExpressibleException("DL4J has no full padding");
      default -> arguments.put("padding", Codec.symmetric(axes).write(padding, writing));
    }
  }

  /** Returns the convolutions. */
  static List<Declared> convolutions() {
    String window = "kernelSize:kernel=(5,5) stride=1 padding=0 convolutionMode=Truncate ";
    String rest = "dilation=1 hasBias:bias=True";
    String plain = "nOut:out " + window + rest;
    String depthwise = window + "depthMultiplier:multiplier=1 " + rest;
    return List.of(
        windows(Convolution.class, 2, plain, "ConvolutionLayer", "Convolution2D"),
        windows(
            Convolution.class,
            1,
            plain.replace("(5,5)", "5"),
            "Convolution1DLayer",
            "Convolution1D"),
        windows(Convolution.class, 3, plain.replace("(5,5)", "(2,2,2)"), "Convolution3D"),
        windows(TransposedConvolution.class, 2, plain, "Deconvolution2D"),
        windows(SeparableConvolution.class, 2, "nOut:out " + depthwise, "SeparableConvolution2D"),
        windows(DepthwiseConvolution.class, 2, depthwise, "DepthwiseConvolution2D"));
  }

  /** Returns the pools, which one class is with an argument that says the kind. */
  static List<Declared> pools() {
    List<Declared> all = new ArrayList<>();
    all.add(pool(2, "SubsamplingLayer", "Subsampling2D"));
    all.add(pool(1, "Subsampling1DLayer", "Subsampling1D"));
    all.add(pool(3, "Subsampling3DLayer"));
    all.add(
        Dl4j.layer(GlobalPool.class, "GlobalPoolingLayer")
            .signature("poolingType=MAX collapseDimensions=True")
            .computed(
                "kind",
                call ->
                    call.text("poolingType").equals("MAX")
                        ? GlobalPool.Kind.MAX
                        : GlobalPool.Kind.AVERAGE,
                "poolingType",
                writing -> writing.get("kind") == GlobalPool.Kind.MAX ? "MAX" : "AVG"));
    return all;
  }

  private static EntryBuilder pool(int axes, String... names) {
    return EntryBuilder.of(
            List.of(MaxPool.class, AveragePool.class),
            call -> readPool(call, axes),
            writing -> writePool(writing, axes),
            Dl4j.LAYERS,
            names)
        .axes(axes)
        .signature(
            "poolingType=MAX kernelSize=1 stride=2 padding=0 dilation=1 convolutionMode=Truncate")
        .limit("pooling by a power", call -> call.text("poolingType").equals("PNORM"));
  }

  private static Layer readPool(Call call, int axes) {
    Extents kernel = new Extents(Call.sizes(call.numbers("kernelSize", axes)));
    Extents stride = call.extents("stride", axes);
    Padding padding = (Padding) padding(call, axes);
    return call.text("poolingType").equals("MAX")
        ? new MaxPool(kernel, stride, padding, call.extents("dilation", axes), false)
        : new AveragePool(kernel, stride, padding, false, true);
  }

  private static Map<String, @Nullable Object> writePool(Writing writing, int axes) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("poolingType", writing.layer() instanceof MaxPool ? "MAX" : "AVG");
    Object stride = writing.get("stride");
    arguments.put("kernelSize", Codec.kernel(axes).write(writing.get("kernel"), writing));
    arguments.put(
        "stride",
        Codec.extents(axes).write(stride == null ? writing.get("kernel") : stride, writing));
    if (writing.flag("ceil")) {
      throw new NotExpressibleException("DL4J's subsampling rounds down");
    }
    writePadding(writing, arguments, axes);
    return arguments;
  }
}
