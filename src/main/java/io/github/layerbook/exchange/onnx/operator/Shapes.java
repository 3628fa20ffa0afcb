package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.PixelShuffle;
import io.github.layerbook.layer.shape.PixelUnshuffle;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.layer.shape.Split;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** ONNX's operators that only rearrange, and those that move pixels. */
final class Shapes {
  private Shapes() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    entries.add(flatten());
    entries.add(reshape());
    entries.add(transpose());
    entries.add(slice());
    entries.add(split());
    entries.add(
        OnnxOperators.operator(PixelShuffle.class, "DepthToSpace")
            .signature("blocksize:factor mode=DCR")
            .writing("mode", writing -> "CRD"));
    entries.add(
        OnnxOperators.operator(PixelUnshuffle.class, "SpaceToDepth").signature("blocksize:factor"));
    entries.addAll(Pads.entries());
    return entries;
  }

  private static Arrangement first(Call call) {
    return Arrangement.channelsFirst(call.inputs(), Math.min(1, call.rank()));
  }

  private static EntryBuilder flatten() {
    return OnnxOperators.operator(Flatten.class, "Flatten")
        .signature("axis=1")
        .fixed("start", 1)
        .fixed("end", -1)
        .limit(
            "examples of a batch that are taken apart or together",
            call -> call.number("axis") != 1)
        .arranged(Shapes::first);
  }

  private static EntryBuilder reshape() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Reshape.class),
            call -> {
              List<Long> shape = call.numbers("shape", 1);
              return new Reshape(
                  (OpenExtents)
                      Objects.requireNonNull(
                          Codec.SHAPE.read("shape", shape.subList(1, shape.size()))),
                  AxisOrder.CHW);
            },
            Shapes::writeReshape,
            "ai.onnx",
            "Reshape")
        .signature("shape allowzero=0")
        .limit(
            "a batch whose examples are taken apart or together",
            call -> call.numbers("shape", 1).get(0) != 0)
        .arranged(Shapes::first);
  }

  /** 0 keeps the batch. */
  private static Map<String, @Nullable Object> writeReshape(Writing writing) {
    if (writing.get("order") != AxisOrder.CHW
        && writing.get("shape") instanceof OpenExtents shape
        && shape.sizes().size() > 1) {
      throw new NotExpressibleException(
          "ONNX's tensors have their channels first: state order=chw");
    }
    List<Long> all = new ArrayList<>(List.of(0L));
    if (Codec.SHAPE.write(writing.get("shape"), writing) instanceof List<?> own) {
      own.forEach(extent -> all.add((Long) extent));
    }
    return Map.of("shape", all);
  }

  private static EntryBuilder transpose() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Permute.class),
            call -> {
              List<Long> order = call.numbers("perm", 1);
              return new Permute(Call.sizes(order.subList(1, order.size())), AxisOrder.CHW);
            },
            Shapes::writePermute,
            "ai.onnx",
            "Transpose")
        .signature("perm")
        .limit("a batch that moves", call -> call.numbers("perm", 1).get(0) != 0)
        .arranged(Shapes::first);
  }

  private static Map<String, @Nullable Object> writePermute(Writing writing) {
    Permute permute = (Permute) writing.layer();
    int rank = permute.dims().size();
    List<Long> order = new ArrayList<>(List.of(0L));
    if (permute.order() == AxisOrder.CHW || rank < 2) {
      permute.dims().forEach(dim -> order.add(dim.value()));
      return Map.of("perm", order);
    }
    // Counted channels last, 1 to rank - 1 are the positions and rank the channels.
    List<Long> last = permute.dims().stream().map(Size::value).toList();
    LongStream.concat(
            LongStream.of(last.get(rank - 1)), last.subList(0, rank - 1).stream().mapToLong(d -> d))
        .forEach(dim -> order.add(dim == rank ? 1 : dim + 1));
    return Map.of("perm", order);
  }

  private static EntryBuilder slice() {
    return OnnxOperators.operator(Slice.class, "Slice")
        .signature("starts ends axes=None steps=None")
        .bound(
            List.of("dim", "from", "to", "step"),
            (call, options) -> {
              options.put("dim", Math.toIntExact(single(call, "axes", 0)));
              options.put("from", Size.of(single(call, "starts", 0)));
              long end = single(call, "ends", 0);
              options.put("to", end >= Integer.MAX_VALUE ? null : Size.of(end));
              options.put("step", Size.of(single(call, "steps", 1)));
            },
            Shapes::writeSlice)
        .limit("part of a batch", call -> single(call, "axes", 0) == 0)
        .arranged(Shapes::first);
  }

  private static long single(Call call, String argument, long otherwise) {
    List<Long> numbers = call.isAbsent(argument) ? List.of(otherwise) : call.numbers(argument, 1);
    if (numbers.size() != 1) {
      throw new DialectException("%s of Slice is one number here, not %s", argument, numbers);
    }
    return numbers.get(0);
  }

  private static void writeSlice(Writing writing, Map<String, @Nullable Object> arguments) {
    arguments.put("starts", List.of(WindowArguments.size(writing, "from")));
    Object to = writing.get("to");
    arguments.put(
        "ends", List.of(to == null ? Long.MAX_VALUE : WindowArguments.size(writing, "to")));
    arguments.put("axes", List.of(((Integer) writing.values().getOrDefault("dim", 1)).longValue()));
    arguments.put("steps", List.of(WindowArguments.size(writing, "step")));
  }

  private static EntryBuilder split() {
    return EntryBuilder.of(
            List.<Class<? extends Layer>>of(Split.class),
            call ->
                new Split(
                    Call.sizes(call.numbers("split", 1)), Math.toIntExact(call.number("axis"))),
            writing -> {
              Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
              arguments.put("split", Codec.SIZES.write(writing.get("sizes"), writing));
              arguments.put("axis", Codec.INDEX.write(writing.get("dim"), writing));
              return arguments;
            },
            "ai.onnx",
            "Split")
        .signature("split=None axis=0 num_outputs=None")
        .limit("a batch in parts", call -> call.number("axis") == 0)
        .arranged(Shapes::first);
  }
}
