package io.github.layerbook.truth;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.recurrent.RecurrentCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** PyTorch's recurrent layers and cells. */
final class TorchRecurrent {
  private TorchRecurrent() {}

  static Map<String, Mapping> mappings() {
    Map<String, Mapping> mappings = new HashMap<>();
    for (Recurrent.Kind kind : Recurrent.Kind.values()) {
      mappings.put(kind.name(), c -> sequences(c, layer(c, kind)));
      RecurrentCell.Kind cell = RecurrentCell.Kind.valueOf(kind.name());
      mappings.put(kind.name() + "Cell", c -> Trial.torch(c, 1, cell(c, cell)));
    }
    return mappings;
  }

  private static Recurrent layer(Case c, Recurrent.Kind kind) {
    return new Recurrent(
        kind,
        c.size("hidden_size", 0),
        (int) c.number("num_layers", 1),
        c.flag("bidirectional", false),
        c.number("proj_size", 0) == 0 ? null : c.size("proj_size"),
        c.flag("bias", true),
        false,
        true,
        true,
        true,
        Recurrent.Merge.CONCAT,
        nonlinearity(c),
        c.size("input_size"));
  }

  private static RecurrentCell cell(Case c, RecurrentCell.Kind kind) {
    return new RecurrentCell(
        kind,
        c.size("hidden_size", 0),
        c.flag("bias", true),
        nonlinearity(c),
        c.size("input_size"));
  }

  private static Activation.Kind nonlinearity(Case c) {
    return Activation.Kind.valueOf(c.text("nonlinearity", "tanh").toUpperCase(Locale.ROOT));
  }

  /** Sequences stand second, unless the batch is first; states always. */
  private static Trial sequences(Case c, Recurrent layer) {
    List<Long> input = c.input(0);
    Trial trial = Trial.torchLast(c, layer);
    if (input.size() != 3) {
      return trial;
    }
    boolean first = c.flag("batch_first", false);
    long batch = input.get(first ? 0 : 1);
    return trial
        .on(batch, List.of(List.of(input.get(first ? 1 : 0), input.get(2))))
        .layout((output, shape) -> batched(shape, batch, first && output == 0));
  }

  /** The extents of sequences with the batch first or second. */
  static List<Long> batched(Shape shape, long batch, boolean first) {
    List<Long> extents = new ArrayList<>(Trial.extents(shape, AxisOrder.HWC));
    extents.add(first ? 0 : 1, batch);
    return extents;
  }
}
