package io.github.layerbook.jupyter;

import java.util.List;
import java.util.function.ToIntFunction;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * A notebook that is open in a browser, in JupyterLab or in Notebook 7: both use the same parts.
 */
final class NotebookPage {
  private static final String CELL = ".jp-Notebook .jp-CodeCell";

  private final Browser browser;

  /** Opens a notebook's address and waits until its cells are there. */
  NotebookPage(Browser browser, String address, int codeCells) {
    this.browser = browser;
    browser.visit(address);
    waitForCells(codeCells);
    browser.await(
        "the kernel's name", () -> browser.text(".jp-Toolbar-kernelName").contains("Layerbook"));
  }

  private void waitForCells(int codeCells) {
    browser.await(codeCells + " cells", () -> cells().size() == codeCells);
  }

  private List<WebElement> cells() {
    return browser.all(CELL);
  }

  /**
   * Runs every cell as a reader does, each to its end: with Shift+Enter, and the last one, where
   * that would add an empty cell, with Ctrl+Enter.
   */
  void runAll() {
    int last = cells().size() - 1;
    for (int cell = 0; cell < last; cell++) {
      run(cell, Keys.SHIFT);
    }
    run(last, Keys.CONTROL);
  }

  /**
   * Runs one cell, counted from 0, with Enter and the given key held, and waits for its end.
   *
   * <p>JupyterLab forgets a cell that is run before it has found its kernel, so the keys are
   * pressed until the cell is seen to run.
   */
  void run(int cell, Keys held) {
    String before = prompt(cell);
    browser.await(
        "the start of cell " + (cell + 1),
        () -> {
          browser.click(cells().get(cell).findElement(By.cssSelector(".cm-content")));
          browser.chord(held, Keys.ENTER);
          return browser.seesSoon(() -> !prompt(cell).equals(before));
        });
    browser.await("the end of cell " + (cell + 1), () -> prompt(cell).matches("\\[\\d+]:"));
  }

  /** Puts the cursor at the end of a cell, counted from 0. */
  void writeIn(int cell) {
    browser.click(cells().get(cell).findElement(By.cssSelector(".cm-content")));
    browser.chord(Keys.CONTROL, Keys.END);
  }

  /** Whether some of a cell's text is set apart from the rest, as words of a language are. */
  boolean isColoured(int cell) {
    return !cells().get(cell).findElements(By.cssSelector(".cm-line span[class]")).isEmpty();
  }

  /** What the kernel does, as the page shows it. */
  String kernelStatus() {
    return browser.all(".jp-Notebook-ExecutionIndicator").stream()
        .map(indicator -> String.valueOf(indicator.getDomAttribute("data-status")))
        .findFirst()
        .orElse("");
  }

  private String prompt(int cell) {
    return browser.all(CELL + " .jp-InputPrompt").get(cell).getText().strip();
  }

  /** Saves the notebook and waits until the page says so. */
  void save() {
    browser.chord(Keys.CONTROL, "s");
    browser.await("a saved notebook", () -> !browser.shows(".jp-mod-dirty"));
  }

  /** Loads the page again and waits for its cells. */
  void reload() {
    int codeCells = cells().size();
    browser.reload();
    waitForCells(codeCells);
  }

  /** The text of a cell's outputs, counted from 0. */
  String output(int cell) {
    return cells().get(cell).findElements(By.cssSelector(".jp-OutputArea-output")).stream()
        .map(WebElement::getText)
        .reduce("", (above, below) -> above + below + "\n");
  }

  /** Whether a cell's outputs show an element that a CSS selector finds. */
  boolean shows(int cell, String selector) {
    return outputs(cell, selector).stream().anyMatch(WebElement::isDisplayed);
  }

  /** The greatest height in pixels of what a CSS selector finds in a cell's outputs. */
  int height(int cell, String selector) {
    return greatest(cell, selector, Dimension::getHeight);
  }

  /** The greatest width in pixels of what a CSS selector finds in a cell's outputs. */
  int width(int cell, String selector) {
    return greatest(cell, selector, Dimension::getWidth);
  }

  private int greatest(int cell, String selector, ToIntFunction<Dimension> side) {
    return outputs(cell, selector).stream().map(WebElement::getSize).mapToInt(side).max().orElse(0);
  }

  /** Whether the first picture in a cell's outputs has arrived and has a size. */
  boolean pictureIsDrawn(int cell) {
    return outputs(cell, "img").stream()
        .limit(1)
        .anyMatch(
            picture ->
                "true".equals(picture.getDomProperty("complete"))
                    && !"0".equals(picture.getDomProperty("naturalWidth")));
  }

  private List<WebElement> outputs(int cell, String selector) {
    return cells().get(cell).findElements(By.cssSelector(".jp-Cell-outputArea " + selector));
  }
}
