package io.github.layerbook.memory;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.memory.Allocation.Kind;
import io.github.layerbook.memory.Ledger.Piece;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.network.Applied;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes gradients back through layers, last one first.
 *
 * <p>A step takes all its memory before it frees any. Gradients arriving along several paths are
 * added into new memory. Only layers that are trained, or have trained ones before them, get
 * gradients.
 */
final class BackwardPass {
  private final ExecutionPlan wiring;
  private final ValueBytes bytes;
  private final Ledger ledger;
  private final Training training;
  private final ForwardPass forward;
  private final boolean[] trained;
  private final List<List<Parameter>> parameters = new ArrayList<>();
  private final @Nullable Piece[] gradients;

  /** How many layers are still to give a gradient of a parameter. */
  private final Map<String, Integer> uses = new HashMap<>();

  /** The gradients of parameters for which others are still to come. */
  private final Map<String, Piece> shared = new HashMap<>();

  /** A parameter that is trained, and its name in the network. */
  private record Parameter(Tensor tensor, String path) {}

  BackwardPass(
      ExecutionPlan wiring,
      ValueBytes bytes,
      Ledger ledger,
      Training training,
      ForwardPass forward) {
    this.wiring = wiring;
    this.bytes = bytes;
    this.ledger = ledger;
    this.training = training;
    this.forward = forward;
    this.trained = new boolean[wiring.size()];
    this.gradients = new Piece[wiring.size()];
    for (int i = 0; i < trained.length; i++) {
      parameters.add(parameters(wiring.layers().get(i)));
      trained[i] = !parameters.get(i).isEmpty();
      parameters.get(i).forEach(each -> uses.merge(each.path(), 1, Integer::sum));
      for (int input : wiring.inputs(i)) {
        trained[i] |= trained[input];
      }
    }
  }

  /** Goes back through the segments of a forward pass, whose last is still there. */
  void run(Segments segments) {
    Piece seed = ledger.takeNext("loss", Kind.GRADIENT, bytes.ofOne());
    for (int segment = segments.count() - 1; segment >= 0; segment--) {
      int from = segments.first(segment);
      int to = segments.end(segment);
      boolean again = segment < segments.count() - 1;
      if (again) {
        forward.run(Phase.RECOMPUTED, from, to, true);
      }
      for (int i = to - 1; i >= from; i--) {
        if (gradients[i] == null && trained[i] && wiring.isOutput(i)) {
          gradients[i] = seed;
        }
        Piece gradient = gradients[i];
        if (gradient != null) {
          through(i, gradient);
        }
      }
      if (again) {
        needInputs(from, to);
      }
    }
    seed.need(ledger.now());
  }

  /** What a segment reads is held until the segment is computed again. */
  private void needInputs(int from, int to) {
    for (int i = from; i < to; i++) {
      for (int input : wiring.inputs(i)) {
        if (input < from) {
          forward.save(input, forward.computed(i));
        }
      }
    }
  }

  private void through(int i, Piece gradient) {
    Applied layer = wiring.layers().get(i);
    ledger.step(Phase.BACKWARD, layer.label());
    gradient.need(ledger.now());
    forward.needKept(i, !parameters.get(i).isEmpty(), trained);
    List<Piece> arriving = new ArrayList<>();
    int[] inputs = wiring.inputs(i);
    for (int j = 0; j < inputs.length; j++) {
      if (trained[inputs[j]]) {
        arriving.add(
            passes(i, j)
                ? gradient
                : ledger.take(
                    layer.label(),
                    Kind.GRADIENT,
                    bytes.of(List.of(layer.inputs().get(j)), wiring.isOnce(inputs[j]))));
      }
    }
    takeParameterGradients(i);
    int next = 0;
    for (int input : inputs) {
      if (trained[input]) {
        gradients[input] = sum(input, arriving.get(next++));
      }
    }
  }

  /** Whether the gradient of an input is in the memory of the output's. */
  private boolean passes(int i, int input) {
    Applied layer = wiring.layers().get(i);
    boolean summed = bytes.isCopied() && wiring.isOnce(wiring.inputs(i)[input]) != wiring.isOnce(i);
    if (summed) {
      return false;
    }
    return switch (layer.declaration().backward().gradients()) {
      case NEW -> false;
      case PARTS -> true;
      case SAME -> isAsLarge(layer, input);
      case FIRST_SAME -> input == 0 && isAsLarge(layer, input);
    };
  }

  private static boolean isAsLarge(Applied layer, int input) {
    Size values = layer.inputs().get(input).values();
    Size all = layer.output().values();
    return !values.isKnown() || !all.isKnown() || values.value() == all.value();
  }

  /** The gradient so far and another one: in new memory if there are two. */
  private Piece sum(int layer, Piece arriving) {
    Piece before = gradients[layer];
    if (before == null) {
      return arriving;
    }
    Applied summed = wiring.layers().get(layer);
    ledger.step(Phase.BACKWARD, summed.label());
    before.need(ledger.now());
    arriving.need(ledger.now());
    return ledger.take(
        summed.label(), Kind.GRADIENT, bytes.of(wiring.outputs(layer, true), wiring.isOnce(layer)));
  }

  private void takeParameterGradients(int layer) {
    String label = wiring.layers().get(layer).label();
    List<Parameter> all = parameters.get(layer);
    List<Piece> pieces = new ArrayList<>();
    for (Parameter each : all) {
      pieces.add(ledger.take(label, Kind.PARAMETER_GRADIENT, bytes.of(each.tensor())));
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      arrive(label, all.get(i).path(), pieces.get(i));
    }
  }

  /**
   * Adds a parameter's gradient to that of layers after this one that share it; once there is none
   * before this one, it is there for good, or is added to what other batches gave.
   */
  private void arrive(String label, String path, Piece arriving) {
    Piece before = shared.remove(path);
    Piece all = arriving;
    if (before != null) {
      ledger.step(Phase.BACKWARD, label);
      before.need(ledger.now());
      arriving.need(ledger.now());
      all = ledger.take(label, Kind.PARAMETER_GRADIENT, bytes.of(wiring.whole(path)));
    }
    if (uses.merge(path, -1, Integer::sum) > 0) {
      shared.put(path, all);
    } else if (!training.accumulates()) {
      ledger.keep(all);
    }
  }

  private List<Parameter> parameters(Applied layer) {
    List<Parameter> found = new ArrayList<>();
    for (Tensor tensor : layer.declaration().tensors()) {
      if (tensor.isTrained() && training.trains(wiring.owner(layer, tensor))) {
        found.add(new Parameter(tensor, wiring.path(layer, tensor)));
      }
    }
    return found;
  }
}
