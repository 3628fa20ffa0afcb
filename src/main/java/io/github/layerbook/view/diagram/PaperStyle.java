package io.github.layerbook.view.diagram;

/** How papers draw networks. */
public enum PaperStyle {
  /** Boxes in perspective: as high as the resolution, as deep as there are channels. */
  VOLUMES,
  /** Sheets behind each other, as in the paper of LeNet-5: as large as the resolution. */
  LENET,
  /** Upright bars: as high as the resolution, as wide as there are channels. */
  BARS
}
