package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Split;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's functions that merge, join, split or average tensors; most are methods, too. */
final class Tensors {
  private static final String TORCH = "torch";

  private Tensors() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    addMerge(entries, Merge.Kind.ADD, "add");
    addMerge(entries, Merge.Kind.SUBTRACT, "sub", "subtract");
    addMerge(entries, Merge.Kind.MULTIPLY, "mul", "multiply");
    entries.add(merge(Merge.Kind.MAXIMUM, "maximum"));
    entries.add(merge(Merge.Kind.MINIMUM, "minimum"));
    entries.add(concatenate());
    entries.add(chunk());
    entries.add(split());
    entries.add(reduction(GlobalPool.Kind.AVERAGE, "mean"));
    entries.add(reduction(GlobalPool.Kind.MAX, "amax"));
    return entries;
  }

  private static EntryBuilder merge(Merge.Kind kind, String... names) {
    return EntryBuilder.of(Merge.class, TORCH, names)
        .function("input", "other")
        .fixed("kind", kind)
        .arranged(call -> TorchAxes.together(call, false));
  }

  /** Adds {@code add} and, in place, {@code add_}. */
  private static void addMerge(List<EntryBuilder> entries, Merge.Kind kind, String... names) {
    EntryBuilder fresh = merge(kind, names).fixed("inplace", false);
    EntryBuilder inplace = merge(kind, names[0] + "_").fixed("inplace", true);
    if (kind != Merge.Kind.MULTIPLY) {
      fresh.signature("alpha=1");
      inplace.signature("alpha=1");
    }
    entries.add(fresh);
    entries.add(inplace);
  }

  private static EntryBuilder concatenate() {
    return dimensioned(
        EntryBuilder.of(Concatenate.class, TORCH, "cat", "concat", "concatenate")
            .function("*tensors"));
  }

  private static EntryBuilder chunk() {
    return dimensioned(
        EntryBuilder.of(Chunk.class, TORCH, "chunk").function("input").signature("chunks:parts"));
  }

  /** Adds the dimension along which tensors are joined or split. */
  private static EntryBuilder dimensioned(EntryBuilder entry) {
    return entry
        .signature("dim=0")
        .computed(
            "dim",
            call -> TorchAxes.dimension(call, "dim"),
            "dim",
            writing -> Codec.INDEX.write(writing.get("dim"), writing))
        .limit("joining or splitting batches", call -> TorchAxes.dimension(call, "dim") == 0)
        .arranged(TorchAxes::first);
  }

  private static EntryBuilder split() {
    return dimensioned(
        EntryBuilder.of(Split.class, TORCH, "split")
            .function("tensor")
            .signature("split_size_or_sections")
            .computed(
                "sizes",
                call -> Call.sizes(sections(call)),
                "split_size_or_sections",
                writing -> Codec.SIZES.write(writing.get("sizes"), writing)));
  }

  /** One number is the size of each part but the last, which has what is left. */
  private static List<Long> sections(Call call) {
    if (call.value("split_size_or_sections") instanceof List<?>) {
      return call.numbers("split_size_or_sections", 1);
    }
    long size = Size.of(call.number("split_size_or_sections")).value();
    long left = call.input(0).get(TorchAxes.dimension(call, "dim"));
    List<Long> sections = new ArrayList<>();
    for (; size > 0 && left > 0; left -= size) {
      sections.add(Math.min(size, left));
    }
    return sections;
  }

  /** Over all axes but the batch and one, our channels: global pooling. */
  private static EntryBuilder reduction(GlobalPool.Kind kind, String name) {
    return EntryBuilder.of(GlobalPool.class, TORCH, name)
        .function("input")
        .fixed("kind", kind)
        .signature("dim=None keepdim:keepdims=False")
        .writing(Tensors::writePositions)
        .limit(
            name + " over other axes than all positions",
            call -> call.isAbsent("dim") || (call.knowsInputs() && kept(call).size() != 1))
        .arranged(call -> Arrangement.along(call.inputs(), 1, kept(call).get(0)));
  }

  /** The axes that are neither the batch nor reduced. */
  private static List<Integer> kept(Call call) {
    List<Integer> reduced =
        call.numbers("dim", 1).stream()
            .map(dimension -> Math.floorMod(dimension, Math.max(1, call.rank())))
            .toList();
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < call.rank(); axis++) {
      if (axis == 0 ? reduced.contains(0) : !reduced.contains(axis)) {
        kept.add(axis);
      }
    }
    return kept.contains(0) ? List.of() : kept;
  }

  private static void writePositions(Writing writing, Map<String, @Nullable Object> arguments) {
    if (writing.inputs().isEmpty()) {
      throw new NotExpressibleException("the number of axes is needed: state the input");
    }
    List<Long> dimensions = new ArrayList<>();
    for (long i = 0; i < writing.inputs().get(0).spatial().size(); i++) {
      dimensions.add(i + 2);
    }
    arguments.put("dim", dimensions);
  }
}
