package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PyTorch's convolutions. */
final class Convolutions {
  private Convolutions() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      EntryBuilder convolution = convolution(axes);
      entries.add(convolution);
      entries.add(PyTorch.lazy(convolution));
      EntryBuilder transposed = transposed(axes);
      entries.add(transposed);
      entries.add(PyTorch.lazy(transposed));
    }
    return entries;
  }

  private static EntryBuilder convolution(int axes) {
    return PyTorch.module(Convolution.class, "Conv" + axes + "d")
        .axes(axes)
        .signature(
            "in_channels:in out_channels:out kernel_size:kernel stride=1 padding=0 dilation=1"
                + " groups=1 bias=True padding_mode:fill=zeros")
        .codec("padding", new ConvolutionPadding(axes))
        .limit(
            "negative padding of a convolution: put crop before it",
            call -> crops(call, axes) && !call.text("padding_mode").equals("zeros"))
        .arranged(TorchAxes.examples(axes + 1));
  }

  private static boolean crops(Call call, int axes) {
    return !(call.value("padding") instanceof String)
        && call.numbers("padding", axes).stream().anyMatch(zeros -> zeros < 0);
  }

  private static EntryBuilder transposed(int axes) {
    return PyTorch.module(TransposedConvolution.class, "ConvTranspose" + axes + "d")
        .axes(axes)
        .signature(
            "in_channels:in out_channels:out kernel_size:kernel stride=1 padding=0"
                + " output_padding:outpadding=0 groups=1 bias=True dilation=1 padding_mode=zeros")
        .codec("outpadding", Codec.extentsUnlessZero(axes))
        .refusing(layer -> checkNumbers((TransposedConvolution) layer))
        .arranged(TorchAxes.examples(axes + 1));
  }

  private static void checkNumbers(TransposedConvolution layer) {
    if (layer.padding().mode() != Padding.Mode.EXPLICIT) {
      throw new LayerException(
          "PyTorch's transposed convolutions have padding in numbers, not " + layer.padding());
    }
  }

  /** Numbers, {@code "same"} or {@code "valid"}. */
  private record ConvolutionPadding(int axes) implements Codec {
    @Override
    public @Nullable Object read(String argument, @Nullable Object value) {
      if ("same".equals(value)) {
        return Padding.of(Padding.Mode.PRESERVE);
      } else if ("valid".equals(value)) {
        return Padding.of(Padding.Mode.VALID);
      }
      return Codec.symmetric(axes).read(argument, value);
    }

    @Override
    public @Nullable Object write(@Nullable Object option, Writing writing) {
      if (option instanceof Padding padding) {
        return switch (padding.mode()) {
          case EXPLICIT -> Codec.symmetric(axes).write(padding, writing);
          case VALID -> "valid";
          case PRESERVE -> "same";
          case SAME -> same(writing);
          case CAUSAL, FULL ->
              throw new NotExpressibleException(
                  "PyTorch has no padding=" + padding + ": pad before the layer");
        };
      }
      return null;
    }

    /** TensorFlow's is PyTorch's where windows move by 1. */
    private static String same(Writing writing) {
      if (writing.get("stride") instanceof Extents stride
          && stride.sizes().stream().allMatch(step -> step.is(1))) {
        return "same";
      }
      throw new NotExpressibleException(
          "PyTorch's padding=\"same\" is for stride 1 only: pad before the layer");
    }
  }
}
