package io.github.layerbook.notation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that tests read. */
public final class Texts {
  private Texts() {}

  /** Returns the text of a resource beside this class. */
  public static String read(String name) {
    try (InputStream stream = Texts.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
