package io.github.layerbook.notebook.command;

/** What a row of a table, a bar of a chart or a box of a diagram represents. */
public enum By {
  LAYER,
  BLOCK
}
