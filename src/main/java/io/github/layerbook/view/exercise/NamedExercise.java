package io.github.layerbook.view.exercise;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Exercise.Judgement;
import io.github.layerbook.exercise.Hint;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;

/**
 * An exercise under the name by which a cell answers it.
 *
 * @param name the name
 * @param exercise the exercise
 * @param subject what is asked about, where readers know its network: {@code fc1 of vgg16}; empty
 *     where the network is shown with the question
 */
public record NamedExercise(String name, Exercise exercise, String subject) implements Displayable {
  /** Makes one that shows its network. */
  public NamedExercise(String name, Exercise exercise) {
    this(name, exercise, "");
  }

  /** Returns the question, one sentence. */
  String question() {
    return subject.isEmpty() ? exercise.question() : exercise.question(subject);
  }

  /** Judges an answer; see {@link Exercise#judge}. */
  public Judged judge(String answer, Hint hint) {
    return new Judged(this, exercise.judge(answer), hint);
  }

  @Override
  public Display display() {
    return ExerciseDisplay.of(this, false);
  }

  @Override
  public String toString() {
    return display().text();
  }

  /**
   * An exercise with no answer yet.
   *
   * @param exercise the exercise
   */
  public record Open(NamedExercise exercise) implements Displayable {
    @Override
    public Display display() {
      return ExerciseDisplay.open(exercise);
    }

    @Override
    public String toString() {
      return display().text();
    }
  }

  /**
   * An answer that was judged.
   *
   * @param exercise the exercise
   * @param judgement what became of the answer
   * @param hint how much to reveal about a wrong answer
   */
  public record Judged(NamedExercise exercise, Judgement judgement, Hint hint)
      implements Displayable {
    @Override
    public Display display() {
      return ExerciseDisplay.of(this);
    }

    @Override
    public String toString() {
      return display().text();
    }
  }
}
