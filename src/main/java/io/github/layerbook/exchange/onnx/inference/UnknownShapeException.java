package io.github.layerbook.exchange.onnx.inference;

/** Says why the shape of a value cannot be told. */
final class UnknownShapeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownShapeException(String message) {
    super(message, null, false, false);
  }
}
