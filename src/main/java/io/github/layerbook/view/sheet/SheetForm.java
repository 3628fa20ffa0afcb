package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Sheet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The forms in which an assignment is handed out. */
public enum SheetForm {
  /** A folder with a notebook for each student, which nbgrader grades. */
  NBGRADER(each("/sheet.ipynb", NotebookSheet::of)),
  /** A document with a page for each student, and one with the key. */
  LATEX(LatexSheets::files),
  /** Questions to be imported, a category for each student. */
  MOODLE((assignment, sheets) -> Map.of("questions.xml", MoodleQuestions.of(assignment, sheets))),
  /** A page for each student that checks answers without a network. */
  HTML(each(".html", HtmlSheet::of));

  /** Where students' own files are, so that the key is apart from them. */
  static final String STUDENTS = "students/";

  private final BiFunction<Assignment, List<Sheet>, Map<String, String>> writer;

  SheetForm(BiFunction<Assignment, List<Sheet>, Map<String, String>> writer) {
    this.writer = writer;
  }

  private static BiFunction<Assignment, List<Sheet>, Map<String, String>> each(
      String ending, BiFunction<Assignment, Sheet, String> writer) {
    return (assignment, sheets) -> {
      Map<String, String> files = new LinkedHashMap<>();
      List<String> names = FileNames.of(assignment.roster().students());
      for (int i = 0; i < sheets.size(); i++) {
        files.put(STUDENTS + names.get(i) + ending, writer.apply(assignment, sheets.get(i)));
      }
      return files;
    };
  }

  /**
   * Draws an assignment and writes its sheets and its key, {@code key.csv}; the same for the same
   * assignment.
   */
  public SheetFiles files(Assignment assignment) {
    List<Sheet> sheets = assignment.sheets();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("key.csv", AnswerKey.csv(assignment, sheets));
    files.putAll(writer.apply(assignment, sheets));
    return new SheetFiles(files);
  }
}
