package io.github.layerbook.exchange.onnx.model;

/** Says what is wrong with a model file, and where: at which byte or node. */
public final class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a message for the reader. */
  public OnnxException(String message) {
    super(message, null, false, false);
  }
}
