package io.github.layerbook.exchange.form;

import java.nio.file.Path;
import java.util.Objects;

/** Says of a file that it cannot be read, where, and why. */
public final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnreadableFileException(String message) {
    super(message);
  }

  /** Says of a file as a whole why it cannot be read. */
  public static UnreadableFileException of(Path file, String reason) {
    return new UnreadableFileException(name(file) + ": " + reason);
  }

  /**
   * Says why a file cannot be read.
   *
   * @param place where, in words: {@code byte 1,024}, {@code config.json, line 3}
   */
  public static UnreadableFileException at(Path file, String place, String reason) {
    return new UnreadableFileException(name(file) + ", " + place + ": " + reason);
  }

  private static String name(Path file) {
    return Objects.requireNonNullElse(file.getFileName(), file).toString();
  }
}
