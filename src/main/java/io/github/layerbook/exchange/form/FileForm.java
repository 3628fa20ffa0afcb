package io.github.layerbook.exchange.form;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A form in which models are kept in files: a graph, a configuration, a file of weights.
 *
 * <p>Readers take what they need by its position and never a payload. Nothing in a file is
 * executed, no other file is opened but those that lie beside it under names that it gives, and
 * none is written.
 */
public interface FileForm {
  /** The number of a file's first bytes that {@link #recognises} is shown. */
  int BEGINNING = 4096;

  /** Returns what it is in words that follow “read as”, such as {@code an ONNX file}. */
  String title();

  /**
   * Returns whether a file looks like this form. Fast, and never throws.
   *
   * @param beginning its first bytes, at most {@link #BEGINNING}
   * @param name its name in lower-case letters, without its folder
   */
  boolean recognises(byte[] beginning, String name);

  /**
   * Returns what a file says: a network, or an inventory. What of it is not understood, though the
   * rest is, stands among the problems.
   *
   * <p>Bounded in time and memory, whatever stands in the file.
   *
   * @throws UnreadableFileException if the file is broken or says too little
   * @throws IOException if the system cannot read it
   */
  ReadNetwork read(Path file, FileOptions options) throws IOException;
}
