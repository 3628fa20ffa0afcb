package io.github.layerbook.exchange.onnx.model;

/** Says what is wrong with a model file, and where: the file, the byte or the node, the cause. */
public final class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a message for the reader. */
  public OnnxException(String message) {
    super(message, null, false, false);
  }

  /** Returns this with what it is about in front: a file's name. */
  public OnnxException in(String where) {
    return new OnnxException(where + ": " + getMessage());
  }
}
