package io.github.layerbook.view.display;

/** Something that knows how it is shown. */
public interface Displayable {
  /** Returns how it is shown, in every medium that it has a form for. */
  Display display();
}
