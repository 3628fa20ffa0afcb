package io.github.layerbook.view.exercise;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.JsonTree;

/**
 * An exercise as a piece of HTML in which it can be answered where no kernel runs: a script judges
 * by hashes. Where scripts are refused there is no form, and the folded answer stands alone.
 */
final class ExerciseForm {
  private static final String HTML =
      """
      <div class="layerbook-exercise" style="border-left:3px solid #3b8fc7;padding:2px 14px;margin:8px 0">%1$s
      <p style="margin:.5em 0"><b>%2$s</b></p>
      <form hidden style="margin:.5em 0"><label for="a%3$s">Your answer, %4$s:</label>
      <input id="a%3$s" autocomplete="off" spellcheck="false" style="font:inherit;padding:4px 8px;max-width:100%%;box-sizing:border-box">
      <button style="font:inherit;padding:4px 12px">Check</button>
      <output for="a%3$s" style="display:block;min-height:1.5em;font-weight:600"></output></form>%5$s
      <p style="margin:.5em 0;opacity:.75">In a notebook: a cell that begins with <code>%6$s</code> and has your answer below.</p>
      """;

  private ExerciseForm() {}

  /**
   * Returns the piece of HTML.
   *
   * @param network the network in its notation; empty where readers know it
   * @param answer whether the answer stands below, folded
   */
  static String of(NamedExercise named, String network, boolean answer) {
    Exercise exercise = named.exercise();
    String salt = salt(named);
    return HTML.formatted(
            network.isEmpty()
                ? ""
                : "<pre style=\"padding:8px 12px;margin:6px 0\">%s</pre>"
                    .formatted(Html.lines(network)),
            Html.escape(named.question()),
            salt,
            Html.escape(WrittenAnswer.hint(exercise.topic())),
            answer ? folded(exercise) : "",
            Html.escape("%%check " + named.name()))
        + "<script>(function () {\n"
        + AnswerHashes.script()
        + Scripts.read("exercise.js")
        + "layerbookExercise(document.getElementById('a"
        + salt
        + "').closest('.layerbook-exercise'), "
        + JsonTree.print(AnswerHashes.of(exercise, salt))
        + ");\n})();</script></div>";
  }

  /** The same for the same question, so that a notebook that runs again is the same file. */
  private static String salt(NamedExercise named) {
    String asked = named.question() + "\n" + named.exercise().network();
    return AnswerHashes.hash(named.name(), asked);
  }

  private static String folded(Exercise exercise) {
    return "<details><summary>The answer, and how it is calculated</summary><p style=\"margin:.4em 0\">"
        + Html.escape(WrittenAnswer.of(exercise.answer()))
        + (exercise.derivation().contains("=") ? ": " + Html.escape(exercise.derivation()) : "")
        + "</p></details>";
  }
}
