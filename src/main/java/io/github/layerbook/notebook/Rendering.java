package io.github.layerbook.notebook;

import io.github.layerbook.view.Display;
import java.util.function.Function;

/**
 * What values of a type look like in a notebook.
 *
 * @param type the type; its subtypes look the same unless they have a rendering of their own
 * @param display makes the display of a value
 */
public record Rendering<T>(Class<T> type, Function<T, Display> display) {

  /** The media types that a kernel asks for by default: all that a display may offer. */
  public static String[] mediaTypes() {
    return new String[] {
      Display.PLOTLY, Display.HTML, Display.MARKDOWN, Display.LATEX, Display.PNG, Display.TEXT
    };
  }
}
