package io.github.layerbook.notebook.command.look;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Hint;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Checks;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.CellText;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.exercise.Earned;
import io.github.layerbook.view.exercise.NamedExercise;
import io.github.layerbook.view.exercise.NamedExercise.Judged;
import io.github.layerbook.view.table.CheckTable;
import java.util.Optional;

/** Checks what a text claims of a network. */
@Magic(
    name = "check",
    purpose = Magic.Purpose.CHECK,
    line = "Checks what a network's own text claims, or the claims in the cell.",
    more =
        "Claims are weights and totals beside layers, or sentences, such as a student's answer;"
            + " each is checked at the precision that it is stated with. On a line, %check"
            + " exercise1 judges the answer that was given last.",
    example = {
      "%check lenet",
      """
      %%check lenet
      fc1 : 48,120
      TOTAL : 61,706\
      """
    })
public record CheckCommand(
    NetworkArgument network,
    @Takes("--hide: hide the computed values and show verdicts only, for exercises") boolean hide,
    @Takes("--hint: say which mistake leads to a wrong figure, without the right one") boolean hint,
    @Takes("--assert: fail the cell unless everything holds, as graders such as nbgrader expect")
        boolean asserted,
    @Takes("--points N: the points for a right answer, which the result names")
        Optional<Long> points,
    @Offers(NameOffers.Claimed.class) @CellText("claims, one a line, such as TOTAL : 138,357,544")
        Optional<String> text)
    implements Command {

  @Override
  public Object run(Session session) {
    Hint told = hide ? Hint.HIDDEN : hint ? Hint.SAID : Hint.OFFERED;
    if (hide && hint) {
      throw new CellError("--hide and --hint contradict each other: leave one out.");
    } else if (text.isEmpty() && told != Hint.OFFERED) {
      throw new CellError(
          "--%s is for claims in a cell, below a first line %%%%check %s"
              .formatted(hide ? "hide" : "hint", network.name()));
    }
    Optional<NamedExercise> exercise = session.exercises().find(network.name());
    if (exercise.isPresent() && text.filter(Exercise::isOpen).isPresent()) {
      session.exercises().open(exercise.get());
      return graded(new NamedExercise.Open(exercise.get()), false);
    } else if (exercise.isPresent()) {
      Judged judged = judged(session, exercise.get(), told);
      return graded(judged, judged.judgement().isRight());
    }
    Checks checks = new Checks(session, network.name());
    ResultTable table =
        text.map(claims -> checks.of(claims, told)).orElseGet(() -> checks.stated());
    return graded(table, CheckTable.holds(table));
  }

  /** Judges the answer in the cell; on a line, the answer that was given last. */
  private Judged judged(Session session, NamedExercise exercise, Hint told) {
    return text.map(answer -> session.exercises().judge(exercise, answer, told))
        .or(() -> session.exercises().latest(network.name()))
        .orElseThrow(
            () ->
                new CellError(
                    "%s is not answered yet: write your answer in a cell, below a first line %%%%check %s"
                        .formatted(network.name(), network.name())));
  }

  /** Adds the points; fails the cell over what does not hold if that is asked for. */
  private Displayable graded(Displayable result, boolean right) {
    Displayable graded =
        points.<Displayable>map(of -> new Earned(result, right ? of : 0, of)).orElse(result);
    if (asserted && !right) {
      throw new CellError(graded.display().text().strip());
    }
    return graded;
  }
}
