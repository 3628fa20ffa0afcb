package io.github.layerbook.view.document;

/** Says why something cannot be exported, and what to do instead. */
public final class ExportException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public ExportException(String message) {
    super(message);
  }
}
