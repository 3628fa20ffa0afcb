package io.github.layerbook.exchange.form;

import java.nio.file.Path;
import java.util.Objects;

/** Says of a file that it cannot be read, where, and why. */
public final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names that stand in a file may be of any length. */
  private static final int LONGEST = 500;

  private UnreadableFileException(String message) {
    super(plain(message));
  }

  /** One line of what can be shown. */
  private static String plain(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
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
