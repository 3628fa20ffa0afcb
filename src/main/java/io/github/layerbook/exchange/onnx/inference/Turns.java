package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loop gives out: its state, and what each turn makes, one after the other.
 *
 * @param operation the loop, or a scan of sequences
 * @param inputs what it is given
 */
record Turns(Operation operation, Rule.Inputs inputs) {
  /** Returns which of what a scan goes through an input of its body is; negative for none. */
  static int scanned(Operation operation, ModelGraph body, int input) {
    return operation.operator().equals("Scan") ? input - Scans.states(operation, body) : -1;
  }

  /**
   * Returns what each turn is given of what a scan goes through.
   *
   * @throws UnknownShapeException if it has no such axis
   */
  static Known part(Operation operation, Known given, int scan) {
    List<Long> extents = new ArrayList<>(given.extents());
    extents.remove(given.axis(Scans.axis(operation, Scans.INPUTS, scan)));
    return Known.varying(extents);
  }

  /**
   * Returns what a loop's state is in each turn: what it was given, if no turn changes it. A
   * counter is no more the network's than what it began with.
   */
  static Known state(Operation operation, ModelGraph body, int input, Known given) {
    int output = operation.operator().equals("Loop") ? input - 1 : input;
    String from =
        output < 0 || output >= body.outputs().size() ? "" : body.outputs().get(output).name();
    for (int i = body.operations().size() - 1; i >= 0; i--) {
      Operation maker = body.operations().get(i);
      if (maker.operator().equals("Identity") && maker.output().equals(from)) {
        from = maker.input(0).orElse("");
      }
    }
    return from.equals(body.inputs().get(input).name())
        ? given
        : new Known(given.extents(), Optional.empty(), "", given.varies() || given.rank() > 0);
  }

  /** Returns the outputs, up to the first that is not known. */
  List<Known> results(ModelGraph body, Map<String, Known> known) {
    boolean scan = operation.operator().equals("Scan");
    int states = body.inputs().size() - (int) (scan ? operation.number("num_scan_inputs", 0) : 2);
    List<Known> results = new ArrayList<>();
    for (int i = scan ? 0 : 1; i < body.outputs().size(); i++) {
      Known turn = known.get(body.outputs().get(i).name());
      int output = results.size();
      Optional<Long> count = output < states ? Optional.of(0L) : count(scan, states);
      if (turn == null || count.isEmpty()) {
        break;
      } else if (output < states) {
        results.add(Known.varying(turn.extents()));
      } else {
        List<Long> extents = new ArrayList<>(turn.extents());
        long stated = scan ? Scans.axis(operation, Scans.OUTPUTS, output - states) : 0;
        int axis = Known.axis(stated, turn.rank() + 1);
        extents.add(axis, count.get());
        results.add(Known.varying(extents));
      }
    }
    return results;
  }

  /** How many turns there are, if that does not depend on the network's input. */
  private Optional<Long> count(boolean scan, int states) {
    if (scan) {
      Known first = inputs.get(states);
      return Optional.of(first.extents().get(first.axis(Scans.axis(operation, Scans.INPUTS, 0))));
    }
    Known most = inputs.optional(0);
    return most == null
        ? Optional.empty()
        : most.integers().filter(all -> all.size() == 1).map(all -> all.get(0));
  }
}
