package io.github.layerbook.exchange.onnx.operator;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import java.util.List;

/** ONNX's operators of several tensors. */
final class Merges {
  private Merges() {}

  static List<EntryBuilder> entries() {
    return List.of(
        merge(Merge.Kind.ADD, "Add"),
        merge(Merge.Kind.ADD, "Sum").readOnly(),
        merge(Merge.Kind.SUBTRACT, "Sub"),
        merge(Merge.Kind.MULTIPLY, "Mul"),
        merge(Merge.Kind.MULTIPLY, "Div").readOnly(),
        merge(Merge.Kind.AVERAGE, "Mean"),
        merge(Merge.Kind.MAXIMUM, "Max"),
        merge(Merge.Kind.MINIMUM, "Min"),
        OnnxOperators.operator(Concatenate.class, "Concat")
            .signature("axis:dim")
            .limit("batches one behind the other", call -> call.number("axis") == 0)
            .arranged(Merges::first));
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
