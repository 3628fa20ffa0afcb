package io.github.layerbook.notebook;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Hint;
import io.github.layerbook.view.exercise.NamedExercise;
import io.github.layerbook.view.exercise.NamedExercise.Judged;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The exercises that a notebook has set, by name. */
public final class Exercises {
  private static final String NAME = "exercise";

  private final Map<String, NamedExercise> named = new LinkedHashMap<>();
  private final Map<String, Judged> latest = new HashMap<>();

  /** Sets an exercise under the next free name, a number behind the word exercise. */
  public NamedExercise set(Exercise exercise) {
    int number = named.size() + 1;
    while (named.containsKey(NAME + number)) {
      number++;
    }
    return set(new NamedExercise(NAME + number, exercise));
  }

  /** Sets an exercise under its own name, in the place of one that had it. */
  public NamedExercise set(NamedExercise exercise) {
    NamedExercise before = named.put(exercise.name(), exercise);
    if (!exercise.equals(before)) {
      latest.remove(exercise.name());
    }
    return exercise;
  }

  /**
   * Sets an exercise again that is drawn from a seed of its own: under the name that it has
   * already, if it was set before, so that a cell may run twice.
   */
  public NamedExercise setAgain(Exercise exercise) {
    return named.values().stream()
        .filter(each -> isSame(each.exercise(), exercise))
        .findFirst()
        .orElseGet(() -> set(exercise));
  }

  private static boolean isSame(Exercise one, Exercise other) {
    return one.topic() == other.topic()
        && one.type() == other.type()
        && one.layer().equals(other.layer())
        && one.network().toString().equals(other.network().toString());
  }

  /** Forgets the answer to an exercise, as one that has a question mark in its place again. */
  public void open(NamedExercise exercise) {
    latest.remove(exercise.name());
  }

  /** Judges an answer, and keeps what became of it; see {@link NamedExercise#judge}. */
  public Judged judge(NamedExercise exercise, String answer, Hint hint) {
    latest.remove(exercise.name());
    Judged judged = exercise.judge(answer, hint);
    latest.put(exercise.name(), judged);
    return judged;
  }

  /**
   * Returns what became of the answer that was given last, if one was that could be read.
   *
   * @param name the exercise's name
   */
  public Optional<Judged> latest(String name) {
    return Optional.ofNullable(latest.get(name));
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
    latest.clear();
  }
}
