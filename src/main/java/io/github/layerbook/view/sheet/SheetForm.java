package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Sheet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The forms in which an assignment is handed out. */
public enum SheetForm {
  /** A folder with a notebook for each student, which nbgrader grades. */
  NBGRADER,
  /** A document with a page for each student, and one with the key. */
  LATEX,
  /** Questions to be imported, a category for each student. */
  MOODLE,
  /** A page for each student that checks answers without a network. */
  HTML;

  /** Where students' own files are, so that the key is apart from them. */
  static final String STUDENTS = "students/";

  /**
   * Draws an assignment and writes its sheets and its key, {@code key.csv}; the same for the same
   * assignment.
   */
  public SheetFiles files(Assignment assignment) {
    List<Sheet> sheets = assignment.sheets();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("key.csv", AnswerKey.csv(assignment, sheets));
    files.putAll(
        switch (this) {
          case NBGRADER ->
              each(sheets, "/sheet.ipynb", sheet -> NotebookSheet.of(assignment, sheet));
          case LATEX -> LatexSheets.files(assignment, sheets);
          case MOODLE -> Map.of("questions.xml", MoodleQuestions.of(assignment, sheets));
          case HTML -> each(sheets, ".html", sheet -> HtmlSheet.of(assignment, sheet));
        });
    return new SheetFiles(files);
  }

  private static Map<String, String> each(
      List<Sheet> sheets, String ending, Function<Sheet, String> writer) {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> names = FileNames.of(sheets.stream().map(Sheet::student).toList());
    for (int i = 0; i < sheets.size(); i++) {
      files.put(STUDENTS + names.get(i) + ending, writer.apply(sheets.get(i)));
    }
    return files;
  }
}
