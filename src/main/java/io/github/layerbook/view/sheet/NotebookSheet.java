package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A student's sheet as a notebook (nbformat 4.5) with nbgrader's marks (schema 3): for each
 * question a locked text, a cell for the answer, and a locked cell that grades the answer given
 * last.
 */
final class NotebookSheet {
  private static final int SCHEMA = 3;

  private NotebookSheet() {}

  /** Returns the notebook. */
  static String of(Assignment assignment, Sheet sheet) {
    List<Map<String, Object>> cells = new ArrayList<>();
    cells.add(
        cell(
            "markdown",
            "title",
            mark("title", "markdown", false),
            "# Exercises for "
                + Markdown.escape(sheet.student())
                + "\n\nRun the cell below first; it draws the exercises and is the same each time."));
    String draw =
        sheet.questions().stream()
            .map(question -> draw(assignment, question))
            .collect(Collectors.joining("\n"));
    cells.add(cell("code", "draw", mark("draw", "code", false), draw));
    sheet.questions().forEach(question -> add(cells, assignment, question));
    return JsonTree.print(
            JsonTree.of(
                "cells",
                cells,
                "metadata",
                JsonTree.of(
                    "kernelspec",
                        JsonTree.of(
                            "display_name", "Java (Layerbook)",
                            "language", "java",
                            "name", "layerbook"),
                    "language_info", JsonTree.of("name", "Java", "file_extension", ".jshell")),
                "nbformat",
                4,
                "nbformat_minor",
                5))
        + "\n";
  }

  private static String draw(Assignment assignment, Question question) {
    return "%%exercise %s --seed %d --level %d"
        .formatted(question.exercise().topic().word(), question.seed(), assignment.level());
  }

  private static void add(
      List<Map<String, Object>> cells, Assignment assignment, Question question) {
    String name = question.name();
    cells.add(
        cell(
            "markdown",
            name + "-question",
            mark(name + "-question", "markdown", false),
            "## Question %d\n\n```\n%s\n```\n\n%s Write your answer below the first line of the next cell."
                .formatted(
                    question.number(),
                    HtmlSheet.network(question),
                    Markdown.escape(question.exercise().question()))));
    cells.add(
        cell(
            "code",
            name + "-answer",
            mark(name + "-answer", "code", true),
            "%%check " + name + "\n"));
    Map<String, Object> grade = new LinkedHashMap<>(mark(name + "-grade", "code", false));
    grade.put("grade", true);
    grade.put("points", assignment.points());
    cells.add(
        cell(
            "code",
            name + "-grade",
            grade,
            "%check " + name + " --assert --points " + assignment.points()));
  }

  /** What nbgrader knows of a cell: locked, or a solution that students write. */
  private static Map<String, Object> mark(String id, String type, boolean solution) {
    return JsonTree.of(
        "grade", false,
        "grade_id", id,
        "locked", !solution,
        "schema_version", SCHEMA,
        "solution", solution,
        "task", false,
        "cell_type", type);
  }

  private static Map<String, Object> cell(
      String type, String id, Map<String, Object> mark, String source) {
    Map<String, Object> cell =
        new LinkedHashMap<>(
            JsonTree.of("cell_type", type, "id", id, "metadata", JsonTree.of("nbgrader", mark)));
    cell.put("source", source);
    if (type.equals("code")) {
      cell.put("execution_count", null);
      cell.put("outputs", List.of());
    }
    return cell;
  }
}
