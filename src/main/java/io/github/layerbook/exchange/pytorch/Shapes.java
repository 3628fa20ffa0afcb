package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.convolution.FoldLayer;
import io.github.layerbook.layer.convolution.Unfold;
import io.github.layerbook.layer.merge.CosineSimilarity;
import io.github.layerbook.layer.merge.PairwiseDistance;
import io.github.layerbook.layer.shape.ChannelShuffle;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.PixelShuffle;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.layer.shape.Unflatten;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's layers and functions that rearrange or compare values. */
final class Shapes {
  private Shapes() {}

  static List<EntryBuilder> entries() {
    EntryBuilder flatten = flatten();
    EntryBuilder unflatten = unflatten();
    EntryBuilder unfold = unfold();
    EntryBuilder fold = fold();
    EntryBuilder cosine = cosine();
    EntryBuilder distance = distance();
    EntryBuilder shuffle =
        PyTorch.module(ChannelShuffle.class, "ChannelShuffle").signature("groups");
    EntryBuilder pixels =
        PyTorch.module(PixelShuffle.class, "PixelShuffle")
            .signature("upscale_factor:factor")
            .arranged(TorchAxes::image);
    EntryBuilder unshuffle =
        PyTorch.module(PixelUnshuffle.class, "PixelUnshuffle")
            .signature("downscale_factor:factor")
            .arranged(TorchAxes::image);
    return List.of(
        flatten,
        EntryBuilder.functionOf(
                flatten, "torch", List.of("flatten"), List.of("input"), "start_dim end_dim")
            .standard("start_dim", 0),
        unflatten,
        EntryBuilder.functionOf(
            unflatten, "torch", List.of("unflatten"), List.of("input"), "dim unflattened_size"),
        unfold,
        PyTorch.function(unfold, "unfold", "kernel_size dilation padding stride"),
        fold,
        PyTorch.function(fold, "fold", "output_size kernel_size dilation padding stride"),
        shuffle,
        PyTorch.function(shuffle, "channel_shuffle", "groups"),
        pixels,
        PyTorch.function(pixels, "pixel_shuffle", "upscale_factor"),
        unshuffle,
        PyTorch.function(unshuffle, "pixel_unshuffle", "downscale_factor"),
        cosine,
        compared(cosine, "cosine_similarity", "dim eps"),
        distance,
        compared(distance, "pairwise_distance", "p eps keepdim"));
  }

  private static EntryBuilder compared(Declared entry, String name, String signature) {
    return EntryBuilder.functionOf(
        entry, PyTorch.FUNCTIONAL, List.of(name), List.of("x1", "x2"), signature);
  }

  private static EntryBuilder flatten() {
    return PyTorch.module(Flatten.class, "Flatten")
        .signature("start_dim=1 end_dim=-1")
        .bound(
            List.of("start", "end"),
            Shapes::readFlatten,
            (writing, arguments) -> {
              arguments.put("start_dim", Codec.INDEX.write(writing.get("start"), writing));
              arguments.put("end_dim", Codec.INDEX.write(writing.get("end"), writing));
            })
        .arranged(
            call ->
                call.rank() == 0
                    ? flattenedValue(call)
                    : Arrangement.channelsFirst(call.inputs(), flattensBatch(call) ? 0 : 1));
  }

  private static Arrangement flattenedValue(Call call) {
    return Arrangement.channelsFirst(List.of(List.of(1L)), 0)
        .operands(TorchAxes.single(call).operands());
  }

  private static boolean flattensBatch(Call call) {
    return call.rank() == 1 || TorchAxes.dimension(call, "start_dim") == 0;
  }

  /** Where the batch takes part, the whole tensor is one example, and its dimensions move by 1. */
  private static void readFlatten(Call call, Map<String, @Nullable Object> options) {
    if (call.knowsInputs() && call.rank() == 0) {
      return;
    }
    int start = TorchAxes.dimension(call, "start_dim");
    int end = TorchAxes.dimension(call, "end_dim");
    boolean last = call.knowsInputs() && end == call.rank() - 1;
    int moved = call.knowsInputs() && flattensBatch(call) ? 1 : 0;
    options.put("start", start + moved);
    options.put("end", last ? -1 : end + moved);
  }

  private static EntryBuilder unflatten() {
    return PyTorch.module(Unflatten.class, "Unflatten")
        .signature("dim unflattened_size:sizes")
        .bound(
            List.of("dim"),
            (call, options) -> {
              int dimension = TorchAxes.dimension(call, "dim");
              options.put("dim", dimension == 0 ? 1 : dimension);
            },
            (writing, arguments) ->
                arguments.put("dim", Codec.INDEX.write(writing.get("dim"), writing)))
        .arranged(
            call ->
                Arrangement.channelsFirst(
                    call.inputs(), TorchAxes.dimension(call, "dim") == 0 ? 0 : 1));
  }

  /** The batch may be what is compared along; then the whole tensors are one example. */
  private static EntryBuilder cosine() {
    return PyTorch.module(CosineSimilarity.class, "CosineSimilarity")
        .signature("dim=1 eps=1e-8")
        .bound(
            List.of("dim"),
            (call, options) -> {
              int dimension = TorchAxes.dimension(call, "dim");
              boolean batch =
                  !call.knowsInputs()
                      || !TorchAxes.together(call, dimension == 0).batch().isEmpty();
              options.put("dim", batch || dimension < 0 ? dimension : dimension + 1);
            },
            (writing, arguments) ->
                arguments.put("dim", Codec.INDEX.write(writing.get("dim"), writing)))
        .arranged(call -> TorchAxes.together(call, TorchAxes.dimension(call, "dim") == 0));
  }

  private static EntryBuilder distance() {
    return PyTorch.module(PairwiseDistance.class, "PairwiseDistance")
        .signature("p:power=2.0 eps=1e-6 keepdim:keepdims=False")
        .arranged(call -> TorchAxes.together(call, call.rank() == 1));
  }

  private static EntryBuilder unfold() {
    return PyTorch.module(Unfold.class, "Unfold")
        .signature(2, "kernel_size:kernel dilation=1 padding=0 stride=1")
        .check(Shapes::checkPairs)
        .arranged(TorchAxes.examples(3));
  }

  private static EntryBuilder fold() {
    return PyTorch.module(FoldLayer.class, "Fold")
        .signature(2, "output_size:size kernel_size:kernel dilation=1 padding=0 stride=1")
        .codec("size", Codec.kernel(2))
        .check(Shapes::checkPairs)
        .arranged(TorchAxes.examples(2));
  }

  /** PyTorch takes no list of one number here. */
  private static void checkPairs(Call call) {
    for (String name : List.of("kernel_size", "dilation", "padding", "stride")) {
      if (call.numbers(name, 2).size() != 2) {
        throw new DialectException(name + " has two numbers, not " + call.value(name));
      }
    }
  }
}
