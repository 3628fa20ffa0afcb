package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Tex;
import io.github.layerbook.view.document.NetworkDocument;
import io.github.layerbook.view.exercise.WrittenAnswer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sheets as a LaTeX document with a page for each student, and the key as another. */
final class LatexSheets {
  private LatexSheets() {}

  /** Returns both documents. */
  static Map<String, String> files(Assignment assignment, List<Sheet> sheets) {
    String pages =
        sheets.stream()
            .map(sheet -> page(assignment, sheet))
            .collect(Collectors.joining("\\clearpage\n"));
    String keys = sheets.stream().map(LatexSheets::key).collect(Collectors.joining());
    return Map.of(
        "sheets.tex", NetworkDocument.document("\\raggedright\n" + pages),
        "key.tex", NetworkDocument.document("\\section*{Answers}\n\\raggedright\n" + keys));
  }

  /** A name, which may be broken between the numbers that stand for letters LaTeX does not have. */
  private static String student(Sheet sheet) {
    return Tex.escape(sheet.student()).replace("U+", "\\allowbreak{}U+");
  }

  private static String page(Assignment assignment, Sheet sheet) {
    return "\\setcounter{page}{1}\n\\section*{Exercises for "
        + student(sheet)
        + "}\n"
        + sheet.questions().stream()
            .map(question -> question(assignment, question))
            .collect(Collectors.joining());
  }

  private static String question(Assignment assignment, Question question) {
    return "\n\\noindent\\begin{minipage}{\\linewidth}\n\\subsection*{Question "
        + question.number()
        + " \\hfill\\normalfont\\normalsize "
        + Numbers.count(assignment.points(), "point")
        + "}\n\\begin{quote}\\small\\ttfamily\n"
        + HtmlSheet.network(question)
            .lines()
            .map(line -> "\\mbox{" + Tex.escape(line).replace(" ", "~") + "}")
            .collect(Collectors.joining("\\\\\n"))
        + "\n\\end{quote}\n"
        + Tex.escape(question.exercise().question())
        + "\n\n\\vspace{12mm}\\noindent Answer: \\hrulefill\n\\vspace{4mm}\n\\end{minipage}\n";
  }

  private static String key(Sheet sheet) {
    return "\\subsection*{"
        + student(sheet)
        + "}\n\\begin{enumerate}\n"
        + sheet.questions().stream()
            .map(
                question ->
                    "\\item %s: \\textbf{%s}\\\\ %s\n"
                        .formatted(
                            Tex.escape(question.exercise().label()),
                            Tex.escape(WrittenAnswer.of(question.exercise().answer())),
                            Tex.escape(question.exercise().derivation())))
            .collect(Collectors.joining())
        + "\\end{enumerate}\n";
  }
}
