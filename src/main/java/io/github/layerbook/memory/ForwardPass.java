package io.github.layerbook.memory;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Declaration.Storage;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.memory.Allocation.Kind;
import io.github.layerbook.memory.Ledger.Piece;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.network.Applied;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs layers one after the other and notes what memory their outputs take, and what they keep
 * besides.
 *
 * <p>An output is there until the last layer that reads it has run, but what a block reads from
 * outside not before the block has run, since its caller holds it (as PyTorch's modules do).
 */
final class ForwardPass {
  private final ExecutionPlan wiring;
  private final ValueBytes bytes;
  private final Ledger ledger;
  private final boolean trains;
  private final Piece[] outputs;
  private final List<List<Piece>> extras = new ArrayList<>();

  ForwardPass(ExecutionPlan wiring, ValueBytes bytes, Ledger ledger, boolean trains) {
    this.wiring = wiring;
    this.bytes = bytes;
    this.ledger = ledger;
    this.trains = trains;
    this.outputs = new Piece[wiring.size()];
    wiring.layers().forEach(layer -> extras.add(List.of()));
  }

  /** Runs layers; keeps what their backward pass needs if they are to go back from there. */
  void run(Phase phase, int from, int to, boolean keeps) {
    Map<Integer, List<Piece>> held = new HashMap<>();
    for (int i = from; i < to; i++) {
      ledger.step(phase, wiring.layers().get(i).label());
      for (int input : wiring.inputs(i)) {
        int holder = Math.min(wiring.holder(i, input), to - 1);
        held.computeIfAbsent(holder, last -> new ArrayList<>()).add(outputs[input]);
      }
      if (!trains) {
        takeInPassing(i);
      }
      outputs[i] = output(i);
      extras.set(i, extras(i, keeps));
      held.computeIfAbsent(Math.min(wiring.heldUntil(i), to - 1), last -> new ArrayList<>())
          .add(outputs[i]);
      held.getOrDefault(i, List.of()).forEach(piece -> piece.need(ledger.now()));
    }
  }

  /** What nobody reads is the network's output, which its caller holds. */
  void hold() {
    for (int i = 0; i < outputs.length; i++) {
      if (wiring.isOutput(i)) {
        outputs[i].need(ledger.now());
      }
    }
  }

  /** Memory that a layer needs before its output exists has a separate step. */
  private void takeInPassing(int i) {
    Applied layer = wiring.layers().get(i);
    List<SavedTensor> passing =
        layer.declaration().backward().kept().stream()
            .filter(kept -> kept.role() == SavedTensor.Role.IN_PASSING)
            .toList();
    if (!passing.isEmpty()) {
      passing.forEach(
          each -> ledger.take(layer.label(), Kind.EXTRA, bytes.of(each, wiring.isOnce(i))));
      ledger.step(Phase.FORWARD, layer.label());
    }
  }

  private Piece output(int i) {
    Declaration declaration = wiring.layers().get(i).declaration();
    Storage storage = trains ? declaration.backward().storage() : declaration.storage();
    int[] inputs = wiring.inputs(i);
    Applied layer = wiring.layers().get(i);
    if (inputs.length > 0 || wiring.isOnce(i)) {
      return storage == Storage.NEW
          ? newOutput(i)
          : inputs.length > 0 ? outputs[inputs[0]] : ledger.nothing(layer.label());
    }
    Piece before = outputs[i];
    return before == null
        ? ledger.takeForGood(
            layer.label(),
            Kind.INPUT,
            wiring.givesIndices(i)
                ? bytes.ofIndices(layer.output())
                : bytes.of(layer.outputs(), false))
        : before;
  }

  /** The outputs that others read; those that nobody reads are freed at once. */
  private Piece newOutput(int i) {
    String label = wiring.layers().get(i).label();
    List<Shape> unread = wiring.outputs(i, false);
    if (!unread.isEmpty()) {
      ledger.take(label, Kind.ACTIVATION, bytes.of(unread, wiring.isOnce(i)));
    }
    return ledger.take(label, Kind.ACTIVATION, bytes.of(wiring.outputs(i, true), wiring.isOnce(i)));
  }

  /** Holds what a layer keeps for its backward pass until now, when that pass reads it. */
  void needKept(int i, boolean trained, boolean[] withGradients) {
    for (SavedTensor kept : wiring.layers().get(i).declaration().backward().kept()) {
      switch (kept.role()) {
        case INPUTS -> saveInputs(i);
        case INPUTS_IF_TRAINED -> {
          if (trained) {
            saveInputs(i);
          }
        }
        case INPUTS_IN_ORDER -> {
          if (trained && !bytes.isCopied()) {
            saveInputs(i);
          }
        }
        case OTHER_INPUTS -> saveFactors(i, withGradients);
        case OUTPUT -> save(i, ledger.now());
        case IN_BACKWARD ->
            ledger.take(
                wiring.layers().get(i).label(), Kind.EXTRA, bytes.of(kept, wiring.isOnce(i)));
        case IN_TRAINING, ALWAYS, BESIDE, IN_PASSING -> {}
      }
    }
    extras.get(i).forEach(extra -> extra.save(ledger.now()));
  }

  private void saveInputs(int layer) {
    for (int input : wiring.inputs(layer)) {
      save(input, ledger.now());
    }
  }

  /** Saves each input of a layer of which another input has a gradient. */
  private void saveFactors(int layer, boolean[] withGradients) {
    int[] inputs = wiring.inputs(layer);
    for (int i = 0; i < inputs.length; i++) {
      for (int j = 0; j < inputs.length; j++) {
        if (i != j && withGradients[inputs[j]]) {
          save(inputs[i], ledger.now());
        }
      }
    }
  }

  /** Holds a layer's output until a step of the backward pass. */
  void save(int layer, int step) {
    outputs[layer].save(step);
  }

  /** When a layer was last computed. */
  int computed(int layer) {
    return outputs[layer].from();
  }

  private List<Piece> extras(int i, boolean keeps) {
    Applied layer = wiring.layers().get(i);
    List<Piece> kept = new ArrayList<>();
    for (SavedTensor each : layer.declaration().backward().kept()) {
      boolean taken =
          switch (each.role()) {
            case ALWAYS, BESIDE -> true;
            case IN_TRAINING -> trains;
            case INPUTS_IN_ORDER -> bytes.isCopied();
            default -> false;
          };
      if (taken) {
        Piece extra = ledger.take(layer.label(), Kind.EXTRA, bytes.of(each, wiring.isOnce(i)));
        if (keeps && each.role() != SavedTensor.Role.BESIDE) {
          kept.add(extra);
        }
      }
    }
    return kept;
  }
}
