package io.github.layerbook.view.exercise;

import io.github.layerbook.exercise.Topic;
import java.util.List;
import java.util.stream.Collectors;

/** How answers are written. */
public final class WrittenAnswer {
  private WrittenAnswer() {}

  /** Returns an answer as it is written: digits, or extents, channels last. */
  public static String of(List<Long> answer) {
    return answer.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** Returns how an answer is to be written. */
  public static String hint(Topic topic) {
    return topic == Topic.SHAPE ? "such as 7x7x16" : "a whole number of " + topic.unit();
  }
}
