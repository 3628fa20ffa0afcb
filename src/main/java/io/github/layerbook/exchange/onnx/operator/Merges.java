package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import java.util.List;

/** ONNX's operators of several tensors. */
final class Merges {
  private Merges() {}

  static List<Entry> entries() {
    return List.of(
        merge(Merge.Kind.ADD, "Add").entry(),
        merge(Merge.Kind.ADD, "Sum").readOnly().entry(),
        merge(Merge.Kind.SUBTRACT, "Sub").entry(),
        merge(Merge.Kind.MULTIPLY, "Mul").entry(),
        merge(Merge.Kind.MULTIPLY, "Div").readOnly().entry(),
        merge(Merge.Kind.AVERAGE, "Mean").entry(),
        merge(Merge.Kind.MAXIMUM, "Max").entry(),
        merge(Merge.Kind.MINIMUM, "Min").entry(),
        OnnxOperators.operator(Concatenate.class, "Concat")
            .signature("axis:dim")
            .limit("batches one behind the other", call -> call.number("axis") == 0)
            .arranged(Merges::first)
            .entry());
  }

  private static EntryBuilder merge(Merge.Kind kind, String name) {
    return OnnxOperators.operator(Merge.class, name)
        .fixed("kind", kind)
        .signature("broadcast=None axis=None")
        .unsaid("inplace")
        .arranged(Merges::first);
  }

  private static Arrangement first(Call call) {
    return Arrangement.channelsFirst(call.inputs(), Math.min(1, call.rank()));
  }
}
