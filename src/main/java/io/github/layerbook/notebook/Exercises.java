package io.github.layerbook.notebook;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.view.exercise.NamedExercise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The exercises that a notebook has set, by name. */
public final class Exercises {
  private static final String NAME = "exercise";

  private final Map<String, NamedExercise> named = new LinkedHashMap<>();

  /** Sets an exercise under the next free name, a number behind the word exercise. */
  public NamedExercise set(Exercise exercise) {
    NamedExercise next = new NamedExercise(NAME + (named.size() + 1), exercise);
    named.put(next.name(), next);
    return next;
  }

  /** Returns the exercise of a name, if there is one. */
  public Optional<NamedExercise> find(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /** Returns how many exercises there are. */
  public int size() {
    return named.size();
  }

  /** Forgets all of them. */
  void clear() {
    named.clear();
  }
}
