package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Resource;
import io.github.layerbook.view.exercise.AnswerHashes;
import io.github.layerbook.view.exercise.WrittenAnswer;
import java.util.stream.Collectors;

/**
 * A student's sheet as a page that checks answers by their hashes and asks nothing of a network.
 */
final class HtmlSheet {
  /** The page may run its own script and style, and fetch nothing. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; form-action"
          + " 'none'";

  private HtmlSheet() {}

  /** Returns the page. */
  static String of(Assignment assignment, Sheet sheet) {
    String student = Html.escape(sheet.student());
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Exercises for %s</title>
        <style>
        %s</style></head>
        <body><main>
        <h1>Exercises for %2$s</h1>
        <p>%s</p>
        <noscript><p class="wrong">Scripts are off: answers cannot be checked here. Hand in your\
         numbers.</p></noscript>
        <p id="refused" class="wrong" hidden></p>
        %s<p id="score" role="status"></p>
        </main>
        <script>
        var sheet = %s;
        %s%s</script></body></html>
        """
        .formatted(
            POLICY,
            student,
            Resource.text(HtmlSheet.class, "sheet.css"),
            introduction(assignment),
            sheet.questions().stream().map(HtmlSheet::section).collect(Collectors.joining()),
            data(assignment, sheet),
            AnswerHashes.script(),
            Resource.text(HtmlSheet.class, "sheet.js"));
  }

  private static String introduction(Assignment assignment) {
    return Numbers.count(assignment.count(), "question")
        + ", "
        + Numbers.count(assignment.points(), "point")
        + " each. This page checks your answers by itself and sends nothing.";
  }

  private static String data(Assignment assignment, Sheet sheet) {
    return JsonTree.print(
        JsonTree.of(
            "points",
            assignment.points(),
            "questions",
            sheet.questions().stream()
                .map(question -> AnswerHashes.of(question.exercise(), question.salt()))
                .toList()));
  }

  private static String section(Question question) {
    int n = question.number();
    return """
    <section aria-labelledby="q%1$d"><h2 id="q%1$d">Question %1$d</h2>
    <pre tabindex="0" aria-label="The network of question %1$d">%2$s</pre>
    <form><label for="a%1$d">%3$s</label>
    <div class="answer"><input id="a%1$d" autocomplete="off" spellcheck="false" placeholder="%4$s"><button>Check</button></div>
    <output for="a%1$d"></output></form></section>
    """
        .formatted(
            n,
            Html.lines(network(question)),
            Html.escape(question.exercise().question()),
            Html.escape(WrittenAnswer.hint(question.exercise().topic())));
  }

  /** Returns the network of a question in its notation, under the question's name. */
  static String network(Question question) {
    return question.exercise().network().renamed(question.name()).toString().strip();
  }
}
