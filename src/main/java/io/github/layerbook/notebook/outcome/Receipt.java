package io.github.layerbook.notebook.outcome;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;

/**
 * What a command says that it has done, where that is all: no result that others would take.
 *
 * @param text one sentence
 */
public record Receipt(String text) implements Displayable {
  @Override
  public Display display() {
    return Display.text(text);
  }
}
