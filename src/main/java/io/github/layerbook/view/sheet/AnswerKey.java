package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.view.document.CsvTable;
import java.util.List;
import java.util.stream.Collectors;

/** What is right, for those who grade. */
final class AnswerKey {
  private AnswerKey() {}

  /** Returns an answer as it is written: digits, or extents, channels last. */
  static String written(List<Long> answer) {
    return answer.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** Returns how an answer is to be written. */
  static String hint(Topic topic) {
    return topic == Topic.SHAPE ? "such as 7x7x16" : "a whole number of " + topic.unit();
  }

  /** Returns the key as a table, a question a row. */
  static String csv(Assignment assignment, List<Sheet> sheets) {
    List<String> names = FileNames.of(assignment.roster().students());
    StringBuilder csv =
        new StringBuilder(
            CsvTable.row(
                List.of(
                    "student",
                    "file",
                    "question",
                    "topic",
                    "level",
                    "seed",
                    "layer",
                    "answer",
                    "calculation",
                    "points")));
    for (int i = 0; i < sheets.size(); i++) {
      for (Question question : sheets.get(i).questions()) {
        csv.append(row(assignment, sheets.get(i).student(), names.get(i), question));
      }
    }
    return csv.toString();
  }

  private static String row(Assignment assignment, String student, String file, Question asked) {
    return CsvTable.row(
        List.of(
            student,
            file,
            String.valueOf(asked.number()),
            asked.exercise().topic().word(),
            String.valueOf(assignment.level()),
            String.valueOf(asked.seed()),
            asked.exercise().label(),
            written(asked.exercise().answer()),
            asked.exercise().derivation(),
            String.valueOf(assignment.points())));
  }
}
