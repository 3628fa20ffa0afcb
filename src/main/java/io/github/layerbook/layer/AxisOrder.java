package io.github.layerbook.layer;

/** The order in which a shape's axes are written. */
public enum AxisOrder {
  /** Height, width, channels: the order of the lecture, of TensorFlow and Keras. */
  HWC,
  /** Channels, height, width: the order of PyTorch. */
  CHW
}
