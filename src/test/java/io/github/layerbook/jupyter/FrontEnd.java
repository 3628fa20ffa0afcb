package io.github.layerbook.jupyter;

/** The two programs that show notebooks in a browser. */
enum FrontEnd {
  /** JupyterLab. */
  LAB,
  /** Jupyter Notebook, version 7. */
  NOTEBOOK
}
