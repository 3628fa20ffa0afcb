package io.github.layerbook.exchange.onnx.model;

/** How much a file may hold, so that time and memory are bounded whatever its bytes say. */
final class Limits {
  /** Values of a tensor are kept up to so many bytes: shapes, axes, sizes. */
  static final int PAYLOAD = 4 << 10;

  /** Operations in a file, with those of bodies and functions. */
  static final int OPERATIONS = 100_000;

  /** Inputs and outputs of all graphs in a file, weights that are inputs among them. */
  static final int ENDS = 50_000;

  /** Bytes without values of tensors. */
  static final int KEPT = 128 << 20;

  /** Bodies within bodies. */
  static final int DEPTH = 24;

  /** Axes of a tensor. */
  static final int RANK = 64;

  /** Characters of a name. */
  static final int NAME = 4 << 10;

  private Limits() {}
}
