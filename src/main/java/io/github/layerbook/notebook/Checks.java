package io.github.layerbook.notebook;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.claim.InventoryCheck;
import io.github.layerbook.exercise.Hint;
import io.github.layerbook.exercise.Hints;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.report.Settings;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.CheckTable;
import java.util.Optional;

/**
 * Checks of what texts claim of a network or inventory.
 *
 * @param session the notebook's session
 * @param name the name of the network or inventory
 */
public record Checks(Session session, String name) {
  /**
   * Checks the claims of the text that defined it.
   *
   * @throws CellError if there is no such network or its text claims nothing
   */
  public ResultTable stated() {
    Optional<Listed> listed = session.inventory(name).filter(known -> !known.claims().isEmpty());
    if (listed.isPresent()) {
      return CheckTable.of(InventoryCheck.of(listed.get().claims(), listed.get().inventory()));
    }
    Entry entry = session.entry(name);
    if (entry.claims().isEmpty()) {
      throw new CellError(
          "The text of %1$s claims nothing: paste claims into a cell that begins with %%%%check %1$s."
              .formatted(name));
    }
    return CheckTable.of(entry.claims().check(entry.report()));
  }

  /**
   * Checks the claims of a text.
   *
   * @param text the claims, one a line
   * @param hint what to reveal about claims that do not hold: usually the computed value, else
   *     which mistake gives them, or nothing but the verdict
   * @throws CellError if there is no such network or the text is empty
   */
  public ResultTable of(String text, Hint hint) {
    if (text.isBlank()) {
      throw new CellError("There is nothing to check: write a claim such as TOTAL : 138,357,544.");
    }
    Claims claims = Claims.in(text, session.notation(), session.quantities());
    Optional<ResultTable> compared =
        hint == Hint.OFFERED
            ? TextCheck.of(text, claims.isSaid(), session.model(name), settings())
            : Optional.empty();
    if (compared.isPresent()) {
      return compared.get();
    }
    Optional<Listed> listed = session.inventory(name);
    if (listed.isPresent()) {
      return CheckTable.of(InventoryCheck.of(claims, listed.get().inventory()));
    }
    Entry entry = session.entry(name);
    CheckReport check = claims.check(entry.report());
    return CheckTable.of(
        switch (hint) {
          case HIDDEN -> check.withoutAnswers();
          case SAID -> Hints.of(check);
          case OFFERED -> check;
        });
  }

  private Settings settings() {
    return session.inventory(name).isPresent() ? Settings.DEFAULT : session.entry(name).settings();
  }
}
