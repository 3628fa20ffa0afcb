package io.github.layerbook.whatif.sensitivity;

import java.util.ArrayList;
import java.util.List;

/**
 * What a step does to a network's quantities.
 *
 * @param step the step; where several do the same, the first of them
 * @param alike the names of all steps that do the same, this one's first
 * @param changes by how much each quantity grows, exactly
 */
public record Effect(NextStep step, List<String> alike, List<Number> changes) {
  /** Copies the lists. */
  public Effect {
    alike = List.copyOf(alike);
    changes = List.copyOf(changes);
  }

  /** Returns the step's name; of several that do the same the first and last, and how many. */
  public String name() {
    return alike.size() == 1
        ? step.name()
        : "%s … %s (%d alike)".formatted(alike.get(0), alike.get(alike.size() - 1), alike.size());
  }

  /** Returns this with a step that does the same. */
  Effect with(Effect other) {
    List<String> more = new ArrayList<>(alike);
    more.addAll(other.alike);
    return new Effect(step, more, changes);
  }

  /** Returns by how much a quantity grows, to be compared; see {@link #changes}. */
  public double change(int measure) {
    return changes.get(measure).doubleValue();
  }

  /** Returns whether no quantity changes. */
  public boolean isNothing() {
    return changes.stream().allMatch(change -> change.doubleValue() == 0);
  }
}
