package io.github.layerbook.view.exercise;

import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;

/**
 * A result with the points that it earns.
 *
 * @param result the result
 * @param points the points that are earned
 * @param of the points that a right answer earns
 */
public record Earned(Displayable result, long points, long of) implements Displayable {
  /** Returns the points in words: {@code 2 of 2 points}. */
  public String words() {
    return "%d of %s".formatted(points, Numbers.count(of, "point"));
  }

  @Override
  public Display display() {
    return result.display().above(ExerciseDisplay.paragraph(words()));
  }

  @Override
  public String toString() {
    return display().text();
  }
}
