package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Mistake;
import io.github.layerbook.exercise.Roster;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.view.sheet.SheetForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A student's page of exercises, opened from disk without a network. */
@TestInstance(Lifecycle.PER_CLASS)
class SheetIT {
  private static final Assignment ASSIGNMENT =
      new Assignment(new Roster(List.of("Ann <b>")), List.of(Topic.PARAMETERS), 1, 7, 2, 2);

  private Browser browser;

  @BeforeAll
  void openThePage(@TempDir Path profile, @TempDir Path folder) throws IOException {
    SheetForm.HTML.files(ASSIGNMENT).write(folder, false);
    browser = Browser.open(profile);
    browser.screen(390, 1200);
    browser.visit(folder.resolve("students/Ann-b.html").toUri().toString());
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private void answer(List<Long> numbers) {
    browser.script(
        "document.getElementById('a1').value = '%s';document.querySelector('button').click();"
            .formatted(numbers.get(0)));
  }

  @Test
  void judgesAnswersByThemselvesOnAPhone() {
    Exercise exercise = ASSIGNMENT.sheets().get(0).questions().get(0).exercise();
    Mistake mistake = exercise.mistakes().get(0);
    answer(mistake.answer());
    browser.await("the mistake", () -> browser.text("output[for=a1]").contains(mistake.sentence()));
    answer(exercise.answer());
    browser.await("the verdict", () -> browser.text("output[for=a1]").equals("✓ Right."));
    assertEquals("1 of 2 right: 2 of 4 points.", browser.text("#score"));
    assertEquals("Exercises for Ann <b>", browser.text("h1"));
    assertEquals(List.of(), browser.consoleErrors());
    browser.screenshot("sheet-390");
    assertTrue(
        Integer.parseInt(browser.script("return document.documentElement.scrollWidth")) <= 390);
  }
}
