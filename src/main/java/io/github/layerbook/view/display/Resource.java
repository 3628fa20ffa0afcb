package io.github.layerbook.view.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the resources that come with Layerbook: scripts, styles, libraries. */
public final class Resource {
  private Resource() {}

  /** Returns the bytes of a resource in the package of a class. */
  public static byte[] bytes(Class<?> beside, String name) {
    try (InputStream stream = beside.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(name + " is missing among the resources of Layerbook.");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text of a resource in the package of a class. */
  public static String text(Class<?> beside, String name) {
    return new String(bytes(beside, name), StandardCharsets.UTF_8);
  }
}
