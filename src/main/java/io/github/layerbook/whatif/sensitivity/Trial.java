package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.size.Relation;
import io.github.layerbook.whatif.sensitivity.NextStep.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A step while it is looked for: what it moves, and what it breaks. */
final class Trial {
  private final OpenNetwork network;
  private final List<Integer> meant;
  final int direction;
  final Map<Integer, Long> tied = new LinkedHashMap<>();
  final Map<Integer, Long> padded = new LinkedHashMap<>();
  final List<Broken> broken = new ArrayList<>();
  long by = 1;
  boolean impossible;
  boolean builds;

  Trial(OpenNetwork network, List<Integer> meant, int direction) {
    this.network = network;
    this.meant = meant;
    this.direction = direction;
    meant.forEach(option -> tied.put(option, 1L));
  }

  boolean builds() {
    return builds;
  }

  /** How much each option moves. */
  Map<Integer, Long> moves() {
    Map<Integer, Long> moves = new LinkedHashMap<>();
    tied.forEach((option, times) -> moves.put(option, times * by * direction));
    moves.putAll(padded);
    return moves;
  }

  /** Whether an option would be negative, or the batch empty, which no layer requires. */
  boolean isBelowAll() {
    return moves().entrySet().stream()
        .anyMatch(
            move -> {
              Opening option = network.options().get(move.getKey());
              long least = option.isBatch() ? 1 : 0;
              return option.sizes().stream().anyMatch(size -> size + move.getValue() < least);
            });
  }

  NextStep.Options step() {
    List<Move> moves = new ArrayList<>();
    moves().forEach((option, by) -> moves.add(network.options().get(option).move(by)));
    return new NextStep.Options(moves, meant.size());
  }

  Opening first() {
    return network.options().get(meant.get(0));
  }

  /** What steps that do the same have in common. */
  List<Object> kind() {
    List<Object> kind = new ArrayList<>(List.of(first().layer(), meant.size()));
    moves()
        .forEach(
            (option, by) -> {
              Opening opening = network.options().get(option);
              kind.addAll(List.of(opening.option(), opening.sizes(), by));
            });
    return kind;
  }

  /** A requirement that a trial breaks, which is a step of the fold's. */
  record Broken(Relation relation, Perturbed found, Perturbed limit, int step) {
    boolean isEquality() {
      return relation == Relation.EQUAL || relation == Relation.EQUAL_OR_ONE;
    }

    /** The side that the step moves, or the other one; equalities have one that it does not. */
    Perturbed side(boolean moved) {
      return isMoved(found) == moved ? found : limit;
    }

    boolean isMoved(Perturbed size) {
      return size.after(step) != size.now();
    }

    long change(Perturbed size) {
      return size.after(step) - size.now();
    }
  }
}
