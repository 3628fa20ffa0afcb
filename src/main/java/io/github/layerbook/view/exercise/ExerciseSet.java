package io.github.layerbook.view.exercise;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import java.util.List;

/**
 * Several exercises, one below the other.
 *
 * @param all the exercises, at least one
 * @param answers whether the answers stand below, folded
 */
public record ExerciseSet(List<NamedExercise> all, boolean answers) implements Displayable {
  /** Copies the list. */
  public ExerciseSet {
    all = List.copyOf(all);
  }

  @Override
  public Display display() {
    return all.stream()
        .map(each -> ExerciseDisplay.of(each, answers))
        .reduce(Display::above)
        .orElseThrow();
  }

  @Override
  public String toString() {
    return display().text();
  }
}
