package io.github.layerbook.view.exercise;

import io.github.layerbook.exercise.Hint;
import io.github.layerbook.exercise.Mistake;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.Markdown;
import io.github.layerbook.view.exercise.NamedExercise.Judged;

/** Shows exercises and what became of answers. */
final class ExerciseDisplay {
  private ExerciseDisplay() {}

  /**
   * Shows the question and how it is answered, and of a drawn exercise the network in its notation.
   *
   * @param answer whether the answer stands below in HTML, folded
   */
  static Display of(NamedExercise named, boolean answer) {
    String network =
        named.subject().isEmpty()
            ? named.exercise().network().renamed(named.name()).toString().strip()
            : "";
    String check = "%%check " + named.name();
    String text =
        "%s%nAnswer in a cell that begins with %s and has your answer below."
            .formatted(named.question(), check);
    String markdown =
        "**%s** Answer in a cell that begins with `%s` and has your answer below."
            .formatted(Markdown.escape(named.question()), check);
    return Display.of(
        Display.HTML, ExerciseForm.of(named, network, answer),
        Display.MARKDOWN, network.isEmpty() ? markdown : "```\n" + network + "\n```\n\n" + markdown,
        Display.TEXT, network.isEmpty() ? text : network + "\n\n" + text);
  }

  /** Says that an exercise has no answer yet. */
  static Display open(NamedExercise named) {
    return paragraph(
        "○ %s is open: write your answer in the place of the question mark and run the cell."
            .formatted(named.name()));
  }

  /** Shows a sentence. */
  static Display paragraph(String text) {
    return Display.of(
        Display.HTML,
        "<p>" + Html.escape(text) + "</p>",
        Display.MARKDOWN,
        Markdown.escape(text),
        Display.TEXT,
        text);
  }

  /** Shows the verdict, and as much of the mistake as may be revealed. */
  static Display of(Judged judged) {
    String verdict = verdict(judged);
    String remark = remark(judged);
    return Display.of(
        Display.HTML, "<p><b>%s</b> %s</p>".formatted(Html.escape(verdict), Html.escape(remark)),
        Display.MARKDOWN, "**%s** %s".formatted(Markdown.escape(verdict), Markdown.escape(remark)),
        Display.TEXT, remark.isEmpty() ? verdict : verdict + " " + remark);
  }

  private static String verdict(Judged judged) {
    String name = judged.exercise().name();
    return judged.judgement().isRight()
        ? "✓ %s: right.".formatted(name)
        : "✗ %s: %s is not right.".formatted(name, judged.judgement().given());
  }

  private static String remark(Judged judged) {
    if (judged.judgement().isRight()) {
      return judged.hint() == Hint.HIDDEN ? "" : judged.exercise().exercise().derivation();
    } else if (judged.hint() == Hint.HIDDEN) {
      return "";
    }
    boolean known = judged.judgement().mistake().isPresent();
    if (judged.hint() == Hint.OFFERED) {
      return known ? "One usual mistake gives just this: ask for it with --hint." : "";
    }
    return judged
        .judgement()
        .mistake()
        .map(Mistake::remark)
        .orElse("No usual mistake gives just this: work it out with %explain on a layer like it.");
  }
}
