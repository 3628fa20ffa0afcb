package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import io.github.layerbook.view.document.CsvTable;
import io.github.layerbook.view.exercise.WrittenAnswer;
import java.util.List;

/** What is right, for those who grade. */
final class AnswerKey {
  private AnswerKey() {}

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
            WrittenAnswer.of(asked.exercise().answer()),
            asked.exercise().derivation(),
            String.valueOf(assignment.points())));
  }
}
