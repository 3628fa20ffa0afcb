package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.recurrent.RecurrentCell;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** PyTorch's recurrent layers and cells. */
final class Recurrents {
  private Recurrents() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (Recurrent.Kind kind : Recurrent.Kind.values()) {
      entries.add(layer(kind));
    }
    for (RecurrentCell.Kind kind : RecurrentCell.Kind.values()) {
      entries.add(cell(kind));
    }
    return entries;
  }

  /** Written with the batch first, where PyTorch's other layers have it. */
  private static EntryBuilder layer(Recurrent.Kind kind) {
    boolean plain = kind == Recurrent.Kind.RNN;
    EntryBuilder entry =
        PyTorch.module(Recurrent.class, kind.name())
            .fixed("kind", kind)
            .signature("input_size:in hidden_size:units num_layers:layers=1");
    if (plain) {
      entry.signature("nonlinearity:activation=tanh");
    }
    entry
        .signature("bias=True batch_first=False dropout=0.0 bidirectional=False")
        .writing("batch_first", writing -> true);
    if (kind == Recurrent.Kind.LSTM) {
      entry
          .signature("proj_size:projection=0")
          .codec(
              "projection",
              Codec.of(
                  (name, value) ->
                      Call.number(name, value) == 0 ? null : Codec.SIZE.read(name, value),
                  value -> ((Size) value).value()));
    }
    return entry.arranged(Recurrents::sequences);
  }

  private static EntryBuilder cell(RecurrentCell.Kind kind) {
    EntryBuilder entry =
        PyTorch.module(RecurrentCell.class, kind.name() + "Cell")
            .fixed("kind", kind)
            .signature("input_size:in hidden_size:units bias=True")
            .arranged(TorchAxes.examples(1));
    return kind == RecurrentCell.Kind.RNN ? entry.signature("nonlinearity:activation=tanh") : entry;
  }

  /** Sequences stand second, unless the batch is first; states always. */
  private static Arrangement sequences(Call call) {
    if (call.rank() != 3) {
      return Arrangement.channelsLast(call.inputs(), 0);
    }
    boolean first = call.flag("batch_first");
    Placement sequence = batched(2, first);
    return new Arrangement(
        List.of(new Operand(0, sequence.shape(call.input(0)), sequence)),
        sequence.batch(call.input(0)),
        outputs -> {
          List<Result> results = new ArrayList<>();
          for (int i = 0; i < outputs.size(); i++) {
            results.add(new Result(i, batched(outputs.get(i).axes().size(), first && i == 0)));
          }
          return results;
        },
        false);
  }

  /** The placement of positions and channels, with the batch first or second. */
  static Placement batched(int rank, boolean first) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis <= rank; axis++) {
      if (axis != (first ? 0 : 1)) {
        order.add(axis);
      }
    }
    return Placement.last(order);
  }
}
