package io.github.layerbook.view.display;

/** A drawing that stands alone as SVG: nothing outside it is asked for, and no script is in it. */
public interface Drawing extends Displayable {
  /** Returns the drawing as SVG. */
  String svg();
}
