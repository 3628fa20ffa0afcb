package io.github.layerbook.view;

/** Something that knows how it is shown. */
public interface Shown {
  /** Returns how it is shown, in every medium that it has a form for. */
  Display display();
}
