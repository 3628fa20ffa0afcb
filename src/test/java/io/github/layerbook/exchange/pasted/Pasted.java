package io.github.layerbook.exchange.pasted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Texts that people paste, and what is true of them. */
public final class Pasted {
  private Pasted() {}

  /** The text of a name. */
  public static String text(String name) throws IOException {
    try (InputStream source = source(name)) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What was measured by running the code in its framework. */
  public static JsonNode expected() throws IOException {
    try (InputStream source = new GZIPInputStream(source("expected-code.json.gz"))) {
      return new ObjectMapper().readTree(source);
    }
  }

  /** What was measured of texts of the other forms, most by an equal network in PyTorch. */
  public static JsonNode expectedForms() throws IOException {
    try (InputStream source = new GZIPInputStream(source("expected-forms.json.gz"))) {
      return new ObjectMapper().readTree(source);
    }
  }

  private static InputStream source(String name) {
    return Objects.requireNonNull(Pasted.class.getResourceAsStream("/pasted/" + name), name);
  }
}
